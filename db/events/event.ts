import type { Queryable, Sql } from '#db/database.ts';
import { idAbove, idBelow } from '#domain/id-range.ts';

export interface StoredEvent {
  id: string;
  type: string;
  schemaVersion: number;
  externalId: string | null;
  occurredAt: Date;
  createdAt: Date;
  orderingKey: string | null;
  partnerIds: string[] | null;
}

export interface EventDelivery {
  id: string;
  endpointId: string;
  partnerId: string;
  status: string;
  attempts: number;
  nextAttemptAt: Date | null;
  endedAt: Date | null;
}

const columns = (sql: Queryable) => sql`
  e.id, e.type, e.schema_version as "schemaVersion", e.external_id as "externalId", e.occurred_at as "occurredAt",
  e.created_at as "createdAt", e.ordering_key as "orderingKey", e.partner_ids as "partnerIds"`;

const sentTo = (sql: Queryable, partnerId: string | undefined) =>
  partnerId === undefined ? sql`` : sql`and exists (select 1 from delivery d where d.event_id = e.id and d.partner_id = ${partnerId})`;

const toPartner = (sql: Queryable, partnerId: string | undefined) =>
  partnerId === undefined ? sql`` : sql`and d.partner_id = ${partnerId}`;

/** When the event or a delivery that this partner sees last changed. */
const updatedAt = (sql: Queryable, partnerId: string | undefined) => sql`
  greatest(e.created_at, (select max(d.updated_at) from delivery d where d.event_id = e.id ${toPartner(sql, partnerId)}))`;

/** The first condition has an index, the second is exact. */
const changedSince = (sql: Queryable, partnerId: string | undefined, since: Date) => sql`
  and (e.id > ${idAbove('evt', since)}
    or e.id in (select d.event_id from delivery d where d.updated_at >= ${since} ${toPartner(sql, partnerId)}))
  and ${updatedAt(sql, partnerId)} >= ${since}`;

/** Whatever has ended has changed then or later: the second condition has the index. */
const endedAfter = (sql: Queryable, partnerId: string | undefined, after: Date) => sql`
  and e.id in (select d.event_id from delivery d where d.ended_at > ${after} and d.updated_at >= ${after} ${toPartner(sql, partnerId)})`;

export type ListedEvent = StoredEvent & { updatedAt: Date };

/** Newest first. `partnerId` selects only events with a delivery to that partner. */
export async function listEvents(
  sql: Sql,
  filter: {
    type?: string | undefined;
    partnerId?: string | undefined;
    createdAfter?: Date | undefined;
    createdBefore?: Date | undefined;
    /** From, and up to but without. */
    updatedSince?: Date | undefined;
    updatedBefore?: Date | undefined;
    endedAfter?: Date | undefined;
    after?: string | undefined;
    limit: number;
  },
): Promise<ListedEvent[]> {
  const {
    type,
    partnerId,
    createdAfter,
    createdBefore,
    updatedSince: since,
    updatedBefore: until,
    endedAfter: ended,
    after,
    limit,
  } = filter;
  return await sql<ListedEvent[]>`
    select ${columns(sql)}, ${updatedAt(sql, partnerId)} as "updatedAt" from event e
    where true
      ${after === undefined ? sql`` : sql`and e.id < ${after}`}
      ${type === undefined ? sql`` : sql`and e.type = ${type}`}
      ${createdAfter ? sql`and e.id > ${idAbove('evt', createdAfter)} and e.created_at > ${createdAfter}` : sql``}
      ${createdBefore ? sql`and e.id < ${idBelow('evt', createdBefore)} and e.created_at < ${createdBefore}` : sql``}
      ${since ? changedSince(sql, partnerId, since) : sql``}
      ${until ? sql`and ${updatedAt(sql, partnerId)} < ${until}` : sql``}
      ${ended ? endedAfter(sql, partnerId, ended) : sql``}
      ${sentTo(sql, partnerId)}
    order by e.id desc limit ${limit}`;
}

/** `partnerId` hides events without a delivery to that partner. The payload is the string that was published. */
export async function findEvent(sql: Queryable, id: string, partnerId?: string): Promise<(ListedEvent & { dataJson: string }) | undefined> {
  const [row] = await sql<(ListedEvent & { dataJson: string })[]>`
    select ${columns(sql)}, ${updatedAt(sql, partnerId)} as "updatedAt", e.data::text as "dataJson" from event e where e.id = ${id} ${sentTo(sql, partnerId)}`;
  return row;
}

export async function findEvents(sql: Sql, ids: string[]): Promise<StoredEvent[]> {
  return await sql<StoredEvent[]>`select ${columns(sql)} from event e where e.id = any(${ids})`;
}

/** The first `limit` deliveries of an event, and the total number. */
export async function listEventDeliveries(
  sql: Queryable,
  { eventId, partnerId, limit }: { eventId: string; partnerId: string | undefined; limit: number },
): Promise<{ total: number; deliveries: EventDelivery[] }> {
  const visible = partnerId === undefined ? sql`` : sql`and partner_id = ${partnerId}`;
  const rows = await sql<(EventDelivery & { total: number })[]>`
    select id, endpoint_id as "endpointId", partner_id as "partnerId", status, attempts_before + attempts as attempts,
      next_attempt_at as "nextAttemptAt", ended_at as "endedAt", count(*) over ()::int as total
    from delivery where event_id = ${eventId} ${visible} order by id limit ${limit}`;
  return { total: rows[0]?.total ?? 0, deliveries: rows.map(({ total: _, ...delivery }) => delivery) };
}
