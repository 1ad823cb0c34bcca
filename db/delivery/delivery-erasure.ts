import type { Queryable, Sql } from '#db/database.ts';
import type { FoundEvent } from '#db/events/event-erasure.ts';
import { mayHold } from '#db/may-hold.ts';
import type { DataSubject } from '#domain/data-subject.ts';
import { lockOrderingKeys, orderedKeys, releaseSuccessors } from './ordering.ts';

/** From this commit on, nothing new is delivered to the partner. */
export async function closeEndpointsOf(tx: Queryable, partnerId: string): Promise<void> {
  await tx`
    update endpoint set deleted_at = now(), state = 'disabled', state_reason = 'deleted', version = version + 1, updated_at = now()
    where partner_id = ${partnerId} and deleted_at is null`;
}

/** Deletes a page of endpoints with their secrets. */
export async function deleteEndpointsOf(tx: Queryable, partnerId: string, limit: number): Promise<{ endpoints: number }> {
  const page = await tx<{ id: string }[]>`
    select id from endpoint where partner_id = ${partnerId} order by id limit ${limit} for update`;
  const ids = page.map((row) => row.id);
  await tx`delete from endpoint_secret where endpoint_id = any(${ids}::text[])`;
  await tx`delete from endpoint where id = any(${ids}::text[])`;
  return { endpoints: ids.length };
}

/**
 * Cancels the unfinished deliveries of these events, and erases the responses of their receivers. `released` are the deliveries that waited
 * for a cancelled one and can be sent now.
 */
export async function cancelDeliveriesOf(
  tx: Queryable,
  found: FoundEvent[],
): Promise<{ released: string[]; erased: { cancelled_deliveries: number; attempts: number } }> {
  const ids = found.map((event) => event.id);
  const nameless = found.filter((event) => event.inOrderingKey).map((event) => event.id);
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
    update delivery set hold_detail = null, last_error = null, ordering_key = case when event_id = any(${nameless}::text[]) then null else ordering_key end
    where event_id = any(${ids}::text[])`;
  const answers = await tx`
    update attempt set response_snippet = null, error_detail = null
    where delivery_id in (select id from delivery where event_id = any(${ids}::text[]))
      and (response_snippet is not null or error_detail is not null)`;
  return { released, erased: { cancelled_deliveries: cancelled.length, attempts: answers.count } };
}

export interface AttemptPlace {
  deliveryId: string;
  number: number;
}

interface AttemptText extends AttemptPlace {
  responseSnippet: string | null;
  errorDetail: string | null;
}

/** The attempts in the page above `after` whose response names the person. `last` is null after the last page. */
export async function scanAttempts(
  sql: Sql,
  subject: DataSubject,
  after: AttemptPlace,
  limit: number,
): Promise<{ last: AttemptPlace | null; found: AttemptPlace[] }> {
  const [last] = await sql<AttemptPlace[]>`
    select delivery_id as "deliveryId", number from (
      select delivery_id, number from attempt where (delivery_id, number) > (${after.deliveryId}, ${after.number})
      order by delivery_id, number limit ${limit}) page
    order by delivery_id desc, number desc limit 1`;
  if (!last) return { last: null, found: [] };
  const rows = await sql<AttemptText[]>`
    select delivery_id as "deliveryId", number, response_snippet as "responseSnippet", error_detail as "errorDetail" from attempt
    where (delivery_id, number) > (${after.deliveryId}, ${after.number}) and (delivery_id, number) <= (${last.deliveryId}, ${last.number})
      and (${mayHold(sql, sql`response_snippet`, subject)} or ${mayHold(sql, sql`error_detail`, subject)})`;
  return { last, found: rows.filter(({ responseSnippet, errorDetail }) => subject.isIn(responseSnippet) || subject.isIn(errorDetail)) };
}

/** Erases the responses of receivers. */
export async function eraseAnswers(tx: Queryable, places: AttemptPlace[]): Promise<{ attempts: number }> {
  await tx`
    update delivery set last_error = null
    where id = any(${places.map((place) => place.deliveryId)}::text[]) and last_error is not null`;
  await tx`
    update endpoint set breaker_reason = null
    where breaker_reason is not null
      and id in (select endpoint_id from delivery where id = any(${places.map((place) => place.deliveryId)}::text[]))`;
  const { count } = await tx`
    update attempt a set response_snippet = null, error_detail = null
    from unnest(${places.map((place) => place.deliveryId)}::text[], ${places.map((place) => place.number)}::int[]) as p (delivery_id, number)
    where a.delivery_id = p.delivery_id and a.number = p.number and (a.response_snippet is not null or a.error_detail is not null)`;
  return { attempts: count };
}
