import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { DealDecision } from '#domain/deals/deal-decision.ts';

export const registerDealId = (dealId: string) => `register-deal/${dealId}`;
export const importDealsId = (importId: string) => `import-deals/${importId}`;

/** To `register-deal/…`: the deal has changed and must be read again. */
export const dealChanged = defineSignal('dealChanged');
/** To `register-deal/…`: approve, reject or request changes by hand in Temporal. Rejected with the reason if the API would reject it. */
export const reviewDeal = defineUpdate<void, [DealDecision]>('reviewDeal');
/** Of `register-deal/…`: review status, stage, the next step, and what the CRM write does or waits for. */
export const dealSituation = defineQuery<Record<string, unknown>>('dealSituation');
