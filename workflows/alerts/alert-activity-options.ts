import type { ActivityOptions } from '@temporalio/workflow';
import { retryTaskQueue } from '../messages.ts';
import { statementOptions } from '../statement-options.ts';

/** The workflow itself waits and tries again, so that it can show why and until when. */
export const planOptions = {
  ...statementOptions,
  summary: 'plans who is told what',
  // Also one that a process took that died then is tried again so soon.
  startToCloseTimeout: '10 s',
  scheduleToCloseTimeout: '5 min',
} as const satisfies ActivityOptions;

/** One message: the channel has 20 s, and statements before and after it. It heartbeats every second: nobody sends until a worker that died is noticed. */
export const sendOptions = {
  summary: 'sends the next message',
  taskQueue: retryTaskQueue,
  startToCloseTimeout: '40 s',
  heartbeatTimeout: '6 s',
  scheduleToCloseTimeout: '5 min',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '10 s' },
} as const satisfies ActivityOptions;
