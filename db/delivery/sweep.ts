import type { Sql } from '#db/database.ts';
import { homeRegion } from '#domain/delivery/region.ts';
import { ownerIsGone } from './engine-instance.ts';

export interface SweptDelivery {
  id: string;
  partnerId: string;
  endpointId: string;
  eventType: string;
  createdAt: Date;
  region: string | null;
  /** Of the event's publication. */
  trace: string | null;
}

/** Deliveries younger than this are not swept, because their workflow can still be starting. */
const graceMs = 3_000;

const sweptColumns = (sql: Sql) => sql`
  d.id, d.partner_id as "partnerId", d.endpoint_id as "endpointId", d.event_type as "eventType", d.created_at as "createdAt",
  (select ep.region from endpoint ep where ep.id = d.endpoint_id) as region,
  (select e.trace_context from event e where e.id = d.event_id) as trace`;

interface UnstartedQuery {
  owner: string;
  /** Of this process. */
  inFlight: string[];
  /** Regions that sweep for themselves. */
  elsewhere: readonly string[];
  limit: number;
}

/**
 * Orphaned deliveries, oldest first: unfinished and without a workflow, because their process died or lost them, or Temporal was unavailable.
 */
export function listUnstarted(sql: Sql, { owner, inFlight, elsewhere, limit }: UnstartedQuery) {
  return sql<SweptDelivery[]>`
    select ${sweptColumns(sql)} from delivery d
    where d.status in ('pending', 'retrying') and d.workflow_id is null and d.created_at < now() - ${graceMs} * interval '1 ms'
      and coalesce((select ep.region from endpoint ep where ep.id = d.endpoint_id), ${homeRegion}) <> all(${elsewhere}::text[])
      and (d.holder is null or ${ownerIsGone(sql)} or (d.holder = ${owner} and d.id <> all(${inFlight}::text[])))
    order by d.created_at limit ${limit}`;
}

/** Deliveries that ended while Temporal was unavailable. They need a workflow only so that operators find them in Temporal. */
export function listUnlinked(sql: Sql, limit: number) {
  return sql<SweptDelivery[]>`
    select ${sweptColumns(sql)} from delivery d
    where d.status in ('delivered', 'dead_lettered') and d.workflow_id is null and d.created_at < now() - ${graceMs} * interval '1 ms'
    order by d.created_at limit ${limit}`;
}

/** Deliveries between two attempts, which a workflow should handle, in the order of their ids. */
export function listBetweenAttempts(sql: Sql, { after, limit }: { after: string; limit: number }) {
  return sql<{ id: string }[]>`
    select id from delivery where status = 'retrying' and workflow_id is not null and id > ${after} order by id limit ${limit}`;
}

/**
 * Unfinished deliveries that are long overdue although they have a workflow id: Temporal lost the workflow (its store was cleared or restored),
 * or somebody terminated it. Starting a workflow that is still running is harmless.
 */
export function listOrphaned(sql: Sql, overdueS: number, limit: number) {
  return sql<{ id: string }[]>`
    select d.id from delivery d
    where d.status in ('pending', 'retrying') and d.workflow_id is not null
      and coalesce(d.next_attempt_at, d.budget_from) < now() - ${overdueS} * interval '1 s'
      and (d.holder is null or ${ownerIsGone(sql)})
    order by coalesce(d.next_attempt_at, d.budget_from) limit ${limit}`;
}

/** Cancels deliveries of events that were accepted at the same moment as their endpoint was deleted. */
export async function cancelForDeletedEndpoints(sql: Sql): Promise<void> {
  await sql`
    update delivery d set status = 'cancelled', hold_reason = null, hold_detail = null, ended_at = now()
    from endpoint ep
    where ep.id = d.endpoint_id and ep.deleted_at is not null and d.status = 'held'`;
}
