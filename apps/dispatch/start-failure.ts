import { hash } from 'node:crypto';
import { isGrpcServiceError } from '@temporalio/client';
import type { Notify } from '#domain/platform-event-types.ts';

/** The code of gRPC for a request that is refused for what is in it. */
const INVALID_ARGUMENT = 3;

/**
 * Whether Temporal refuses what it is asked to start: too large a search attribute, or one that is not registered. Sending the same
 * again does not help, other than after an outage.
 */
export function isRefusedStart(error: unknown): boolean {
  const cause = causeOf(error);
  if (!isGrpcServiceError(cause)) return false;
  const code: number = cause.code;
  return code === INVALID_ARGUMENT;
}

/** What Temporal said. The client's own error only says that the start failed. */
export function problemOfStart(error: unknown): string {
  const cause = causeOf(error);
  return cause instanceof Error ? cause.message : String(cause);
}

/** Once a day for each reason: a wrong configuration refuses every workflow, and each is tried again all the time. */
export async function notifyRefusal(notify: Notify, subjectId: string, error: unknown): Promise<void> {
  const type = 'causeway.workflow.refused';
  const reason = problemOfStart(error);
  // Without its numbers, such as sizes.
  const kind = hash('sha256', reason.replaceAll(/\d+/g, '#'), 'base64url').slice(0, 16);
  await notify(type, { subject_id: subjectId, reason }, `${type}/${kind}/${new Date().toISOString().slice(0, 10)}`);
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}
