import type { Sql } from '#db/database.ts';
import { lockOrderingKeys, orderedKeys, releaseSuccessors } from '#db/delivery/ordering.ts';
import type { OwnedDelivery } from '#db/delivery/owned-deliveries.ts';
import { countErased } from './erasure.ts';

/** Texts in which an address may be: in any case, or behind escapes that only a closer look can read. */
export const mayHold = (sql: Sql, text: ReturnType<Sql>, address: string) =>
  sql`(${text} ilike ${`%${address.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`} or ${text} like ${String.raw`%\\u%`})`;

export interface EventText {
  id: string;
  data: string;
  externalId: string | null;
  orderingKey: string | null;
}

/** Of the page of events above `after`, those that may hold the address. `last` is where the page ends; null behind the last one. */
export async function scanEvents(
  sql: Sql,
  address: string,
  after: string,
  limit: number,
): Promise<{ last: string | null; found: EventText[] }> {
  const [page] = await sql<{ last: string | null }[]>`
    select max(id) as last from (select id from event where id > ${after} order by id limit ${limit}) page`;
  const last = page?.last ?? null;
  if (last === null) return { last, found: [] };
  const found = await sql<EventText[]>`
    select id, data::text, external_id as "externalId", ordering_key as "orderingKey" from event
    where id > ${after} and id <= ${last} and (${mayHold(sql, sql`data::text`, address)}
      or ${mayHold(sql, sql`external_id`, address)} or ${mayHold(sql, sql`ordering_key`, address)})
    order by id`;
  return { last, found };
}

export function listDeliveriesOf(sql: Sql, eventIds: string[]): Promise<OwnedDelivery[]> {
  return sql<OwnedDelivery[]>`
    select id, status, workflow_id as "workflowId" from delivery where event_id = any(${eventIds}::text[]) order by id`;
}

/** What of an event is to go beside its payload: names that the publisher gave it and that hold the address. */
export interface FoundEvent {
  id: string;
  inExternalId: boolean;
  inOrderingKey: boolean;
}

/**
 * Replaces the payloads, cancels what was still to be delivered of them, and takes away what receivers answered to them.
 * Answers the deliveries that waited for a cancelled one and may go now.
 */
export async function eraseEventPayloads(sql: Sql, erasureId: string, found: FoundEvent[], payload: string): Promise<string[]> {
  const ids = found.map((event) => event.id);
  const named = (pick: (event: FoundEvent) => boolean) => found.filter(pick).map((event) => event.id);
  return sql.begin(async (tx) => {
    const keys = await tx<{ key: string }[]>`
      select distinct ordering_key as key from delivery where event_id = any(${ids}::text[]) and ordering_key is not null`;
    await lockOrderingKeys(
      tx,
      keys.map((row) => row.key),
    );
    const cancelled = await tx<{ endpointId: string; orderingKey: string | null }[]>`
      update delivery set status = 'cancelled', hold_reason = null, holder = null, next_attempt_at = null, ended_at = now()
      where event_id = any(${ids}::text[]) and status in ('pending', 'retrying', 'held')
      returning endpoint_id as "endpointId", ordering_key as "orderingKey"`;
    const released = await releaseSuccessors(tx, orderedKeys(cancelled));
    await tx`
      update delivery set hold_detail = null, ordering_key = case when event_id = any(${named((event) => event.inOrderingKey)}::text[]) then null else ordering_key end
      where event_id = any(${ids}::text[])`;
    const answers = await tx`
      update attempt set response_snippet = null, error_detail = null
      where delivery_id in (select id from delivery where event_id = any(${ids}::text[]))
        and (response_snippet is not null or error_detail is not null)`;
    const events = await tx`
      update event set data = ${payload}::text::json,
        external_id = case when id = any(${named((event) => event.inExternalId)}::text[]) then null else external_id end,
        ordering_key = case when id = any(${named((event) => event.inOrderingKey)}::text[]) then null else ordering_key end
      where id = any(${ids}::text[])`;
    await countErased(tx, erasureId, { events: events.count, cancelled_deliveries: cancelled.length, attempts: answers.count });
    return released;
  });
}

export interface AttemptText {
  deliveryId: string;
  number: number;
  responseSnippet: string | null;
  errorDetail: string | null;
}
export interface AttemptPlace {
  deliveryId: string;
  number: number;
}

/** As `scanEvents`, over what receivers answered. */
export async function scanAttempts(
  sql: Sql,
  address: string,
  after: AttemptPlace,
  limit: number,
): Promise<{ last: AttemptPlace | null; found: AttemptText[] }> {
  const [last] = await sql<AttemptPlace[]>`
    select delivery_id as "deliveryId", number from (
      select delivery_id, number from attempt where (delivery_id, number) > (${after.deliveryId}, ${after.number})
      order by delivery_id, number limit ${limit}) page
    order by delivery_id desc, number desc limit 1`;
  if (!last) return { last: null, found: [] };
  const found = await sql<AttemptText[]>`
    select delivery_id as "deliveryId", number, response_snippet as "responseSnippet", error_detail as "errorDetail" from attempt
    where (delivery_id, number) > (${after.deliveryId}, ${after.number}) and (delivery_id, number) <= (${last.deliveryId}, ${last.number})
      and (${mayHold(sql, sql`response_snippet`, address)} or ${mayHold(sql, sql`error_detail`, address)})`;
  return { last, found };
}

export async function eraseAnswers(sql: Sql, erasureId: string, places: AttemptPlace[]): Promise<void> {
  await sql.begin(async (tx) => {
    const { count } = await tx`
      update attempt a set response_snippet = null, error_detail = null
      from unnest(${places.map((place) => place.deliveryId)}::text[], ${places.map((place) => place.number)}::int[]) as p (delivery_id, number)
      where a.delivery_id = p.delivery_id and a.number = p.number and (a.response_snippet is not null or a.error_detail is not null)`;
    await countErased(tx, erasureId, { attempts: count });
  });
}
