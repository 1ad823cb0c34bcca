import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from './messages.ts';

/** A few statements. They fail only while PostgreSQL or Temporal is unavailable. */
export const statementOptions = {
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '1 min',
  scheduleToCloseTimeout: '30 days',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
} as const satisfies ActivityOptions;
