import {
  ActivityFailure,
  continueAsNew,
  isCancellation,
  proxyActivities,
  rootCause,
  sleep,
  upsertMemo,
  workflowInfo,
} from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { reportProgress } from '../progress.ts';
import { rollUpOptions } from './attribution-activity-options.ts';

const { rollUpAttribution } = proxyActivities<ReturnType<typeof createActivities>>(rollUpOptions);

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/**
 * Keeps the credits and rollups of attribution current: new facts are in the reports within seconds. Id `attribution/<environment>`. Never ends by
 * itself, not even when its activity fails for good: reports would stand still. Query `progress`; takes no signals. If it is cancelled or
 * terminated, the sweeper starts it again.
 */
export async function maintainAttribution(): Promise<void> {
  const show = reportProgress();
  for (let tries = 0; ;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof maintainAttribution>();
    try {
      show(await rollUpAttribution());
      if (tries > 0) upsertMemo({ lastError: null });
      tries = 0;
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      const lastError = rootCause(error) ?? 'unknown error';
      upsertMemo({ lastError });
      const waitMs = Math.min(firstWaitMs * 2 ** Math.min(tries++, 20), longestWaitMs);
      show(`waiting until ${new Date(Date.now() + waitMs).toISOString()}: ${lastError}`);
      await sleep(waitMs, { summary: 'until the next look at new facts' });
    }
  }
}
