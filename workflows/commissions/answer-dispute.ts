import { condition, proxyActivities, setHandler } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { orGiveUp } from '../give-up.ts';
import { reportProgress } from '../progress.ts';
import { statementOptions } from '../statement-options.ts';
import { disputeChanged } from './messages.ts';

type Activities = ReturnType<typeof createActivities>;
const { openDispute, readDispute, tellOverdueDispute, endDispute, giveUpDispute } = proxyActivities<Activities>(statementOptions);

/**
 * Attends to a dispute: attaches the evidence, tells who has to answer, and again when it is overdue. Id `dispute/<disputeId>`. Ends when it is decided
 * and its partner was told, or when it was erased. Signal `disputeChanged`: it was decided. Query `progress`. If it is cancelled or terminated, the
 * sweeper starts it again.
 */
export function answerDispute({ disputeId }: { disputeId: string }): Promise<void> {
  return orGiveUp(
    () => attend(disputeId),
    (reason) => giveUpDispute(disputeId, reason),
  );
}

async function attend(disputeId: string): Promise<void> {
  const show = reportProgress();
  let isNews = false;
  setHandler(disputeChanged, () => {
    isNews = true;
  });
  show('gathering evidence');
  await openDispute(disputeId);
  let isToldOverdue = false;
  for (;;) {
    // First this, then the look: what is signalled meanwhile is looked at again.
    isNews = false;
    const situation = await readDispute(disputeId);
    if (situation === null || situation.isDecided) break;
    const leftMs = situation.dueAt - Date.now();
    if (leftMs <= 0 && !isToldOverdue) {
      await tellOverdueDispute(disputeId);
      isToldOverdue = true;
    }
    show(isToldOverdue ? 'overdue' : `waiting for a decision until ${new Date(situation.dueAt).toISOString()}`);
    await condition(() => isNews, leftMs > 0 ? leftMs : '1 day', { summary: 'until an answer is due, or reminded of' });
  }
  await endDispute(disputeId);
  show('ended');
}
