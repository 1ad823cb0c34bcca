import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';
import { statementOptions } from '../statement-options.ts';

/**
 * A few statements per turn, within the workflow task, which halves the load of a deal on Temporal. As in first attempts, PostgreSQL can be
 * unavailable.
 */
export const advanceOptions: LocalActivityOptions = {
  summary: 'reads the deal and decides what comes next',
  startToCloseTimeout: '30 s',
  retry: { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '10 s' },
};

/** One request to the CRM, of at most 10 s. The workflow itself waits and tries again, so that it can show why and until when. */
export const crmActivityOptions = {
  summary: 'writes the deal to the CRM',
  ...statementOptions,
  retry: { maximumAttempts: 1 },
} as const satisfies ActivityOptions;
