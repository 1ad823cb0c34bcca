import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { keepWatching } from '../keep-watching.ts';
import { watchOptions } from './alert-watch-options.ts';

const { watchAlerts: watch } = proxyActivities<ReturnType<typeof createActivities>>(watchOptions);

const watching = { firstWaitMs: 500, longestWaitMs: 15_000, summary: 'until the next look at what is wrong' };

/**
 * Finds out what is wrong, and tells the alerts: within seconds of each change. Id `watch-alerts/<environment>`. Never ends by itself, not even
 * when its activity fails for good: nobody would be told of anything. Query `progress`; takes no signals. If it is cancelled or terminated, the
 * sweeper starts it again.
 */
export async function watchAlerts(): Promise<void> {
  await keepWatching(watch, { ...watching, startAnew: () => continueAsNew<typeof watchAlerts>() });
}
