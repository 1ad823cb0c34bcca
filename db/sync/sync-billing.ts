import type { Queryable } from '#db/database.ts';
import { summariseBilling } from '#domain/sync/billing-summary.ts';
import type { ObjectMap } from '#domain/sync/mapping.ts';
import { readStripeSubscription } from '#domain/sync/stripe-subscription.ts';
import type { RawFields } from '#domain/sync/sync-value.ts';
import { findParts, type SyncPart } from './sync-part.ts';

/** The computed fields of records of B, by their ids. */
export async function billingOf(
  tx: Queryable,
  syncId: string,
  { subscriptions }: ObjectMap,
  recordIds: readonly string[],
): Promise<Map<string, RawFields>> {
  if (subscriptions === null) return new Map();
  return summariseParts(await findParts(tx, { syncId, object: subscriptions.object }, recordIds), recordIds, new Date());
}

/** The same, of all parts that these records have. */
export function summariseParts(parts: readonly SyncPart[], recordIds: readonly string[], at: Date): Map<string, RawFields> {
  const byParent = Map.groupBy(parts, ({ parentId }) => parentId);
  return new Map(
    recordIds.map((id) => {
      const read = (byParent.get(id) ?? []).map(({ recordId, fields }) => ({
        recordId,
        subscription: readStripeSubscription(recordId, fields),
      }));
      const hidden = read.find(({ subscription }) => subscription === null);
      const summary = summariseBilling(
        read.flatMap(({ subscription }) => subscription ?? []),
        at,
      );
      return [id, hidden ? { ...summary, ...unknownRevenue(hidden.recordId) } : summary];
    }),
  );
}

/** No amount, so the record is a failed one that says why, instead of a wrong amount in the CRM. */
function unknownRevenue(subscriptionId: string): RawFields {
  const why = `unknown: ${subscriptionId} has prices or discounts that are not shown`;
  return { 'billing:mrr': why, 'billing:mrr_all': null };
}
