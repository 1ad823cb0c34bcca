import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { DealDecision } from '#domain/deals/deal-decision.ts';

export const registerDealId = (dealId: string) => `register-deal/${dealId}`;
export const importDealsId = (importId: string) => `import-deals/${importId}`;

/** To `register-deal/…`: the deal has changed, look again. */
export const dealChanged = defineSignal('dealChanged');
/** To `register-deal/…`: approve, reject or hand back, by hand in Temporal; refused with the reason where the API would refuse it. */
export const reviewDeal = defineUpdate<void, [DealDecision]>('reviewDeal');
/** Of `register-deal/…`: review status, stage, and what happens next. */
export const dealSituation = defineQuery<Record<string, unknown>>('dealSituation');
