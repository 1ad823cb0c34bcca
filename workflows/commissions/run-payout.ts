import { condition, continueAsNew, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { partnerActivityOptions } from '../batch-activity-options.ts';
import { orGiveUp } from '../give-up.ts';
import { reportProgress } from '../progress.ts';
import { payoutChanged } from './messages.ts';

type Activities = ReturnType<typeof createActivities>;
const { collectPayout, readPayout, sendPayout, askPayout, finishPayout, issueDueStatements, giveUpPayout } =
  proxyActivities<Activities>(partnerActivityOptions);
/** A signal can be lost if Temporal was away when somebody approved. */
const lookAgainAfter = '1 hour';

/**
 * Pays partners: collects who gets how much, waits for the approvals, sends, and waits for the result of each transfer, for which it asks a provider. Id `run-payout/<batchId>`.
 * Ends when every transfer is confirmed or has failed, or when the batch is cancelled. Signal `payoutChanged`: look again. Query `progress`. If it is
 * cancelled or terminated, the sweeper starts it again, and it goes on where it was.
 */
export function runPayout({ batchId }: { batchId: string }): Promise<void> {
  return orGiveUp(
    () => pay(batchId),
    (reason) => giveUpPayout(batchId, reason),
  );
}

async function pay(batchId: string): Promise<void> {
  const show = reportProgress();
  let isNews = false;
  setHandler(payoutChanged, () => {
    isNews = true;
  });
  show('collecting');
  await collectPayout(batchId);
  for (;;) {
    isNews = false;
    const { state, open, isAsked } = await readPayout(batchId);
    show(`${state}, open transfers: ${open}`);
    if (state === 'sending') {
      await sendPayout(batchId, today());
      continue;
    }
    if (state === 'awaiting_results' && open === 0) break;
    if (state !== 'awaiting_approval' && state !== 'awaiting_results') return;
    if (isAsked && state === 'awaiting_results' && (await askPayout(batchId, today())) > 0) continue;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof runPayout>({ batchId });
    await condition(() => isNews, lookAgainAfter, { summary: 'until the batch is looked at again' });
  }
  await finishPayout(batchId);
  show('issuing statements');
  await issueDueStatements(today());
  show('finished');
}

const today = (): string => new Date().toISOString().slice(0, 10);
