import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';

/** A few statements. They fail only while PostgreSQL or Temporal is unavailable. */
export const bookRequestOptions = {
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '1 min',
  scheduleToCloseTimeout: '12 hours',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
} as const satisfies ActivityOptions;

/** A minute of pages. */
export const bookSliceOptions = {
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '10 min',
  // Between two heartbeats is one page, or the time until it is looked at again.
  heartbeatTimeout: '2 min',
  // What does not work for some hours does not work this night. The other checks are done all the same.
  scheduleToCloseTimeout: '4 hours',
  retry: { initialInterval: '5 s', backoffCoefficient: 2, maximumInterval: '10 min' },
} as const satisfies ActivityOptions;
