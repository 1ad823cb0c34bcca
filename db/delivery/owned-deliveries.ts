import type { Queryable, Sql } from '#db/database.ts';
import { isOneOf } from './delivery-ids.ts';

export interface OwnedDelivery {
  id: string;
  status: string;
  workflowId: string | null;
}

export function listOwnedDeliveries(sql: Sql, partnerId: string, limit: number): Promise<OwnedDelivery[]> {
  return sql<OwnedDelivery[]>`
    select id, status, workflow_id as "workflowId" from delivery where partner_id = ${partnerId} order by id limit ${limit}`;
}

/** The deliveries of these events, to all partners. */
export function listDeliveriesOf(sql: Sql, eventIds: string[]): Promise<OwnedDelivery[]> {
  return sql<OwnedDelivery[]>`
    select id, status, workflow_id as "workflowId" from delivery where event_id = any(${eventIds}::text[]) order by id`;
}

export function listOwnedEndpoints(sql: Sql, partnerId: string): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`select id from endpoint where partner_id = ${partnerId} order by id`;
}

/** Deletes deliveries with their attempts. If a delivery is being posted, its attempt is not recorded. */
export async function deleteDeliveries(tx: Queryable, ids: string[]): Promise<{ deliveries: number; attempts: number }> {
  // The rows are locked first and in a fixed order, so that an attempt that is being recorded is counted too.
  await tx`select from delivery where ${isOneOf(tx, tx`id`, ids)} order by id for update`;
  const attempts = await tx`delete from attempt where ${isOneOf(tx, tx`delivery_id`, ids)}`;
  const deliveries = await tx`delete from delivery where ${isOneOf(tx, tx`id`, ids)}`;
  return { deliveries: deliveries.count, attempts: attempts.count };
}
