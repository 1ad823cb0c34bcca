import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';

/** Some minutes of rolling up. The workflow itself waits and tries again, so that it can show why and until when. */
export const rollUpOptions = {
  summary: 'adds up new facts',
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '30 min',
  scheduleToCloseTimeout: '30 days',
  // It heartbeats twice a second, and between the pages of a backlog, so a worker that died is noticed soon: reports stand still until then.
  heartbeatTimeout: '15 s',
  retry: { maximumAttempts: 1 },
} as const satisfies ActivityOptions;

/** Two statements. If PostgreSQL is away too, readiness tells of it; the next failure asks again. */
export const tellOptions = {
  summary: 'tells that reports stand still',
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '1 min',
  scheduleToCloseTimeout: '30 days',
  retry: { maximumAttempts: 1 },
} as const satisfies ActivityOptions;
