import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptors } from '@temporalio/worker';
import { ConnectorError, type ConnectorErrorKind } from '#connectors/connector-error.ts';
import { isDatabaseBusy } from '#db/failure.ts';

const types = {
  unauthorized: 'ConnectorUnauthorized',
  rejected: 'ConnectorRejected',
  rate_limited: 'ConnectorRateLimited',
  unavailable: 'ConnectorUnavailable',
  malformed: 'ConnectorMalformed',
} as const satisfies Record<ConnectorErrorKind, string>;

/** If a system asks for a longer delay, we retry after an hour anyway: its limits can change in the meantime. */
const MAX_RETRY_AFTER_MS = 3_600_000;

/**
 * Translates the errors of activities for Temporal: the only place where a ConnectorError becomes an ApplicationFailure. A statement that
 * waited too long for a lock says so, because PostgreSQL's message does not tell what to do.
 */
export const errorTranslation: ActivityInterceptors = {
  inbound: {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        if (error instanceof ConnectorError) throw toFailure(error);
        throw isDatabaseBusy(error) ? toBusy(error as Error) : error;
      }
    },
  },
};

function toFailure({ kind, message, retryAfterMs }: ConnectorError): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: types[kind],
    // For a workflow that waits by itself: failures reach it without their nextRetryDelay.
    ...(retryAfterMs !== undefined && { details: [{ retryAfterMs: Math.min(retryAfterMs, MAX_RETRY_AFTER_MS) }] }),
    // The same request would be rejected again. All other errors are temporary, or somebody fixes them: a token, a wrong URL.
    nonRetryable: kind === 'rejected',
    // Temporal treats zero as not set and uses the policy's own delay.
    ...(retryAfterMs !== undefined && { nextRetryDelay: Math.min(Math.max(retryAfterMs, 1), MAX_RETRY_AFTER_MS) }),
    // Waiting for quota should page nobody.
    ...(kind === 'rate_limited' && { category: 'BENIGN' as const }),
  });
}

/** Retried like every other error: the other transaction ends, or an operator ends it. */
function toBusy(error: Error): ApplicationFailure {
  const said = error.cause instanceof Error ? error.cause.message : error.message;
  const message = `PostgreSQL: ${said}. Another transaction holds a lock; the runbook has the query that finds it`;
  return ApplicationFailure.create({ message, type: 'DatabaseBusy' });
}
