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
import { watchOptions } from './health-activity-options.ts';

const { watchHealth: watch } = proxyActivities<ReturnType<typeof createActivities>>(watchOptions);

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/**
 * Keeps the history of Integration Health: each change of a state, within half a minute. Id `watch-health/<environment>`. Never ends by itself,
 * not even when its activity fails for good: the history would have a gap. Query `progress`; takes no signals. If it is cancelled or
 * terminated, the sweeper starts it again.
 */
export async function watchHealth(): Promise<void> {
  const show = reportProgress();
  for (let tries = 0; ;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof watchHealth>();
    try {
      show(await watch());
      if (tries > 0) upsertMemo({ lastError: null });
      tries = 0;
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      const lastError = rootCause(error) ?? 'unknown error';
      upsertMemo({ lastError });
      const waitMs = Math.min(firstWaitMs * 2 ** Math.min(tries++, 20), longestWaitMs);
      show(`waiting until ${new Date(Date.now() + waitMs).toISOString()}: ${lastError}`);
      await sleep(waitMs, { summary: 'until the next look at everything' });
    }
  }
}
