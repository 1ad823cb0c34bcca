import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { partnerActivityOptions } from '../batch-activity-options.ts';
import { orGiveUp } from '../give-up.ts';
import { reportProgress } from '../progress.ts';

const { findSandboxRun, eraseSyntheticData, publishSyntheticData, markSandboxReady, giveUpSandbox } =
  proxyActivities<ReturnType<typeof createActivities>>(partnerActivityOptions);

/**
 * Fills a sandbox with synthetic data, which replaces the data of earlier runs. Id `provision-sandbox/<partnerId>`. Ends when the sandbox is
 * ready; a reset in the meantime starts another run. Query `progress`; takes no signals. If it is cancelled or terminated, the sweeper starts
 * it again.
 */
export function provisionSandbox({ partnerId }: { partnerId: string }): Promise<void> {
  return orGiveUp(
    () => provision(partnerId),
    (reason) => giveUpSandbox(partnerId, reason),
  );
}

async function provision(partnerId: string): Promise<void> {
  const step = reportProgress();
  for (let run = await findSandboxRun(partnerId); run !== null; run = await findSandboxRun(partnerId)) {
    step(`erasing the data of runs before ${run.run}`);
    await eraseSyntheticData(partnerId, run.run);
    step(`publishing run ${run.run}`);
    await publishSyntheticData(partnerId, run);
    await markSandboxReady(partnerId, run.run);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof provisionSandbox>({ partnerId });
  }
  step('ready');
}
