import { patched, setCurrentDetails, setHandler, upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
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
    // A failure stays in the memo until the write has ended.
    if (write !== 'writing') rememberFailure(write);
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

/** The same keys as in the memo of a delivery's workflow. The memo passes to the next run, and with it the failure that must be removed. */
function rememberFailure(failure: Exclude<CrmWriteShown, 'writing'>): void {
  const { lastError, nextAttemptAt } = workflowInfo().memo ?? {};
  if (failure && failure.next !== nextAttemptAt && patched('crm-failure-in-memo')) {
    upsertMemo({ lastError: failure.error, attempts: failure.tries, nextAttemptAt: failure.next });
  }
  if (!failure && lastError !== undefined) upsertMemo({ lastError: null, attempts: null, nextAttemptAt: null });
}
