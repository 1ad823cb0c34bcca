import { ServiceError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import { tellFailing } from '#apps/worker/tell-failing.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import { DomainError } from '#domain/errors.ts';
import type { Notify } from '#domain/platform-event-types.ts';

/** What is told when the activity fails for so many times. */
async function toldOf(error: Error, attempt: number, notify?: Notify): Promise<unknown[]> {
  const told: unknown[] = [];
  const note: Notify = async (...event) => void told.push(event);
  const about = { attempt, activityType: 'advanceDeal', workflowExecution: { workflowId: 'register-deal/deal_1', runId: 'run' } };
  const running = tellFailing(notify ?? note, about).inbound?.execute?.({ args: [], headers: {} }, async () => {
    throw error;
  });
  await expect(running).rejects.toBe(error);
  return told;
}

const fault = new Error('Failed query: params: ada@acme.example', { cause: new Error('violates check constraint "deal_stage"') });

test('an activity that fails for the tenth time is told, without the values of its query, and fails all the same', async () => {
  const data = {
    workflow_id: 'register-deal/deal_1',
    activity: 'advanceDeal',
    attempts: 10,
    reason: 'violates check constraint "deal_stage"',
  };
  expect(await toldOf(fault, 10)).toEqual([
    ['causeway.workflow.failing', data, expect.stringMatching(/^causeway\.workflow\.failing\/advanceDeal\/\d{4}-\d\d-\d\dT\d\d$/)],
  ]);
  expect(await toldOf(fault, 9)).toEqual([]);
  expect(await toldOf(fault, 10, () => Promise.reject(new Error('PostgreSQL is away')))).toEqual([]);
});

test.each([
  ['a vendor that is away', new ConnectorError('unavailable', 'crm.example answered 503')],
  ['what is final', ApplicationFailure.nonRetryable('no such rate')],
  ['what waits for its turn', ApplicationFailure.create({ message: 'wait', category: 'BENIGN' })],
  ['a lost encryption key', new DomainError('encryption_key_unknown', 'missing: k1')],
  ['a cancellation', new CancelledFailure('cancelled')],
  ['PostgreSQL that is away', Object.assign(new Error('closed'), { code: 'CONNECTION_CLOSED' })],
  ['Temporal that is away', Object.assign(new ServiceError('unavailable'), { code: 14, details: '', metadata: {} })],
])('%s is told otherwise, or not at all', async (_, error) => {
  expect(await toldOf(error, 100)).toEqual([]);
});
