import { type Queryable, type Sql, writeArray } from '#db/database.ts';
import { canonicalJson } from '#domain/canonical-json.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import { homeRegion } from '#domain/delivery/region.ts';
import type { NewEvent, PublishedEvent } from '#domain/events/event.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { storeTraceContext } from '#domain/trace-context.ts';
import { lockOrderingKeys } from './ordering.ts';

/** The result of publishing one event: its row and the deliveries that are claimed for this process. */
export interface InsertedEvent {
  created: {
    createdAt: Date;
    deliveries: number;
    /** Deliveries that can be sent now, claimed for this process if one was given. */
    pending: ClaimedDelivery[];
    /** The same of other regions, which nobody has claimed. */
    elsewhere: ClaimedDelivery[];
    /** Endpoints whose deliveries are held for a reason other than ordering. */
    heldFor: string[];
  } | null;
}

interface Row {
  event_id: string;
  created_at: Date;
  id: string | null;
  endpoint_id: string;
  partner_id: string;
  status: string;
  hold_reason: string | null;
  endpoint_version: number;
  endpoint_failing: boolean;
  region: string | null;
}

export interface PublishOptions {
  /** The process that claims deliveries in the same transaction; null leaves them to a worker. */
  owner: string | null;
  /** Endpoints whose queue in this process is full: their deliveries are held from the start. */
  fullEndpoints: string[];
  /** Regions whose deliveries others make; omitted: none. */
  elsewhere?: readonly string[];
}

/**
 * Stores events and a delivery for each matching endpoint in one transaction, with one statement unless ordering keys must be locked first. An
 * event whose id, external id or idempotency key exists inserts nothing and returns `created: null`, which also makes the call safe to
 * repeat.
 */
export async function insertEvents(sql: Sql, events: NewEvent[], options: PublishOptions): Promise<InsertedEvent[]> {
  const keys = events.flatMap((event) => event.orderingKey ?? []);
  const rows =
    keys.length === 0
      ? await insertStatement(sql, events, options)
      : await sql.begin(async (tx) => {
          await lockOrderingKeys(tx, keys);
          return insertStatement(tx, events, options);
        });
  const byEvent = Map.groupBy(rows, (row) => row.event_id);
  return events.map((event) => {
    const own = byEvent.get(event.id);
    if (!own?.[0]) return { created: null };
    const deliveries = own.filter((row) => row.id !== null);
    const isElsewhere = ({ region }: Row) => options.elsewhere?.includes(region ?? homeRegion) ?? false;
    const pending = deliveries.filter(({ status }) => status === 'pending');
    return {
      created: {
        createdAt: own[0].created_at,
        deliveries: deliveries.length,
        pending: pending.flatMap((row) => (isElsewhere(row) ? [] : toClaimed(event, row))),
        elsewhere: pending.flatMap((row) => (isElsewhere(row) ? toClaimed(event, row) : [])),
        heldFor: deliveries.flatMap((row) => (row.status === 'held' && row.hold_reason !== 'ordering' ? row.endpoint_id : [])),
      },
    };
  });
}

function toClaimed(event: NewEvent, row: Row): ClaimedDelivery {
  return {
    id: row.id as string,
    eventId: event.id,
    endpointId: row.endpoint_id,
    partnerId: row.partner_id,
    eventType: event.type,
    orderingKey: event.orderingKey ?? null,
    attempts: 0,
    attemptsBefore: 0,
    budgetFrom: row.created_at,
    scheduledAt: null,
    cause: { trigger: 'schedule', actor: null },
    lastError: null,
    workflowId: null,
    occurredAt: event.occurredAt,
    schemaVersion: event.schemaVersion,
    dataJson: event.dataJson,
    endpointVersion: row.endpoint_version,
    endpointFailing: row.endpoint_failing,
    region: row.region,
    isSuspected: false,
    trace: storedTrace(event),
  };
}

const storedTrace = ({ trace }: NewEvent) => (trace ? storeTraceContext(trace) : null);

/** All filters that match this type: the type itself, and each of its prefixes with `.*`. */
function filtersFor(type: string): string[] {
  const parts = type.split('.');
  return [type, ...parts.slice(1).map((_, index) => `${parts.slice(0, index + 1).join('.')}.*`)];
}

const arrayLiteral = (values: string[] | undefined) => (values ? writeArray(values) : null);

function insertStatement(sql: Queryable, events: NewEvent[], { owner, fullEndpoints, elsewhere = [] }: PublishOptions): Promise<Row[]> {
  const column = <T>(pick: (event: NewEvent) => T) => events.map(pick);
  return sql<Row[]>`
    with input as (
      select * from unnest(
        ${column((e) => e.id)}::text[], ${column((e) => e.type)}::text[], ${column((e) => e.schemaVersion)}::int[],
        ${column((e) => e.externalId ?? null)}::text[], ${column((e) => e.occurredAt.toISOString())}::timestamptz[],
        ${column((e) => e.dataJson)}::text[], ${column((e) => e.orderingKey ?? null)}::text[],
        ${column((e) => arrayLiteral(e.partnerIds))}::text[], ${column((e) => arrayLiteral(e.endpointIds))}::text[],
        ${column((e) => arrayLiteral(filtersFor(e.type)))}::text[],
        ${column((e) => e.idempotency?.scope ?? null)}::text[], ${column((e) => e.idempotency?.key ?? null)}::text[],
        ${column((e) => e.idempotency?.fingerprint ?? null)}::text[], ${column(storedTrace)}::text[]
      ) with ordinality as i (id, type, schema_version, external_id, occurred_at, data, ordering_key,
        partner_ids, endpoint_ids, filters, scope, key, fingerprint, trace_context, position)
    ), remembered as (
      insert into idempotency_key (scope, key, fingerprint, event_id)
      select scope, key, fingerprint, id from input where key is not null
      on conflict do nothing
      returning event_id
    ), stored as (
      insert into event (id, type, schema_version, external_id, occurred_at, data, ordering_key, partner_ids, endpoint_ids,
        trace_context)
      select id, type, schema_version, external_id, occurred_at, data::json, ordering_key,
        partner_ids::text[], endpoint_ids::text[], trace_context
      from input
      where key is null or id in (select event_id from remembered)
      order by position
      on conflict do nothing
      returning id, type, created_at, ordering_key, partner_ids, endpoint_ids
    ), matched as (
      select e.id as event_id, e.type, i.position, ep.id as endpoint_id, ep.partner_id,
        case when ep.ordering then e.ordering_key end as ordering_key,
        ep.closed_by, ep.breaker_open_until, ep.ordering_on_dead_letter, ep.version, ep.failing_since, ep.region
      from stored e
      join input i on i.id = e.id
      -- Separate, so that an event for certain partners, which is the usual case, reads only their endpoints.
      cross join lateral (
        select * from endpoint where e.partner_ids is null and partner_id <> ${platformPartnerId}
        union all
        select * from endpoint where partner_id = any(e.partner_ids)
      ) ep
      where ep.deleted_at is null and case
          when e.endpoint_ids is not null then ep.id = any(e.endpoint_ids)
          else ep.event_types = '{}' or ep.event_types && i.filters::text[]
        end
    ), decided as materialized (
      select m.*, case
          when m.ordering_key is not null and (
            exists (
              select from delivery d
              where d.endpoint_id = m.endpoint_id and d.ordering_key = m.ordering_key
                and d.status not in ('delivered', 'cancelled')
                and (d.status <> 'dead_lettered' or m.ordering_on_dead_letter = 'block'))
            or exists (
              select from matched earlier
              where earlier.endpoint_id = m.endpoint_id and earlier.ordering_key = m.ordering_key
                and earlier.position < m.position)
          ) then 'ordering'
          when m.closed_by is not null then m.closed_by
          when m.breaker_open_until is not null then 'breaker'
          when m.endpoint_id = any(${fullEndpoints}::text[]) or exists (
            -- Queued after deliveries that are held already, because a backlog drains in order.
            select from delivery h where h.endpoint_id = m.endpoint_id and h.status = 'held' and h.hold_reason not in ('ordering', 'transformation')
          ) then 'capacity'
        end as hold_reason
      from matched m
    ), delivered as (
      insert into delivery (id, event_id, endpoint_id, partner_id, event_type, ordering_key, status, hold_reason, holder)
      select 'dlv_' || substr(event_id, 5, 10) || substr(replace(gen_random_uuid()::text, '-', ''), 1, 16),
        event_id, endpoint_id, partner_id, type, ordering_key,
        case when hold_reason is null then 'pending' else 'held' end, hold_reason,
        case when hold_reason is null and coalesce(region, ${homeRegion}) <> all(${elsewhere}::text[]) then ${owner}::text end
      from decided
      order by position
      returning id, event_id, endpoint_id, partner_id, status, hold_reason
    )
    select s.id as event_id, s.created_at, d.id, d.endpoint_id, d.partner_id, d.status, d.hold_reason,
      m.version as endpoint_version, m.failing_since is not null as endpoint_failing, m.region
    from stored s
    left join delivered d on d.event_id = s.id
    left join decided m on m.event_id = d.event_id and m.endpoint_id = d.endpoint_id`;
}

/** Finds the original of an event that inserted nothing. */
export async function findEarlierEvent(sql: Sql, event: NewEvent): Promise<PublishedEvent> {
  const { scope, key, fingerprint } = event.idempotency ?? { scope: '', key: '', fingerprint: '' };
  const [found] = await sql<EarlierEvent[]>`
    select e.id, e.created_at as "createdAt", k.fingerprint,
      e.type, e.data::text as "dataJson",
      (select count(*)::int from delivery d where d.event_id = e.id) as deliveries
    from event e
    left join idempotency_key k on k.scope = ${scope} and k.key = ${key}
    where e.id = k.event_id or e.id = ${event.id} or e.external_id = ${event.externalId ?? null}
    order by e.id = k.event_id desc, e.id = ${event.id} desc
    limit 1`;
  const [reused] = found
    ? []
    : await sql<{ fingerprint: string }[]>`
    select fingerprint from idempotency_key where scope = ${scope} and key = ${key}`;
  if (!found && !reused) throw new Error(`Event ${event.id} was neither stored nor found`);
  const known = { id: found?.id ?? event.id, createdAt: found?.createdAt ?? new Date(), deliveries: found?.deliveries ?? 0 };
  const remembered = found?.fingerprint ?? reused?.fingerprint;
  // The key can have been used on another route, which stores no event.
  if (remembered && (remembered !== fingerprint || !found)) return { ...known, result: 'idempotency_mismatch' };
  if (known.id === event.id) return { ...known, result: 'created' };
  return { ...known, result: found && isSameContent(found, event) ? 'duplicate' : 'external_id_mismatch' };
}

/** A publisher that repeats an event can write its JSON anew: with spaces, or the keys in another order. */
function isSameContent(found: EarlierEvent, event: NewEvent): boolean {
  return (
    found.type === event.type && (found.dataJson === event.dataJson || canonicalJson(found.dataJson) === canonicalJson(event.dataJson))
  );
}

interface EarlierEvent {
  id: string;
  createdAt: Date;
  fingerprint: string | null;
  type: string;
  dataJson: string;
  deliveries: number;
}
