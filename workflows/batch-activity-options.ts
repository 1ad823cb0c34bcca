import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from './messages.ts';

/** Activities over pages of large tables. They may run for hours while they heartbeat; after a crash, the next attempt continues at the last page. */
export const partnerActivityOptions = {
  summary: 'goes through tables page by page',
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '1 day',
  // A page is a few statements, each of which times out after 30 s.
  heartbeatTimeout: '1 min',
  scheduleToCloseTimeout: '30 days',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
} as const satisfies ActivityOptions;
