import { condition, continueAsNew, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { createActivities } from '#activities/index.ts';
import { orGiveUp } from '../give-up.ts';
import { reportProgress } from '../progress.ts';
import { goalOptions } from './commission-activity-options.ts';
import { goalChanged } from './messages.ts';

const { settleGoal, giveUpGoal } = proxyActivities<ReturnType<typeof createActivities>>(goalOptions);
/** Rates are imported once a day. */
const retryAfter = '1 hour';

/**
 * Computes the commissions of a conversion: what its sales bring, and what their refunds take back. Id `accrue-commission/<goalId>`. Ends when
 * all that is known is booked, or cannot be booked before a person acts; it waits for a missing exchange rate. Signal `goalChanged`: look again.
 * Query `progress`. If it is cancelled or terminated before its end, the sweeper starts it again.
 */
export function accrueCommission({ goalId }: { goalId: string }): Promise<void> {
  return orGiveUp(
    () => settle(goalId),
    (reason) => giveUpGoal(goalId, reason),
  );
}

async function settle(goalId: string): Promise<void> {
  const show = reportProgress();
  let isNews = false;
  setHandler(goalChanged, () => {
    isNews = true;
  });
  for (;;) {
    isNews = false;
    show('settling');
    const { state, reason, isRetried } = await settleGoal(goalId);
    show(reason === null ? state : `${state}: ${reason}`);
    if (isRetried) await condition(() => isNews, retryAfter, { summary: 'until it is tried again' });
    else if (!isNews) return;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof accrueCommission>({ goalId });
  }
}
