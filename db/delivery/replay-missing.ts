import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Database, Queryable } from '#db/database.ts';
import { DomainError } from '#domain/errors.ts';
import { idAbove, idBelow, idTime } from '#domain/id-range.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { requestOf } from './attempt-request.ts';
import { lockOrderingKeys } from './ordering.ts';

interface MissingRange {
  endpointId: string;
  partnerId: string;
  from: Date;
  to: Date;
  /** Of older events, which are kept only for other deliveries, those to this endpoint may have been purged. */
  keptFrom: Date;
  /** Exact types or `prefix.*`; empty means all types that the endpoint subscribes to. */
  eventTypes: string[];
}

/** All pages are inserted within one request, so the range must not take minutes. */
export const maxMissing = 100_000;
const pageSize = 1_000;
// Any constant that no other advisory lock uses.
const replayLock = 727_003;

/** How many events match the endpoint but have no delivery to it. Rejects a range with more events than one request can replay. */
export async function countMissing({ sql }: Database, range: MissingRange): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (select 1 ${missing(sql, range, '')} limit ${maxMissing + 1}) found`;
  const count = row?.count ?? 0;
  if (count > maxMissing) {
    throw new DomainError(
      'too_many_events',
      `More than ${maxMissing} events are missing in this range: narrow from/to or event_types and replay it in several parts`,
    );
  }
  return count;
}

/**
 * Creates a held delivery for each missing event, oldest first, and returns their number. Each page that creates deliveries writes an audit
 * entry, so that an interrupted call is recorded too. Safe to repeat and to run simultaneously: each page checks under a lock which events are
 * still missing.
 */
export async function insertMissing(db: Database, range: MissingRange, actor: Actor): Promise<number> {
  let inserted = 0;
  let after = '';
  for (;;) {
    const page = await insertPage(db, { range, after }, actor);
    inserted += page.length;
    after = page.at(-1) ?? '';
    if (page.length < pageSize) return inserted;
  }
}

function insertPage({ sql }: Database, { range, after }: { range: MissingRange; after: string }, actor: Actor): Promise<string[]> {
  return beginAs(sql, actor, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${range.endpointId}, ${replayLock}))`;
    const events = await tx<{ id: string; ordering_key: string | null }[]>`
      select e.id, case when ep.ordering then e.ordering_key end as ordering_key
      ${missing(tx, range, after)} order by e.id limit ${pageSize} for key share of e`;
    const ids = events.map((event) => event.id);
    const keys = events.flatMap((event) => event.ordering_key ?? []);
    if (keys.length > 0) await lockOrderingKeys(tx, keys);
    if (ids.length === 0) return ids;
    await insertHeld(tx, { endpointId: range.endpointId, eventIds: ids, actor });
    const { endpointId: objectId, partnerId, from, to, eventTypes } = range;
    const detail = { filter: { from, to, event_types: eventTypes }, count: ids.length };
    await insertAuditEntry(tx, actor, { action: 'endpoint.missing_replayed', objectKind: 'endpoint', objectId, partnerId, detail });
    return ids;
  });
}

/** SQL condition: endpoint `ep` receives event `e`, by the rule of the accepting statement. */
export const isReceiver = (sql: Queryable) => sql`(
  case when e.partner_ids is null then ep.partner_id <> ${platformPartnerId} else ep.partner_id = any(e.partner_ids) end
  and case when e.endpoint_ids is not null then ep.id = any(e.endpoint_ids) else ${matchesType(sql, sql`ep.event_types`)} end)`;

const missing = (sql: Queryable, range: MissingRange, after: string) => sql`
  from event e
  join endpoint ep on ep.id = ${range.endpointId} and ep.deleted_at is null
  where e.id > greatest(${after}, ${idAbove('evt', range.from)}) and e.id < ${idBelow('evt', range.to)}
    and e.created_at >= greatest(${range.from.toISOString()}::timestamptz, ${range.keptFrom.toISOString()}::timestamptz) and e.created_at < ${range.to.toISOString()}::timestamptz
    and ${matchesType(sql, sql`${range.eventTypes}::text[]`)}
    and ${isReceiver(sql)}
    and not exists (select from delivery d where d.event_id = e.id and d.endpoint_id = ep.id)`;

/** An endpoint's filter. Empty matches every type; `deal.*` matches every type that starts with `deal.`. */
const matchesType = (sql: Queryable, filters: ReturnType<Queryable>) => sql`(
  ${filters} = '{}' or e.type = any(${filters})
  or exists (select from unnest(${filters}) f where f like '%.*' and starts_with(e.type, left(f, -1))))`;

/** Only the first delivery of an ordering key can be sent; each later one follows when the previous one ends. */
async function insertHeld(
  tx: Queryable,
  { endpointId, eventIds, actor }: { endpointId: string; eventIds: string[]; actor: Actor },
): Promise<void> {
  await tx`
    with page as (
      select e.id, e.type, ep.id as endpoint_id, ep.partner_id, ep.ordering_on_dead_letter,
        case when ep.ordering then e.ordering_key end as ordering_key,
        row_number() over (partition by e.ordering_key order by e.id) as place
      from event e join endpoint ep on ep.id = ${endpointId}
      where e.id = any(${eventIds}::text[])
    )
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, ordering_key, status, request, hold_reason)
    select ${`dlv_${idTime(Date.now())}`} || substr(replace(gen_random_uuid()::text, '-', ''), 1, 16),
      p.id, p.endpoint_id, p.partner_id, p.type, p.ordering_key, 'held', ${JSON.stringify(requestOf('replay', actor))}::jsonb,
      case when p.ordering_key is not null and (
        p.place > 1 or exists (
          select from delivery d
          where d.endpoint_id = p.endpoint_id and d.ordering_key = p.ordering_key
            and d.status not in ('delivered', 'cancelled')
            and (d.status <> 'dead_lettered' or p.ordering_on_dead_letter = 'block'))
      ) then 'ordering' else 'replay' end
    from page p
    order by p.id`;
}
