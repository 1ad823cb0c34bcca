import type { Info } from '@temporalio/activity';
import { isGrpcServiceError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { ActivityInterceptors } from '@temporalio/worker';
import { ConnectorError } from '#connectors/connector-error.ts';
import { isDatabaseUnavailable } from '#db/failure.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { isSealedFault } from '#domain/secret-box.ts';

/** With the usual delays, from a second to a minute, some four minutes: a restart or a migration is over by then. */
const toldAfter = 10;

/**
 * Tells of an activity that fails again and again with an error that nobody foresaw. Temporal repeats it for weeks, so its workflow neither goes on nor
 * gives up, and nothing else would say so. One event an hour for each kind of activity: one fault can keep thousands of workflows.
 */
export function tellFailing(
  notify: Notify,
  { attempt, activityType, workflowExecution }: Pick<Info, 'attempt' | 'activityType' | 'workflowExecution'>,
): ActivityInterceptors {
  return {
    inbound: {
      async execute(input, next) {
        try {
          return await next(input);
        } catch (error) {
          if (attempt >= toldAfter && isUnforeseen(error)) {
            const type = 'causeway.workflow.failing';
            const data = {
              workflow_id: workflowExecution?.workflowId ?? '',
              activity: activityType,
              attempts: attempt,
              reason: reasonOf(error),
            };
            const hour = new Date().toISOString().slice(0, 13);
            // The log has it all the same.
            await notify(type, data, `${type}/${activityType}/${hour}`).catch(() => undefined);
          }
          throw error;
        }
      },
    },
  };
}

/**
 * Whoever is away, and a lost encryption key, are told of by readiness or by a connection. What is final, or only waits for its turn, is told otherwise or
 * not at all.
 */
function isUnforeseen(error: unknown): boolean {
  if (error instanceof ConnectorError || error instanceof CancelledFailure) return false;
  if (error instanceof ApplicationFailure && (error.nonRetryable === true || error.category === 'BENIGN')) return false;
  return !isDatabaseUnavailable(error) && !isGrpcServiceError(error) && !isSealedFault(error);
}

/** A query builder's message has the values of the query; PostgreSQL's own, the cause, has not. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
