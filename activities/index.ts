import { type AlertActivityDeps, createAlertActivities } from '#activities/alerts/advance-alert.ts';
import { type AlertMessageActivityDeps, createAlertMessageActivities } from '#activities/alerts/send-alert-message.ts';
import { type AlertWatchDeps, createAlertWatchActivities } from '#activities/alerts/watch-alerts.ts';
import { type AttributionActivityDeps, createAttributionActivities } from '#activities/attribution/attribution.ts';
import { type CommissionActivityDeps, createCommissionActivities } from '#activities/commissions/commission.ts';
import { createDisputeActivities, type DisputeActivityDeps } from '#activities/commissions/dispute.ts';
import { createPayoutActivities, type PayoutActivityDeps } from '#activities/commissions/payout.ts';
import { type ConnectionActivityDeps, createConnectionActivities } from '#activities/connections/connection.ts';
import { createInboundActivities, type InboundActivityDeps } from '#activities/connections/inbound.ts';
import { createDealCrmActivities, type DealCrmActivityDeps } from '#activities/deals/deal-crm.ts';
import { createDealImportActivities, type DealImportActivityDeps } from '#activities/deals/deal-import.ts';
import { createDealActivities, type DealActivityDeps } from '#activities/deals/deal.ts';
import { createDeliveryActivities, type DeliveryActivityDeps } from '#activities/delivery/delivery.ts';
import { createDrainActivities, type DrainActivityDeps } from '#activities/delivery/drain.ts';
import { createDataSubjectActivities, type DataSubjectActivityDeps } from '#activities/erasure/data-subject-erasure.ts';
import { createPartnerErasureActivities, type PartnerErasureActivityDeps } from '#activities/erasure/partner-erasure.ts';
import { createRetentionActivities, type RetentionActivityDeps } from '#activities/erasure/retention.ts';
import { createHealthActivities, type HealthActivityDeps } from '#activities/health/watch-health.ts';
import { type BookActivityDeps, createBookActivities } from '#activities/reconciliation/book-run.ts';
import { createReconciliationActivities, type ReconciliationActivityDeps } from '#activities/reconciliation/reconciliation.ts';
import { createPromotionActivities, type PromotionActivityDeps } from '#activities/sandboxes/promotion.ts';
import { createSandboxActivities, type SandboxActivityDeps } from '#activities/sandboxes/sandbox.ts';
import { createSyncTestActivities, type SyncTestActivityDeps } from '#activities/sync/sync-test.ts';
import { createSyncActivities, type SyncActivityDeps } from '#activities/sync/sync.ts';

export type ActivityDeps = SyncActivityDeps &
  SyncTestActivityDeps &
  ReconciliationActivityDeps &
  DeliveryActivityDeps &
  DrainActivityDeps &
  RetentionActivityDeps &
  ConnectionDeps &
  PartnerActivityDeps &
  DealDeps &
  AttributionActivityDeps &
  CommissionActivityDeps &
  PayoutActivityDeps &
  DisputeActivityDeps &
  BookActivityDeps &
  HealthActivityDeps &
  AlertActivityDeps &
  AlertMessageActivityDeps &
  AlertWatchDeps;
type ConnectionDeps = ConnectionActivityDeps & InboundActivityDeps;
type PartnerActivityDeps = PartnerErasureActivityDeps & DataSubjectActivityDeps & SandboxActivityDeps & PromotionActivityDeps;
type DealDeps = DealActivityDeps & DealCrmActivityDeps & DealImportActivityDeps;

/** All activities that workflows may call. Workflows import only its types. */
export function createActivities(deps: ActivityDeps) {
  return {
    ...createDeliveryActivities(deps),
    ...createDrainActivities(deps),
    ...createInboundActivities(deps),
    ...createRetentionActivities(deps),
    ...createPartnerErasureActivities(deps),
    ...createDataSubjectActivities(deps),
    ...createSandboxActivities(deps),
    ...createPromotionActivities(deps),
    ...createConnectionActivities(deps),
    ...createSyncActivities(deps),
    ...createSyncTestActivities(deps),
    ...createReconciliationActivities(deps),
    ...createDealActivities(deps),
    ...createDealCrmActivities(deps),
    ...createDealImportActivities(deps),
    ...createAttributionActivities(deps),
    ...createCommissionActivities(deps),
    ...createPayoutActivities(deps),
    ...createDisputeActivities(deps),
    ...createBookActivities(deps),
    ...createHealthActivities(deps),
    ...createAlertActivities(deps),
    ...createAlertMessageActivities(deps),
    ...createAlertWatchActivities(deps),
  };
}
