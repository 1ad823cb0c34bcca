import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from './messages.ts';

/** Pages of large tables: hours are no fault while it heartbeats, and after a crash the next attempt goes on where it was. */
export const partnerActivityOptions = {
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '1 day',
  // A page is a few statements, and each is cut off after 30 s.
  heartbeatTimeout: '1 min',
  scheduleToCloseTimeout: '30 days',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
} as const satisfies ActivityOptions;
