import type { Queryable } from '#db/database.ts';
import { ownDeals } from '#domain/sync/own-deals.ts';

/**
 * Shows with each deal what became of it in the CRM, after a run of the sync that writes deals: the opportunity, the version that it has, or
 * why one of both could not follow. Looks only at deals of which something is open.
 */
export async function settleCrmStates(sql: Queryable, syncId: string): Promise<void> {
  await sql`
    with place as (
      select s.id as sync_id, s.generation, o ->> 'name' as object from sync s, jsonb_array_elements(s.mapping -> 'objects') o
      where s.id = ${syncId} and s.b_connection_id = ${ownDeals} and o ->> 'b' = 'deals' limit 1
    ), failed as (
      select distinct on (deal_id) deal_id, message, is_waiting, next_attempt_at from (
        select coalesce(l.b_id, w.target) as deal_id, w.id, w.message, w.reason = 'parent_missing' as is_waiting, w.next_attempt_at
        from place p join sync_write w on w.sync_id = p.sync_id and w.object = p.object and w.state = 'failed'
        left join sync_link l on l.id = w.link_id
      ) w order by deal_id, id desc
    ), candidate as (
      select id from deal where protected_from is not null and (crm_version is distinct from version or crm_error is not null)
      union select deal_id from failed
    ), opened as (
      select d.id, d.version, l.a_id as crm_id, f.message, coalesce(f.is_waiting, false) as is_waiting, f.next_attempt_at,
        l.a_id is not null and f.deal_id is null and not r.is_pending and r.version = p.generation || ':' || d.version and not exists (
          select from sync_write w where w.sync_id = p.sync_id and w.object = p.object and w.side = 'a' and w.target = l.a_id and w.state = 'waiting'
        ) as is_written
      from place p cross join candidate c join deal d on d.id = c.id
      join sync_record r on r.sync_id = p.sync_id and r.object = p.object and r.side = 'b' and r.record_id = d.id
      left join sync_link l on l.sync_id = p.sync_id and l.object = p.object and l.b_id = d.id
      left join failed f on f.deal_id = d.id
    )
    update deal d set crm_id = coalesce(o.crm_id, d.crm_id), crm_error = o.message, crm_is_waiting = o.is_waiting,
      crm_next_attempt_at = o.next_attempt_at,
      crm_version = case when o.is_written then o.version else coalesce(d.crm_version, 0) end,
      crm_written_at = case when o.is_written then now() else d.crm_written_at end
    from opened o where o.id = d.id and d.version = o.version
      and (o.is_written or o.crm_id is distinct from d.crm_id or o.message is distinct from d.crm_error
        or o.is_waiting <> d.crm_is_waiting or o.next_attempt_at is distinct from d.crm_next_attempt_at or d.crm_version is null)`;
}
