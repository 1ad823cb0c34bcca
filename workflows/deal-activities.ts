import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from './messages.ts';

/** A few statements; what fails here is PostgreSQL, which comes back. */
export const dealActivityOptions = {
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '1 min',
  scheduleToCloseTimeout: '30 days',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
} as const satisfies ActivityOptions;

/** One request to the CRM, of 10 s at most. A CRM that is away for a weekend is no fault; one for a month is somebody's to look at. */
export const crmActivityOptions = {
  ...dealActivityOptions,
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '10 min' },
} as const satisfies ActivityOptions;
