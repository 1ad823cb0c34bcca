import type { Queryable, Sql } from '#db/database.ts';
import type { InboundEventStatus } from '#domain/connections/inbound.ts';

/** An event that is to be processed, as its workflow is started. */
export interface PendingEvent {
  id: string;
  sourceId: string;
  vendor: string;
  externalId: string;
}

/** What became of an event that somebody has taken. */
export interface SettledEvent {
  id: string;
  status: Exclude<InboundEventStatus, 'pending'>;
  /** With the remedy, for people. */
  reason: string | null;
}

/** Pending for this long: its workflow was not started, or was cancelled, terminated or lost. Oldest first. */
export function listUnprocessed(sql: Sql, { graceS, limit }: { graceS: number; limit: number }): Promise<PendingEvent[]> {
  return sql<PendingEvent[]>`
    select id, source_id as "sourceId", vendor, external_id as "externalId" from inbound_event
    where status = 'pending' and process_error is null and pending_since < now() - ${graceS} * interval '1 s' order by pending_since limit ${limit}`;
}

/** Whether an event is about the account of its connection: an application's webhooks can be about every account that installed it. */
const isOwn = (sql: Queryable) => sql`coalesce(e.account_id = c.account_id, true)`;

/**
 * Records in one transaction that events were processed, and a hint for each record that they are about. An event has its effect once,
 * however often this is repeated. Returns the sources of all these events.
 */
export async function processEvents(
  sql: Queryable,
  ids: readonly string[],
  { workflowId, settled }: { workflowId: string; settled: readonly SettledEvent[] },
): Promise<string[]> {
  const sources = await sql<{ id: string }[]>`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(settled)}::text::jsonb) as t (id text, status text, reason text)
    ), done as (
      update inbound_event e set status = coalesce(t.status, 'processed'), reason = t.reason, processed_at = now(), workflow_id = ${workflowId},
        process_error = null
      from unnest(${[...ids]}::text[]) as i (id) left join told t on t.id = i.id
      where e.id = i.id and e.status = 'pending'
      returning e.id, e.source_id, e.object, e.record_id, e.effect, e.account_id,
        -- Whoever replays an event wants its record to be read.
        case when e.replays = 0 then e.fields end as fields, case when e.replays = 0 then e.write_key end as write_key
    ), hinted as (
    insert into change_hint (connection_id, object, record_id, events, fields, write_key)
    select e.source_id, e.object, e.record_id, count(distinct e.id)::int,
      case when bool_and(e.fields is not null) then coalesce(array_agg(distinct f) filter (where f is not null), '{}') end,
      case when bool_and(e.write_key is not null) and count(distinct e.write_key) = 1 then min(e.write_key) end
    from done e left join connection c on c.id = e.source_id left join lateral unnest(e.fields) f on true
    where e.object is not null and e.record_id is not null and e.effect in ('changed', 'gone') and ${isOwn(sql)}
    group by e.source_id, e.object, e.record_id order by e.source_id, e.object, e.record_id
    on conflict (connection_id, object, record_id) do update set events = change_hint.events + excluded.events, hinted_at = now(),
      fields = case when change_hint.fields is not null and excluded.fields is not null
        then array(select distinct f from unnest(change_hint.fields || excluded.fields) f) end,
      write_key = case when change_hint.write_key = excluded.write_key then excluded.write_key end
    )
    select distinct source_id as id from inbound_event where id = any(${[...ids]}::text[])`;
  return sources.map(({ id }) => id);
}

/** Records why no workflow processes the event any more. */
export async function giveUpEvent(sql: Queryable, id: string, reason: string): Promise<void> {
  await sql`update inbound_event set process_error = ${reason} where id = ${id} and status = 'pending'`;
}

/** Connections whose vendor tells with one of these events that our application was removed. Not by replays: it may be back since. */
export async function listUninstalled(sql: Queryable, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct c.id from inbound_event e join connection c on c.id = e.source_id
    where e.id = any(${[...ids]}::text[]) and e.status = 'pending' and e.effect = 'uninstalled' and e.replays = 0 and ${isOwn(sql)}`;
  return rows.map(({ id }) => id);
}
