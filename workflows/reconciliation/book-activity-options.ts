import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';
import { statementOptions } from '../statement-options.ts';

/** A book that has to wait for longer is compared in the next night. */
export const bookRequestOptions = { ...statementOptions, scheduleToCloseTimeout: '12 hours' } as const satisfies ActivityOptions;

/** A minute of pages. */
export const bookSliceOptions = {
  summary: 'compares the next pages of the book',
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '10 min',
  // Between two heartbeats is one page, or the time until it is looked at again.
  heartbeatTimeout: '2 min',
  // What does not work for some hours does not work this night. The other checks are done all the same.
  scheduleToCloseTimeout: '4 hours',
  retry: { initialInterval: '5 s', backoffCoefficient: 2, maximumInterval: '10 min' },
} as const satisfies ActivityOptions;
