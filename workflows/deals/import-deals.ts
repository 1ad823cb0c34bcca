import { CancellationScope, continueAsNew, isCancellation, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { partnerActivityOptions } from '../batch-activity-options.ts';
import { orGiveUp } from '../give-up.ts';
import { reportProgress } from '../progress.ts';

const { importDealRows, failDealImport, giveUpDealImport } = proxyActivities<ReturnType<typeof createActivities>>(partnerActivityOptions);

/**
 * Turns the rows of an import into deals. Id `import-deals/<importId>`. Ends when every row has its result, or when the partner is suspended;
 * the sweeper starts it again once the partner is active. Query `progress`; takes no signals. Cancelling it fails the import, with all rows
 * that are left. If it is terminated, the sweeper starts it again.
 */
export async function importDeals({ importId }: { importId: string }): Promise<void> {
  try {
    await orGiveUp(
      () => importAll(importId),
      (reason) => giveUpDealImport(importId, reason),
    );
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(() => failDealImport(importId, 'it was cancelled in Temporal'));
    throw error;
  }
}

async function importAll(importId: string): Promise<void> {
  const step = reportProgress();
  for (;;) {
    const { done, total, ended } = await importDealRows(importId);
    step(`${done} of ${total} rows`);
    if (ended) return;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof importDeals>({ importId });
  }
}
