import { type ActivityOptions, type LocalActivityOptions, workflowInfo } from '@temporalio/workflow';
import { retryTaskQueue, retryTaskQueueOf } from '../messages.ts';

/**
 * The workflow task waits for a first attempt for at most 2 s (the activity limits that itself); the remaining time is for PostgreSQL. The
 * activity fails only while PostgreSQL is unavailable: it is retried soon, and the sweeper is the fallback.
 */
export const firstAttemptOptions: LocalActivityOptions = {
  startToCloseTimeout: '20 s',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '10 s' },
};

/** Where the deliveries of this workflow are made: by the workers of its region. */
export const inRegion = <Options extends ActivityOptions>(options: Options): Options => ({
  ...options,
  taskQueue: retryTaskQueueOf(workflowInfo().taskQueue),
});

/** POSTs take at most 30 s. It heartbeats every second; what nobody waits for any more has its own workflow. */
export const awaitedAttemptOptions = {
  summary: 'waits for receivers that have not responded yet',
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '60 s',
  heartbeatTimeout: '10 s',
  scheduleToCloseTimeout: '5 min',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '10 s' },
} as const satisfies ActivityOptions;

/** POSTs take at most 30 s, the longest timeout of an endpoint; the remaining time is for claiming and recording. */
export const laterAttemptOptions = {
  summary: 'makes the next attempt',
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '60 s',
  // The activity enforces each delivery's own deadline of at most 30 days. This timeout is longer than all of them.
  scheduleToCloseTimeout: '31 days',
  // Each failure specifies the endpoint's own delay (nextRetryDelay). This policy applies after a crash of the worker.
  retry: { initialInterval: '2 s', backoffCoefficient: 2, maximumInterval: '1 min' },
} as const satisfies ActivityOptions;

export const housekeepingOptions = {
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '2 min',
  heartbeatTimeout: '20 s',
  scheduleToCloseTimeout: '30 days',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '30 s' },
} as const satisfies ActivityOptions;
