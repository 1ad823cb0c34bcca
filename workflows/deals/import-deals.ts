import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { partnerActivityOptions } from '../batch-activity-options.ts';
import { reportProgress } from '../progress.ts';

const { importDealRows } = proxyActivities<ReturnType<typeof createActivities>>(partnerActivityOptions);

/**
 * Turns the rows of an import into deals. Id `import-deals/<importId>`. Ends when every row has its result, or when the partner is suspended;
 * the sweeper starts it again once the partner is active. Query `progress`; takes no signals.
 */
export async function importDeals({ importId }: { importId: string }): Promise<void> {
  const step = reportProgress();
  for (;;) {
    const { done, total, ended } = await importDealRows(importId);
    step(`${done} of ${total} rows`);
    if (ended) return;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof importDeals>({ importId });
  }
}
