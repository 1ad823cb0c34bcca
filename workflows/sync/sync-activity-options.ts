import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';

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
