import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptors } from '@temporalio/worker';
import { ConnectorError, type ConnectorErrorKind } from '#connectors/connector.ts';

const types = {
  unauthorized: 'ConnectorUnauthorized',
  rejected: 'ConnectorRejected',
  rate_limited: 'ConnectorRateLimited',
  unavailable: 'ConnectorUnavailable',
  malformed: 'ConnectorMalformed',
} as const satisfies Record<ConnectorErrorKind, string>;

/** A system that asks for more is asked again after an hour anyway: by then its limits may have been changed. */
const MAX_RETRY_AFTER_MS = 3_600_000;

/** What Temporal makes of a failed activity: the only place where a ConnectorError becomes an ApplicationFailure. */
export const errorTranslation: ActivityInterceptors = {
  inbound: {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        throw error instanceof ConnectorError ? toFailure(error) : error;
      }
    },
  },
};

function toFailure({ kind, message, retryAfterMs }: ConnectorError): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: types[kind],
    // Sent again, it would be refused again. Everything else passes, or is put right by somebody: a token, a wrong URL.
    nonRetryable: kind === 'rejected',
    // Zero would count as not given, and the policy's own delay be taken.
    ...(retryAfterMs !== undefined && { nextRetryDelay: Math.min(Math.max(retryAfterMs, 1), MAX_RETRY_AFTER_MS) }),
    // Waiting for quota is not a failure that anybody should be called for.
    ...(kind === 'rate_limited' && { category: 'BENIGN' as const }),
  });
}
