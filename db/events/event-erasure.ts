import type { Queryable, Sql } from '#db/database.ts';
import { mayHold } from '#db/may-hold.ts';
import type { DataSubject } from '#domain/data-subject.ts';
import { idAbove } from '#domain/id-range.ts';

/** Events for the partner are not older than the partner itself. */
export async function firstEventIdFor(sql: Sql, partnerId: string): Promise<string> {
  const [row] = await sql<{ createdAt: Date }[]>`select created_at as "createdAt" from partner where id = ${partnerId}`;
  return idAbove('evt', row?.createdAt ?? new Date(0));
}

/**
 * Processes one page of all events above `after`. Events only for this partner are deleted; events also for others lose its id; events for all
 * partners stay. `last` is the start of the next page, or null at the end.
 */
export async function deleteEventsOf(
  tx: Queryable,
  partnerId: string,
  after: string,
  limit: number,
): Promise<{ last: string | null; erased: { events: number; shared_events: number } }> {
  const [page] = await tx<{ last: string | null; deleted: number; detached: number }[]>`
    with page as materialized (
      select id, partner_ids from event where id > ${after} order by id limit ${limit}
    ), theirs as (
      select id, array_remove(partner_ids, ${partnerId}) as others from page where ${partnerId} = any(partner_ids)
    ), deleted as (
      delete from event e using theirs t where e.id = t.id and t.others = '{}' returning 1
    ), detached as (
      update event e set partner_ids = t.others from theirs t where e.id = t.id and t.others <> '{}' returning 1
    )
    select (select max(id) from page) as last, (select count(*)::int from deleted) as deleted,
      (select count(*)::int from detached) as detached`;
  return { last: page?.last ?? null, erased: { events: page?.deleted ?? 0, shared_events: page?.detached ?? 0 } };
}

/** An event that names a person, and which of the publisher's identifiers must be erased in addition to its payload. */
export interface FoundEvent {
  id: string;
  inExternalId: boolean;
  inOrderingKey: boolean;
}

interface EventText {
  id: string;
  data: string;
  externalId: string | null;
  orderingKey: string | null;
}

/** The events in the page above `after` that name the person. `last` is the end of the page, or null after the last page. */
export async function scanEvents(
  sql: Sql,
  subject: DataSubject,
  after: string,
  limit: number,
): Promise<{ last: string | null; found: FoundEvent[] }> {
  const [page] = await sql<{ last: string | null }[]>`
    select max(id) as last from (select id from event where id > ${after} order by id limit ${limit}) page`;
  const last = page?.last ?? null;
  if (last === null) return { last, found: [] };
  const rows = await sql<EventText[]>`
    select id, data::text, external_id as "externalId", ordering_key as "orderingKey" from event
    where id > ${after} and id <= ${last} and (${mayHold(sql, sql`data::text`, subject)}
      or ${mayHold(sql, sql`external_id`, subject)} or ${mayHold(sql, sql`ordering_key`, subject)})
    order by id`;
  const found = rows.flatMap(({ id, data, externalId, orderingKey }) => {
    const [inExternalId, inOrderingKey] = [subject.isIn(externalId), subject.isIn(orderingKey)];
    return inExternalId || inOrderingKey || subject.isIn(data) ? { id, inExternalId, inOrderingKey } : [];
  });
  return { last, found };
}

/** Replaces the payloads as a whole, and erases the publisher's identifiers of the events if they name the person. */
export async function replacePayloads(tx: Queryable, found: FoundEvent[], payload: string): Promise<{ events: number }> {
  const idsOf = (events: FoundEvent[]) => events.map((event) => event.id);
  const { count } = await tx`
    update event set data = ${payload}::text::json, trace_context = null,
      external_id = case when id = any(${idsOf(found.filter((event) => event.inExternalId))}::text[]) then null else external_id end,
      ordering_key = case when id = any(${idsOf(found.filter((event) => event.inOrderingKey))}::text[]) then null else ordering_key end
    where id = any(${idsOf(found)}::text[])`;
  return { events: count };
}
