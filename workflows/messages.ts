import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { DealDecision } from '#domain/deals/deal-decision.ts';
import type { DeliveryStatus } from '#domain/delivery/delivery.ts';

/** Workflows and their first, local attempts. */
export const taskQueue = 'webhooks';
/** Workflows of deals, a few at a time: a thousand submissions at once wait here, and nobody else waits for them. */
export const dealTaskQueue = 'deals';
/** Later attempts, drains and what is done for partners: regular activities, so that waiting partners share them fairly. */
export const retryTaskQueue = 'webhooks-retry';

export const deliverWebhookId = (deliveryId: string) => `deliver-webhook/${deliveryId}`;
export const deliverRoundId = (roundId: string) => `deliver-round/${roundId}`;
export const drainEndpointId = (endpointId: string) => `drain-endpoint/${endpointId}`;
export const erasePartnerId = (erasureId: string) => `erase-partner/${erasureId}`;
export const eraseDataSubjectId = (erasureId: string) => `erase-data-subject/${erasureId}`;
export const provisionSandboxId = (partnerId: string) => `provision-sandbox/${partnerId}`;
export const promotePartnerId = (promotionId: string) => `promote-partner/${promotionId}`;
export const importDealsId = (importId: string) => `import-deals/${importId}`;
export const registerDealId = (dealId: string) => `register-deal/${dealId}`;
export const purgeExpiredId = 'purge-expired';

/** To `deliver-webhook/…`: attempt now instead of at the scheduled time. */
export const retryNow = defineSignal('retryNow');
/** To `deliver-webhook/…`: attempt no more. */
export const cancelDelivery = defineSignal('cancelDelivery');
/** To `drain-endpoint/…`: the endpoint may have been opened, look again. */
export const endpointChanged = defineSignal('endpointChanged');
/** To `register-deal/…`: the deal has changed, look again. */
export const dealChanged = defineSignal('dealChanged');
/** To `register-deal/…`: approve, reject or hand back, by hand in Temporal; refused with the reason where the API would refuse it. */
export const reviewDeal = defineUpdate<void, [DealDecision]>('reviewDeal');
/** Of `register-deal/…`: review status, stage, and what happens next. */
export const dealSituation = defineQuery<Record<string, unknown>>('dealSituation');
/** Of `deliver-webhook/…`: where the delivery stands. */
export const deliveryStatus = defineQuery<DeliveryStatus | 'delivering'>('deliveryStatus');
/** Of the workflows of partners (`erase-…`, `provision-sandbox/…`, `promote-partner/…`, `import-deals/…`): the step they are at. */
export const progress = defineQuery<string>('progress');
