import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { keepWatching } from '../keep-watching.ts';
import { watchOptions } from './health-activity-options.ts';

const { watchHealth: watch } = proxyActivities<ReturnType<typeof createActivities>>(watchOptions);

const watching = { firstWaitMs: 1_000, longestWaitMs: 60_000, summary: 'until the next look at everything' };

/**
 * Keeps the history of Integration Health: each change of a state, within half a minute. Id `watch-health/<environment>`. Never ends by itself,
 * not even when its activity fails for good: the history would have a gap. Query `progress`; takes no signals. If it is cancelled or
 * terminated, the sweeper starts it again.
 */
export async function watchHealth(): Promise<void> {
  await keepWatching(watch, { ...watching, startAnew: () => continueAsNew<typeof watchHealth>() });
}
