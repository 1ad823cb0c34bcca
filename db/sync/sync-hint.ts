import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Database, Queryable, Sql } from '#db/database.ts';
import { fieldKey, fieldsToRead, type Mapping, type ObjectMap, type Side, sides } from '#domain/sync/mapping.ts';
import { subscriptionFields } from '#domain/sync/stripe-subscription.ts';

/** A record that a run is to read at once. */
export interface SyncHint {
  side: Side;
  /** As the vendor names it. */
  object: string;
  recordId: string;
  /** A higher number than the one that was read: there was another hint meanwhile. */
  events: number;
  /** The write of ours that the hint tells of, if it tells of nothing else. */
  writeId: string | null;
}

type ToldRecord = Pick<SyncHint, 'side' | 'object' | 'recordId'>;

/** A wake-up that was lost is repeated with the next hint after this time. */
const WAKE_AGAIN_S = 30;

/**
 * Gives the hints of these connections to each sync that reads what they say has changed; hints of objects that no sync reads stay. Returns the
 * syncs to wake: those that had no hint which waits for a run already, and are not paused. What a sync wrote itself is no news to it once the
 * write is acknowledged. Until then the hint is kept, but wakes nobody. What its write changed besides, in other fields or other records, is news.
 */
export async function spreadHints(sql: Sql, connectionIds: readonly string[]): Promise<string[]> {
  const readers = await listReaders(sql, connectionIds);
  if (readers.length === 0) return [];
  const woken = await sql<{ id: string; isPaused: boolean }[]>`
    with reader as (
      select * from jsonb_to_recordset(${JSON.stringify(readers)}::text::jsonb)
        as r ("syncId" text, side text, "connectionId" text, object text, map text, fields text[], roots jsonb)
    ), locked as (
      -- What another transaction is adding to is spread by that one.
      select h.connection_id, h.object, h.record_id, h.events, h.fields, substring(h.write_key from '^swr_[0-9a-z]+') as write_id from change_hint h
      where (h.connection_id, h.object) in (select "connectionId", object from reader)
      order by h.connection_id, h.object, h.record_id for update skip locked
    ), taken as (
      delete from change_hint h using locked l
      where h.connection_id = l.connection_id and h.object = l.object and h.record_id = l.record_id
    ), news as (
      select r."syncId" as sync_id, r.side, l.object, l.record_id, min(l.events) as events,
        bool_and(w.id is not null) as is_own, coalesce(bool_or(w.state = 'acked'), false) as is_acked, min(w.id) as write_id
      from locked l join reader r on r."connectionId" = l.connection_id and r.object = l.object and (l.fields is null or l.fields && r.fields)
      left join sync_write w on w.id = l.write_id and w.sync_id = r."syncId" and w.side = r.side and w.object = r.map
        and r.roots is not null and (w.operation = 'create' or w.target = l.record_id)
        and not exists (
          select from unnest(l.fields) f where f = any(r.fields) and f not in (select r.roots ->> key from jsonb_object_keys(w."values") key))
      group by r."syncId", r.side, l.object, l.record_id
    ), given as (
      insert into sync_hint as t (sync_id, side, object, record_id, events, write_id)
      select sync_id, side, object, record_id, events, case when is_own then write_id end from news where not (is_own and is_acked)
      order by sync_id, side, object, record_id
      on conflict (sync_id, side, object, record_id) do update set events = t.events + excluded.events,
        write_id = case when t.write_id = excluded.write_id then t.write_id end
      returning sync_id, write_id
    ), told as (
      -- As they are now, not as the statement began: a run that begins meanwhile takes the wish, but does not see these hints yet.
      select id, hinted_at from sync where id in (select sync_id from given where write_id is null) order by id for no key update
    )
    update sync s set hinted_at = now() from told
    where s.id = told.id and (told.hinted_at is null or told.hinted_at < now() - make_interval(secs => ${WAKE_AGAIN_S}))
    returning s.id, s.paused_at is not null as "isPaused"`;
  return woken.flatMap(({ id, isPaused }) => (isPaused ? [] : [id]));
}

/** What an object map reads of an object of a vendor. */
interface Reader {
  syncId: string;
  side: Side;
  connectionId: string;
  object: string;
  map: string;
  fields: string[];
  /** By the key of each field that may be written: what notices name if it was. Null: the map does not write such records. */
  roots: Record<string, string> | null;
}

async function listReaders(sql: Sql, connectionIds: readonly string[]): Promise<Reader[]> {
  const ids = [...connectionIds];
  const syncs = await sql<{ id: string; a: string; b: string; mapping: Mapping }[]>`
    select id, a_connection_id as a, b_connection_id as b, mapping from sync
    where a_connection_id = any(${ids}::text[]) or b_connection_id = any(${ids}::text[])`;
  const readers = syncs.flatMap(({ id, mapping, ...connections }) =>
    mapping.objects.flatMap((map): Reader[] => {
      const reader = (side: Side, object: string, fields: readonly string[], roots: Reader['roots']) => {
        const own = { syncId: id, side, connectionId: connections[side], object, map: map.name };
        return { ...own, fields: [...new Set(fields.map(rootOf))], roots };
      };
      const { subscriptions } = map;
      const parts = subscriptions === null ? [] : [reader('b', subscriptions.object, [...subscriptionFields, subscriptions.parent], null)];
      return [...sides.map((side) => reader(side, map[side], fieldsToRead(map, side), rootsOf(map, side))), ...parts];
    }),
  );
  return readers.filter(({ connectionId }) => ids.includes(connectionId));
}

/** Notices say which part of a record changed, not what within it. */
const rootOf = (field: string): string => field.split('.', 1)[0] ?? field;
const rootsOf = (map: ObjectMap, side: Side) => Object.fromEntries(map.fields.map((field) => [fieldKey(field), rootOf(field[side])]));

/** A person wants one record to be synced now. */
export function hintRecord({ sql }: Database, syncId: string, hint: ToldRecord, actor: Actor): Promise<void> {
  return beginAs(sql, actor, async (tx) => {
    await hintRecords(tx, syncId, [hint]);
    const { side, object, recordId } = hint;
    const detail = { side, object, record: recordId };
    await insertAuditEntry(tx, actor, { action: 'sync.record_tested', objectKind: 'sync', objectId: syncId, detail });
  });
}

/** The sync reads, merges and writes these records at once, in its next run. */
export async function hintRecords(tx: Queryable, syncId: string, hints: readonly ToldRecord[]): Promise<void> {
  if (hints.length === 0) return;
  await tx`
    insert into sync_hint as t (sync_id, side, object, record_id, events)
    select distinct ${syncId}, h.side, h.object, h."recordId", 1
    from jsonb_to_recordset(${JSON.stringify(hints)}::text::jsonb) as h (side text, object text, "recordId" text)
    order by 2, 3, 4
    on conflict (sync_id, side, object, record_id) do update set events = t.events + 1, write_id = null`;
  await tx`update sync set hinted_at = coalesce(hinted_at, now()) where id = ${syncId}`;
}

/** Without those that tell what is being written just now. */
export function listHints(sql: Queryable, syncId: string, limit: number): PromiseLike<SyncHint[]> {
  return sql<SyncHint[]>`
    select side, object, record_id as "recordId", events, write_id as "writeId" from sync_hint h
    where sync_id = ${syncId}
      and not exists (select from sync_write w where w.id = h.write_id and w.claimed_until > now())
    order by side, object, record_id limit ${limit}`;
}

/**
 * Deletes hints whose records have been read since, in the transaction that stores them. A hint with a later event stays, and so does one that
 * came after the hint that was read had been dropped with its write.
 */
export async function dropHints(tx: Queryable, syncId: string, hints: readonly SyncHint[]): Promise<void> {
  await tx`
    delete from sync_hint h using jsonb_to_recordset(${JSON.stringify(hints)}::text::jsonb)
      as r (side text, object text, "recordId" text, events int, "writeId" text)
    where h.sync_id = ${syncId} and h.side = r.side and h.object = r.object and h.record_id = r."recordId" and h.events = r.events
      and h.write_id is not distinct from r."writeId"`;
}

/** The writes are acknowledged: hints that tell no more than them are no news. */
export async function dropEchoes(tx: Queryable, syncId: string, writeIds: readonly string[]): Promise<void> {
  await tx`delete from sync_hint where sync_id = ${syncId} and write_id = any(${[...writeIds]}::text[])`;
}

/** Of events of a vendor, those whose record was read after a webhook told of it: nothing about it waits. */
export async function listKnownEvents(
  sql: Queryable,
  { syncId, connectionId, object }: { syncId: string; connectionId: string; object: string },
  events: readonly { eventId: string; recordId: string }[],
): Promise<Set<string>> {
  const rows = await sql<{ eventId: string }[]>`
    select e."eventId" from jsonb_to_recordset(${JSON.stringify(events)}::text::jsonb) as e ("eventId" text, "recordId" text)
    join inbound_event i on i.source_id = ${connectionId} and i.external_id = e."eventId" and i.status = 'processed'
    join sync s on s.id = ${syncId} and s.created_at < i.received_at
    where not exists (select from sync_hint h where h.sync_id = ${syncId} and h.object = ${object} and h.record_id = e."recordId")
      and not exists (
        select from change_hint c where c.connection_id = ${connectionId} and c.object = ${object} and c.record_id = e."recordId")`;
  return new Set(rows.map(({ eventId }) => eventId));
}
