import type { ActivityOptions } from '@temporalio/workflow';
import { statementOptions } from '../statement-options.ts';

/** One goal: a few statements, and conditions that are evaluated with limits of their own. */
export const goalOptions = {
  ...statementOptions,
  summary: 'books the commissions of the goal',
  startToCloseTimeout: '5 min',
} as const satisfies ActivityOptions;
