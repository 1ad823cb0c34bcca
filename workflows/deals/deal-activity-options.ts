import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';

/** Each turn's few statements, within the workflow task: half of what a deal costs Temporal otherwise. As in first attempts, PostgreSQL may be away. */
export const advanceOptions: LocalActivityOptions = {
  startToCloseTimeout: '30 s',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '10 s' },
};

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
