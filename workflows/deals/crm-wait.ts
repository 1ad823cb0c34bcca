import { ActivityFailure, ApplicationFailure, rootCause } from '@temporalio/workflow';

/** Why a CRM write failed, and when it is tried again. */
export interface CrmWait {
  error: string;
  tries: number;
  forMs: number;
}

const firstMs = 1_000;
const longestMs = 600_000;

/** The activity says how long to wait. A failure that is not the CRM's, such as a worker that died, says nothing: then the wait doubles. */
export function crmWaitAfter(error: unknown, tries: number): CrmWait {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const [details] = (cause instanceof ApplicationFailure ? cause.details : undefined) ?? [];
  const asked = (details as { retryAfterMs?: number } | undefined)?.retryAfterMs;
  return { error: rootCause(error) ?? 'unknown error', tries, forMs: asked ?? Math.min(firstMs * 2 ** (tries - 1), longestMs) };
}
