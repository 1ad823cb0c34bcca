import { ApplicationFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import { errorTranslation } from '#apps/worker/errors.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import { DomainError } from '#domain/errors.ts';

const translate = async (activity: () => Promise<unknown>) => errorTranslation.inbound?.execute?.({ args: [], headers: {} }, activity);

async function translated(error: Error): Promise<unknown> {
  try {
    await translate(async () => {
      throw error;
    });
  } catch (thrown) {
    return thrown;
  }
}

test.each([
  ['unauthorized', 'ConnectorUnauthorized', false],
  ['rejected', 'ConnectorRejected', true],
  ['rate_limited', 'ConnectorRateLimited', false],
  ['unavailable', 'ConnectorUnavailable', false],
  ['malformed', 'ConnectorMalformed', false],
] as const)('%s fails the activity as %s; it is final: %s', async (kind, type, nonRetryable) => {
  const failure = await translated(new ConnectorError(kind, 'crm.example answered'));
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({ type, nonRetryable, message: 'crm.example answered' });
  expect(failure).toHaveProperty('nextRetryDelay', undefined);
});

test.each([
  [2_000, 2_000],
  [0, 1],
  [Number.MAX_SAFE_INTEGER, 3_600_000],
])('a Retry-After of %i ms is the delay before the next attempt, an hour at most', async (retryAfterMs, delay) => {
  expect(await translated(new ConnectorError('rate_limited', 'wait', retryAfterMs))).toMatchObject({
    nextRetryDelay: delay,
    category: 'BENIGN',
  });
});

test('what is no ConnectorError is left alone', async () => {
  const error = new DomainError('not_found', 'no such deal');
  expect(await translated(error)).toBe(error);
  expect(await translate(async () => 'done')).toBe('done');
});
