import type { Queryable, Sql } from '#db/database.ts';

/** The place of one ordering key: deliveries that share it reach the endpoint one after the other. */
export interface OrderedKey {
  endpointId: string;
  orderingKey: string;
}

/** The places that these deliveries leave; those without a key hold none. */
export function orderedKeys(deliveries: { endpointId: string; orderingKey: string | null }[]): OrderedKey[] {
  return deliveries.flatMap(({ endpointId, orderingKey }) => (orderingKey === null ? [] : { endpointId, orderingKey }));
}

/**
 * Accepting a delivery of an ordering key and ending one must not miss each other, or the successor waits for nobody.
 * Both take this lock; it ends with the transaction. Sorted, so that two batches cannot wait for each other.
 */
export async function lockOrderingKeys(tx: Queryable, keys: string[]): Promise<void> {
  await tx`
    select pg_advisory_xact_lock(hashtextextended(key, 727002))
    from (select distinct key from unnest(${keys}::text[]) as key order by 1) keys`;
}

/**
 * Lets the next delivery of each of these keys go, where none before it is still under way. Call it in the transaction
 * that ended (or removed) the one before. Answers the ids that became pending: they want a workflow.
 */
export async function releaseSuccessors(tx: Queryable, ended: OrderedKey[]): Promise<string[]> {
  if (ended.length === 0) return [];
  const keys = ended.map((place) => place.orderingKey);
  await lockOrderingKeys(tx, keys);
  return release(
    tx,
    tx`and (d.endpoint_id, d.ordering_key) in (
      select * from unnest(${ended.map((place) => place.endpointId)}::text[], ${keys}::text[]))`,
  );
}

/** The safety net: releases whatever waits for nobody, for example after ordering was switched off. */
export function releaseAllSuccessors(sql: Sql): Promise<string[]> {
  // Only the first that waits of each key can go: looking at the others would cost their number squared.
  return release(
    sql,
    sql`and (not ep.ordering or d.id in (
      select distinct on (endpoint_id, ordering_key) id from delivery
      where status = 'held' and hold_reason = 'ordering' and ordering_key is not null
      order by endpoint_id, ordering_key, seq))`,
  );
}

async function release(sql: Queryable, condition: ReturnType<Queryable>): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    update delivery d set status = 'pending', hold_reason = null, budget_from = now()
    from endpoint ep
    where ep.id = d.endpoint_id and d.status = 'held' and d.hold_reason = 'ordering' ${condition}
      and (not ep.ordering or not exists (
        select from delivery before
        where before.endpoint_id = d.endpoint_id and before.ordering_key = d.ordering_key and before.seq < d.seq
          and before.status not in ('delivered', 'cancelled')
          and (before.status <> 'dead_lettered' or ep.ordering_on_dead_letter = 'block')))
    returning d.id`;
  return rows.map((row) => row.id);
}
