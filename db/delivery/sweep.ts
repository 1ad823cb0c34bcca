import type { Sql } from '#db/database.ts';
import { ownerIsGone } from './engine-instance.ts';

export interface SweptDelivery {
  id: string;
  partnerId: string;
  endpointId: string;
  eventType: string;
  createdAt: Date;
}

/** A start that is merely under way is not swept: nothing this young is looked at. */
const graceMs = 3_000;

const sweptColumns = (sql: Sql) => sql`
  d.id, d.partner_id as "partnerId", d.endpoint_id as "endpointId", d.event_type as "eventType", d.created_at as "createdAt"`;

/**
 * Unfinished deliveries that no workflow carries, oldest first: their process died or lost them, or Temporal was away.
 * `inFlight` are those that the asking process has claimed and not lost.
 */
export function listUnstarted(sql: Sql, { owner, inFlight, limit }: { owner: string; inFlight: string[]; limit: number }) {
  return sql<SweptDelivery[]>`
    select ${sweptColumns(sql)} from delivery d
    where d.status in ('pending', 'retrying') and d.workflow_id is null and d.created_at < now() - ${graceMs} * interval '1 ms'
      and (d.holder is null or ${ownerIsGone(sql)} or (d.holder = ${owner} and d.id <> all(${inFlight}::text[])))
    order by d.created_at limit ${limit}`;
}

/** Deliveries that ended while Temporal was away: nothing is left to do, but operators look for them there. */
export function listUnlinked(sql: Sql, limit: number) {
  return sql<SweptDelivery[]>`
    select ${sweptColumns(sql)} from delivery d
    where d.status in ('delivered', 'dead_lettered') and d.workflow_id is null and d.created_at < now() - ${graceMs} * interval '1 ms'
    order by d.created_at limit ${limit}`;
}

/**
 * Unfinished deliveries that are long overdue although a workflow is said to carry them: Temporal lost it (its store was
 * cleared or restored), or somebody terminated it. Starting it again is harmless where it still runs.
 */
export function listOrphaned(sql: Sql, overdueS: number, limit: number) {
  return sql<{ id: string }[]>`
    select d.id from delivery d
    where d.status in ('pending', 'retrying') and d.workflow_id is not null
      and coalesce(d.next_attempt_at, d.budget_from) < now() - ${overdueS} * interval '1 s'
      and (d.holder is null or ${ownerIsGone(sql)})
    order by coalesce(d.next_attempt_at, d.budget_from) limit ${limit}`;
}

/** Ends what an event accepted in the same moment as its endpoint was deleted has left behind. */
export async function cancelForDeletedEndpoints(sql: Sql): Promise<void> {
  await sql`
    update delivery d set status = 'cancelled', hold_reason = null, hold_detail = null, ended_at = now()
    from endpoint ep
    where ep.id = d.endpoint_id and ep.deleted_at is not null and d.status = 'held'`;
}
