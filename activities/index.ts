import { createDealCrmActivities, type DealCrmActivityDeps } from '#activities/deals/deal-crm.ts';
import { createDealImportActivities, type DealImportActivityDeps } from '#activities/deals/deal-import.ts';
import { createDealActivities, type DealActivityDeps } from '#activities/deals/deal.ts';
import { createDeliveryActivities, type DeliveryActivityDeps } from '#activities/delivery/delivery.ts';
import { createDrainActivities, type DrainActivityDeps } from '#activities/delivery/drain.ts';
import { createDataSubjectActivities, type DataSubjectActivityDeps } from '#activities/erasure/data-subject-erasure.ts';
import { createPartnerErasureActivities, type PartnerErasureActivityDeps } from '#activities/erasure/partner-erasure.ts';
import { createRetentionActivities, type RetentionActivityDeps } from '#activities/erasure/retention.ts';
import { createPromotionActivities, type PromotionActivityDeps } from '#activities/sandboxes/promotion.ts';
import { createSandboxActivities, type SandboxActivityDeps } from '#activities/sandboxes/sandbox.ts';

export type ActivityDeps = DeliveryActivityDeps & DrainActivityDeps & RetentionActivityDeps & PartnerActivityDeps & DealDeps;
type PartnerActivityDeps = PartnerErasureActivityDeps & DataSubjectActivityDeps & SandboxActivityDeps & PromotionActivityDeps;
type DealDeps = DealActivityDeps & DealCrmActivityDeps & DealImportActivityDeps;

/** All activities that workflows may call. Workflows import only its types. */
export function createActivities(deps: ActivityDeps) {
  return {
    ...createDeliveryActivities(deps),
    ...createDrainActivities(deps),
    ...createRetentionActivities(deps),
    ...createPartnerErasureActivities(deps),
    ...createDataSubjectActivities(deps),
    ...createSandboxActivities(deps),
    ...createPromotionActivities(deps),
    ...createDealActivities(deps),
    ...createDealCrmActivities(deps),
    ...createDealImportActivities(deps),
  };
}
