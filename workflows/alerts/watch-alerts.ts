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
import { watchOptions } from './alert-watch-options.ts';

const { watchAlerts: watch } = proxyActivities<ReturnType<typeof createActivities>>(watchOptions);

const firstWaitMs = 500;
const longestWaitMs = 15_000;

/**
 * Finds out what is wrong, and tells the alerts: within seconds of each change. Id `watch-alerts/<environment>`. Never ends by itself, not even
 * when its activity fails for good: nobody would be told of anything. Query `progress`; takes no signals. If it is cancelled or terminated, the
 * sweeper starts it again.
 */
export async function watchAlerts(): Promise<void> {
  const show = reportProgress();
  for (let tries = 0; ;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof watchAlerts>();
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
      await sleep(waitMs, { summary: 'until the next look at what is wrong' });
    }
  }
}
