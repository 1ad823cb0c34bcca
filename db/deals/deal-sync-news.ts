import type { Sql } from '#db/database.ts';
import { ownDeals } from '#domain/sync/own-deals.ts';
import type { FailureReason } from '#domain/sync/write-failure.ts';

/** What happened to a deal in a sync, and whom it concerns. */
interface DealNews {
  dealId: string;
  partnerId: string;
  externalId: string | null;
  version: number;
}

export interface DealFailure extends DealNews {
  writeId: string;
  code: FailureReason;
}

export interface DealConflict extends DealNews {
  conflictId: string;
  /** The key of the field map. */
  field: string;
}

/** The object map of a sync that has our deals on side B. */
const place = (sql: Sql, syncId: string) => sql`
  select s.id as sync_id, o ->> 'name' as object from sync s, jsonb_array_elements(s.mapping -> 'objects') o
  where s.id = ${syncId} and s.b_connection_id = ${ownDeals} and o ->> 'b' = 'deals' limit 1`;

const deal = (sql: Sql) => sql`d.id as "dealId", d.partner_id as "partnerId", d.external_id as "externalId", d.version`;

/** Deals of which a write failed for good, not those that only wait for another record, and that do not show it yet: `settleCrmStates` does that next. */
export function listNewFailures(sql: Sql, syncId: string): PromiseLike<DealFailure[]> {
  return sql<DealFailure[]>`
    select ${deal(sql)}, w.id as "writeId", w.reason as code
    from (${place(sql, syncId)}) p
    join sync_write w on w.sync_id = p.sync_id and w.object = p.object and w.state = 'failed' and w.next_attempt_at is null
      and w.reason <> 'parent_missing'
    left join sync_link l on l.id = w.link_id
    join deal d on d.id = coalesce(l.b_id, w.target)
    where d.crm_error is distinct from w.message or d.crm_next_attempt_at is not null
    order by w.id`;
}

/** Deals of which a field has been a conflict since then. */
export function listNewConflicts(sql: Sql, syncId: string, since: Date): PromiseLike<DealConflict[]> {
  return sql<DealConflict[]>`
    select ${deal(sql)}, c.id as "conflictId", c.field
    from (${place(sql, syncId)}) p
    join sync_conflict c on c.sync_id = p.sync_id and c.object = p.object and c.opened_at >= ${since}
    join sync_link l on l.id = c.link_id join deal d on d.id = l.b_id
    order by c.id`;
}
