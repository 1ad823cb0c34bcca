import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';

/** Reads or writes the records of a test, for a person who waits. */
export const syncTestOptions = {
  summary: 'tests a sync with a record',
  taskQueue: retryTaskQueue,
  // It may look through all records of one side for the counterpart.
  startToCloseTimeout: '5 min',
  scheduleToCloseTimeout: '10 min',
  heartbeatTimeout: '30 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '30 s', nonRetryableErrorTypes: ['DomainError'] },
} as const satisfies ActivityOptions;

/** What was written is taken back however long the vendor is away. After a week a person is told what is left. */
export const takeBackOptions = {
  summary: 'takes back what a test has written',
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '5 min',
  scheduleToCloseTimeout: '7 days',
  heartbeatTimeout: '30 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '5 min' },
} as const satisfies ActivityOptions;

/** One page or one batch. The workflow itself waits and tries again, so that it can show why and until when. */
export const syncPartOptions = {
  summary: 'reads, compares and writes the next part',
  taskQueue: retryTaskQueue,
  // A batch of a vendor without batches is two hundred calls.
  startToCloseTimeout: '10 min',
  scheduleToCloseTimeout: '30 days',
  // It heartbeats every 5 s, so a worker that died is noticed soon.
  heartbeatTimeout: '30 s',
  retry: { maximumAttempts: 1 },
} as const satisfies ActivityOptions;
