import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';

/** Some minutes of looking. The workflow itself waits and tries again, so that it can show why and until when. */
export const watchOptions = {
  summary: 'looks at all integrations',
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '30 min',
  scheduleToCloseTimeout: '30 days',
  // It heartbeats every five seconds, and between pages, so a worker that died is noticed soon: the history has a gap until then.
  heartbeatTimeout: '30 s',
  retry: { maximumAttempts: 1 },
} as const satisfies ActivityOptions;
