import { createDeliveryActivities, type DeliveryActivityDeps } from './delivery.ts';
import { createDrainActivities, type DrainActivityDeps } from './drain.ts';
import { createRetentionActivities, type RetentionActivityDeps } from './retention.ts';

export type ActivityDeps = DeliveryActivityDeps & DrainActivityDeps & RetentionActivityDeps;

/** Everything that workflows may ask for. Workflows import this for its types only. */
export function createActivities(deps: ActivityDeps) {
  return {
    ...createDeliveryActivities(deps),
    ...createDrainActivities(deps),
    ...createRetentionActivities(deps),
  };
}
