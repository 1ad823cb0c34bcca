import { setCurrentDetails, setHandler, upsertMemo, upsertSearchAttributes } from '@temporalio/workflow';
import type { DealSnapshot } from '#activities/deals/deal.ts';
import type { DealTimer } from '#domain/deals/deal-timers.ts';
import { dealAttributes, reviewStatusAttribute } from '../search-attributes.ts';
import { dealSituation } from './messages.ts';

/** Updates what operators see: query, search attribute, memo, and Temporal UI's *Current Details*. */
export function showDeal(dealId: string): (deal: DealSnapshot, next: DealTimer | undefined, isWritingToCrm: boolean) => void {
  let shown = '';
  let situation: Record<string, unknown> = {};
  setHandler(dealSituation, () => situation);
  return ({ partnerId, version, reviewStatus, stage, conflict }, next, isWritingToCrm) => {
    const after = next ? { step: next.step, at: new Date(next.at).toISOString() } : null;
    const memo = { partnerId, reviewStatus, stage, conflict, next: after };
    situation = { ...memo, version, isWritingToCrm };
    setCurrentDetails(
      `${reviewStatus}, ${stage}${after ? `; ${after.step} at ${after.at}` : ''}${isWritingToCrm ? '; the CRM is being written' : ''}`,
    );
    if (shown === JSON.stringify(memo)) return;
    shown = JSON.stringify(memo);
    upsertSearchAttributes([reviewStatusAttribute(reviewStatus), ...dealAttributes({ id: dealId, partnerId })]);
    upsertMemo(memo);
  };
}
