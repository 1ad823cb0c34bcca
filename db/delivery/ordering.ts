import type { Queryable, Sql } from '#db/database.ts';

/** An ordering key of one endpoint. Deliveries that share it are sent one after the other. */
export interface OrderedKey {
  endpointId: string;
  orderingKey: string;
}

/** The ordering keys of these deliveries, without deliveries that have none. */
export function orderedKeys(deliveries: { endpointId: string; orderingKey: string | null }[]): OrderedKey[] {
  return deliveries.flatMap(({ endpointId, orderingKey }) => (orderingKey === null ? [] : { endpointId, orderingKey }));
}

/**
 * Accepting a delivery with an ordering key and ending one must not run at the same time, because the successor would then be orphaned. Both
 * take this lock until the end of the transaction. The keys are sorted, so that two batches cannot deadlock.
 */
export async function lockOrderingKeys(tx: Queryable, keys: string[]): Promise<void> {
  await tx`
    select pg_advisory_xact_lock(hashtextextended(key, 727002))
    from (select distinct key from unnest(${keys}::text[]) as key order by 1) keys`;
}

/**
 * Releases the next delivery of each of these keys if no earlier one is unfinished. Call it in the transaction that ended or deleted the
 * previous delivery. Returns the ids that became pending and need a workflow.
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

/** A safety net that releases orphaned deliveries, for example after ordering was disabled. */
export function releaseAllSuccessors(sql: Sql): Promise<string[]> {
  // Only the first held delivery of each key can be released. Checking the others too would have quadratic cost.
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
