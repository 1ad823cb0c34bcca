import {
  ActivityFailure,
  continueAsNew,
  isCancellation,
  patched,
  proxyActivities,
  rootCause,
  sleep,
  upsertMemo,
  workflowInfo,
} from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { reportProgress } from '../progress.ts';
import { statementOptions } from '../statement-options.ts';
import { rollUpOptions, tellOptions } from './attribution-activity-options.ts';

type Activities = ReturnType<typeof createActivities>;
const { rollUpAttribution } = proxyActivities<Activities>(rollUpOptions);
const { tellStandstill } = proxyActivities<Activities>(tellOptions);
const { tellMotion } = proxyActivities<Activities>(statementOptions);

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;
/** What passes by itself, such as the end of a worker, has passed by then: some seconds. */
const toldAfter = 3;

/** That it has failed since a time, and whether the company was told. */
interface Standstill {
  since: string;
  tries: number;
  isTold: boolean;
}

/**
 * Keeps the credits and rollups of attribution current: new facts are in the reports within seconds. Id `attribution/<environment>`. Never ends by
 * itself, not even when its activity fails for good: reports would stand still, and the company is told that they do. Query `progress`; takes no
 * signals. If it is cancelled or terminated, the sweeper starts it again.
 */
export async function maintainAttribution({ standstill: before = null }: { standstill?: Standstill | null } = {}): Promise<void> {
  const show = reportProgress();
  for (let standstill = before; ;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof maintainAttribution>({ standstill });
    try {
      // After a failure once, so that its end is seen at once.
      show(await (standstill ? rollUpAttribution({ isTrial: true }) : rollUpAttribution()));
      if (standstill) upsertMemo({ lastError: null });
      if (standstill?.isTold) await tellMotion({ reason: 'it has succeeded', since: standstill.since });
      standstill = null;
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      const reason = rootCause(error) ?? 'unknown error';
      upsertMemo({ lastError: reason });
      standstill ??= { since: new Date().toISOString(), tries: 0, isTold: false };
      const isDue = standstill.tries >= toldAfter && !standstill.isTold;
      if (isDue && patched('standstill')) standstill.isTold = await tell(reason, standstill.since);
      const waitMs = Math.min(firstWaitMs * 2 ** Math.min(standstill.tries++, 20), longestWaitMs);
      show(`waiting until ${new Date(Date.now() + waitMs).toISOString()}: ${reason}`);
      await sleep(waitMs, { summary: 'until the next look at new facts' });
    }
  }
}

/** Whether the company knows it now. */
async function tell(reason: string, since: string): Promise<boolean> {
  try {
    return await tellStandstill({ reason, since });
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return false;
  }
}
