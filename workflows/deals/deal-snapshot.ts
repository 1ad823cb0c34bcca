import { setCurrentDetails, setHandler, upsertMemo, upsertSearchAttributes } from '@temporalio/workflow';
import type { DealSnapshot } from '#activities/deals/deal.ts';
import type { DealTimer } from '#domain/deals/deal-timers.ts';
import { dealAttributes, reviewStatusAttribute } from '../search-attributes.ts';
import { dealSituation } from './messages.ts';

/** What the CRM write of a deal does; null if there is nothing to write. */
export type CrmWriteShown = { error: string; tries: number; next: string } | 'writing' | null;

/** Updates what operators see: query, search attribute, memo, and Temporal UI's *Current Details*. */
export function showDeal(dealId: string) {
  let shown = '';
  let situation: Record<string, unknown> = {};
  let summary = '';
  setHandler(dealSituation, () => situation);

  function crm(write: CrmWriteShown): void {
    const failure = write === 'writing' ? null : write;
    situation = { ...situation, isWritingToCrm: write !== null, crm: failure };
    const told = failure
      ? `the CRM write failed (${failure.error}); attempt ${failure.tries + 1} at ${failure.next}`
      : 'the CRM is being written';
    setCurrentDetails(write === null ? summary : `${summary}; ${told}`);
  }

  return {
    crm,
    deal({ partnerId, version, reviewStatus, stage, conflict }: DealSnapshot, next: DealTimer | undefined, write: CrmWriteShown): void {
      const after = next ? { step: next.step, at: new Date(next.at).toISOString() } : null;
      const memo = { partnerId, reviewStatus, stage, conflict, next: after };
      situation = { ...memo, version };
      summary = `${reviewStatus}, ${stage}${after ? `; ${after.step} at ${after.at}` : ''}`;
      crm(write);
      if (shown === JSON.stringify(memo)) return;
      shown = JSON.stringify(memo);
      upsertSearchAttributes([reviewStatusAttribute(reviewStatus), ...dealAttributes({ id: dealId, partnerId })]);
      upsertMemo(memo);
    },
  };
}
