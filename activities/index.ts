import { createDataSubjectActivities, type DataSubjectActivityDeps } from './data-subject-erasure.ts';
import { createDealActivities, type DealActivityDeps } from './deal.ts';
import { createDealCrmActivities, type DealCrmActivityDeps } from './deal-crm.ts';
import { createDealImportActivities, type DealImportActivityDeps } from './deal-import.ts';
import { createDeliveryActivities, type DeliveryActivityDeps } from './delivery.ts';
import { createDrainActivities, type DrainActivityDeps } from './drain.ts';
import { createPartnerErasureActivities, type PartnerErasureActivityDeps } from './partner-erasure.ts';
import { createPromotionActivities, type PromotionActivityDeps } from './promotion.ts';
import { createRetentionActivities, type RetentionActivityDeps } from './retention.ts';
import { createSandboxActivities, type SandboxActivityDeps } from './sandbox.ts';

export type ActivityDeps = DeliveryActivityDeps & DrainActivityDeps & RetentionActivityDeps & PartnerActivityDeps & DealDeps;
type PartnerActivityDeps = PartnerErasureActivityDeps & DataSubjectActivityDeps & SandboxActivityDeps & PromotionActivityDeps;
type DealDeps = DealActivityDeps & DealCrmActivityDeps & DealImportActivityDeps;

/** Everything that workflows may ask for. Workflows import this for its types only. */
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
