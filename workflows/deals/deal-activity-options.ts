import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';

/**
 * A few statements per turn, within the workflow task, which halves the load of a deal on Temporal. As in first attempts, PostgreSQL can be
 * unavailable.
 */
export const advanceOptions: LocalActivityOptions = {
  startToCloseTimeout: '30 s',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '10 s' },
};

/** A few statements. They fail only while PostgreSQL is unavailable. */
export const dealActivityOptions = {
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '1 min',
  scheduleToCloseTimeout: '30 days',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
} as const satisfies ActivityOptions;

/** One request to the CRM, of at most 10 s. The workflow itself waits and tries again, so that it can show why and until when. */
export const crmActivityOptions = {
  ...dealActivityOptions,
  retry: { maximumAttempts: 1 },
} as const satisfies ActivityOptions;
