import { ActivityFailure, isCancellation, proxyActivities, rootCause } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { reportProgress } from '../progress.ts';
import { statementOptions } from '../statement-options.ts';
import { syncTestOptions, takeBackOptions } from './sync-activity-options.ts';

type Activities = ReturnType<typeof createActivities>;
const { planSyncTest, writeSyncTest } = proxyActivities<Activities>(syncTestOptions);
const { takeBackSyncTest } = proxyActivities<Activities>(takeBackOptions);
const { endSyncTest } = proxyActivities<Activities>(statementOptions);

/**
 * Writes one record as a run would, and takes it back. Id `test-sync/<testId>`. Ends when nothing of it is left, or what is left is named. Query
 * `progress`; takes no signals. If it is cancelled or terminated, the sweeper starts it again.
 */
export async function testSync({ testId }: { testId: string; syncId: string }): Promise<void> {
  const show = reportProgress();
  const failure = await failureOf(async () => {
    show('comparing the records');
    await planSyncTest(testId);
    show('writing');
    await writeSyncTest(testId);
  });
  show('taking back what was written');
  const left = await failureOf(() => takeBackSyncTest(testId));
  await endSyncTest(testId, left ?? failure);
  show('ended');
}

/** Whatever goes wrong, what was written is taken back. */
async function failureOf(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return rootCause(error) ?? 'for an unknown reason';
  }
}
