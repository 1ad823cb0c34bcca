import type { Sql } from './database.ts';
import { holderIsGone } from './engine-instance.ts';

export interface UnstartedDelivery {
  id: string;
  partnerId: string;
  endpointId: string;
  eventType: string;
  createdAt: Date;
  /** Claimed by the process that asks: swept only if it has lost track of it. */
  isOwn: boolean;
}

/** A start that is merely under way is not swept: nothing this young is looked at. */
const graceMs = 3_000;

/** Deliveries that no workflow carries, oldest first: their process died, lost them, or Temporal was away. */
export function listUnstarted(sql: Sql, holder: string, limit: number): Promise<UnstartedDelivery[]> {
  return sql<UnstartedDelivery[]>`
    select d.id, d.partner_id as "partnerId", d.endpoint_id as "endpointId", d.event_type as "eventType",
      d.created_at as "createdAt", coalesce(d.holder = ${holder}, false) as "isOwn"
    from delivery d
    where d.workflow_id is null and d.status <> 'held' and d.created_at < now() - ${graceMs} * interval '1 ms'
      and (d.holder is null or d.holder = ${holder} or ${holderIsGone(sql)})
    order by d.created_at limit ${limit}`;
}

/**
 * Retries that are long overdue although a workflow is said to carry them: Temporal lost it (its store was cleared or restored),
 * or somebody terminated it. Starting it again is harmless where it still runs.
 */
export function listOverdue(sql: Sql, overdueS: number, limit: number): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select d.id from delivery d
    where d.status = 'retrying' and d.workflow_id is not null and d.next_attempt_at < now() - ${overdueS} * interval '1 s'
      and (d.holder is null or ${holderIsGone(sql)})
    order by d.next_attempt_at limit ${limit}`;
}

/** Ends what an event accepted in the same moment as its endpoint was deleted has left behind. */
export async function cancelForDeletedEndpoints(sql: Sql): Promise<void> {
  await sql`
    update delivery d set status = 'cancelled', hold_reason = null, ended_at = now()
    from endpoint ep
    where ep.id = d.endpoint_id and ep.deleted_at is not null and d.status = 'held'`;
}
