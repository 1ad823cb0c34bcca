import type { DealCrmActivityDeps } from '#activities/deals/deal-crm.ts';
import type { DealImportActivityDeps } from '#activities/deals/deal-import.ts';
import type { DealActivityDeps } from '#activities/deals/deal.ts';
import { createCustomFieldsEvaluator } from '#apps/api/deals/custom-fields.ts';
import type { SchemaChecker } from '#connectors/evaluator/schema-checker.ts';
import { releaseDealsWaitingForCrm } from '#db/deals/crm-outage.ts';
import { insertEventType } from '#db/events/event-type.ts';
import { dealEventTypes } from '#domain/deals/deal-events.ts';
import { dealSyncEventTypes } from '#domain/deals/deal-sync-events.ts';

type DealDeps = DealActivityDeps & DealCrmActivityDeps & DealImportActivityDeps;

/** Deals: submissions are checked against the programme's custom fields here too, and each change of a deal is published as an event. */
export function wireDeals({ schemas, ...deps }: Omit<DealDeps, 'customFields'> & { schemas: SchemaChecker }) {
  const activityDeps: DealDeps = { ...deps, customFields: createCustomFieldsEvaluator(schemas) };
  return {
    activityDeps,

    /** A restart can have mended what kept deals out of the CRM, such as a refused token. */
    async retryCrmWrites(): Promise<void> {
      if (deps.crm) await releaseDealsWaitingForCrm(deps.db.sql);
    },

    /** Partners can subscribe to deal events before their first deal. */
    async addEventTypes(): Promise<void> {
      for (const type of [...dealEventTypes, ...dealSyncEventTypes]) {
        await insertEventType(deps.db.sql, type, { kind: 'system', id: 'causeway' });
      }
    },
  };
}
