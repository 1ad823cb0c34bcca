import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';

/**
 * A first attempt is waited for in the workflow task, for 2 s at most (the activity's own patience); the rest is for
 * PostgreSQL. Failing here means PostgreSQL is away: retried close by, and the sweeper is behind it.
 */
export const firstAttemptOptions: LocalActivityOptions = {
  startToCloseTimeout: '20 s',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '10 s' },
};

/** POSTs last 30 s at most (the longest timeout an endpoint can have); the rest is claiming and recording. */
export const laterAttemptOptions = {
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '60 s',
  // The activity judges each delivery's own deadline, of 30 days at most; this is beyond all of them.
  scheduleToCloseTimeout: '31 days',
  // The schedule is each endpoint's own and comes with every failure (nextRetryDelay); this one is for a crashed worker.
  retry: { initialInterval: '2 s', backoffCoefficient: 2, maximumInterval: '1 min' },
} as const satisfies ActivityOptions;

export const housekeepingOptions = {
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '2 min',
  heartbeatTimeout: '20 s',
  scheduleToCloseTimeout: '30 days',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '30 s' },
} as const satisfies ActivityOptions;
