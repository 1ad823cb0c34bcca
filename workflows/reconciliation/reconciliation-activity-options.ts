import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';

/** Some parts of a step. The workflow itself waits and tries again, so that it can show why and until when. */
export const reconciliationStepOptions = {
  summary: 'does the next part of the comparison',
  taskQueue: retryTaskQueue,
  // A comparison of millions of records is one part.
  startToCloseTimeout: '1 h',
  scheduleToCloseTimeout: '30 days',
  // It heartbeats every 5 s, so a worker that died is noticed soon.
  heartbeatTimeout: '30 s',
  retry: { maximumAttempts: 1 },
} as const satisfies ActivityOptions;
