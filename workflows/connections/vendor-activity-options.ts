import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';

/** A few calls to a vendor, each with a deadline of at most 30 s. A vendor that is away for a day needs a person. */
export const vendorActivityOptions = {
  summary: 'calls the vendor',
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '3 min',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '5 min' },
} as const satisfies ActivityOptions;
