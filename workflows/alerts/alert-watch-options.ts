import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';

/** Some minutes of looking. The workflow itself waits and tries again, so that it can show why and until when. */
export const watchOptions = {
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '30 min',
  scheduleToCloseTimeout: '30 days',
  // It heartbeats every second. Nobody looks until a worker that died is noticed.
  heartbeatTimeout: '6 s',
  retry: { maximumAttempts: 1 },
} as const satisfies ActivityOptions;
