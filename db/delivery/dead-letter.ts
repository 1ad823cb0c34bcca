import { type Actor, changeAs } from '#db/actor.ts';
import { auditEntryInsert } from '#db/audit/audit.ts';
import type { Database, Sql } from '#db/database.ts';
import { and, eq, isNull, type SQL, sql as fragment } from '#db/drizzle.ts';
import { delivery, endpoint } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { requestOf } from './attempt-request.ts';
import { type DeliveryFilter, matching } from './delivery-query.ts';
import { orderedKeys, releaseSuccessors } from './ordering.ts';

type DeadLetterFilter = Omit<DeliveryFilter, 'statuses'>;

const deadOnly = (filter: DeadLetterFilter): DeliveryFilter => ({ ...filter, statuses: ['dead_lettered'] });

/** The actor, and the filter as it was requested, for the audit log. */
interface Wish {
  actor: Actor;
  filter: object;
}

/** A number of deliveries of one endpoint, and of one ordering key if ordering matters. */
interface Taken extends Record<string, unknown> {
  endpoint_id: string;
  partner_id: string;
  ordering_key: string | null;
  count: number;
}

/** Runs the statement and writes its audit entry, which names the partner if all rows belong to one. Without rows there is no entry. */
function takeAs(
  db: Database,
  { actor, filter }: Wish,
  verb: 'replayed' | 'purged',
  statement: SQL,
): Promise<{ count: number; rows: Taken[] }> {
  return changeAs(db, actor, async (tx) => {
    const rows = [...(await tx.execute<Taken>(statement))];
    const count = rows.reduce((sum, row) => sum + row.count, 0);
    const [partnerId, ...others] = new Set(rows.map((row) => row.partner_id));
    const entry = { action: `dead_letter.${verb}`, objectKind: 'dead_letter', objectId: 'batch', detail: { filter, count } };
    if (count > 0) await tx.execute(auditEntryInsert(actor, { ...entry, partnerId: others.length === 0 ? partnerId : undefined }));
    return { count, rows };
  });
}

/** A new retry budget, whose first attempt the actor asked for. Earlier attempts count only for the numbering in the timeline. */
const freshBudget = (actor: Actor) => fragment`
  attempts_before = attempts_before + attempts, attempts = 0, holder = null, next_attempt_at = null, workflow_id = null,
  dead_letter_reason = null, ended_at = null, budget_from = now(),
  request = ${JSON.stringify(requestOf('replay', actor))}::jsonb`;

/** Replays one dead letter: immediately, or as a held delivery if its endpoint may not receive now. */
export function replayDeadLetter(db: Database, id: string, actor: Actor): Promise<{ status: 'pending' | 'held'; endpointId: string }> {
  return changeAs(db, actor, async (tx) => {
    const [row] = await tx.execute<{ status: 'pending' | 'held'; endpoint_id: string; partner_id: string }>(fragment`
    update delivery d set ${freshBudget(actor)},
      status = case when ep.closed_by is null and ep.breaker_open_until is null then 'pending' else 'held' end,
      hold_reason = case
        when ep.closed_by is not null then ep.closed_by
        when ep.breaker_open_until is not null then 'breaker'
      end
    from endpoint ep
    where d.id = ${id} and d.status = 'dead_lettered' and ep.id = d.endpoint_id and ep.deleted_at is null
    returning d.status, d.endpoint_id, d.partner_id`);
    if (!row) {
      throw new DomainError(
        'conflict',
        `Delivery ${id} is no longer a dead letter, or its endpoint was deleted. See GET /deliveries/${id}`,
      );
    }
    const entry = { action: 'dead_letter.replayed', objectKind: 'dead_letter', objectId: id, partnerId: row.partner_id, detail: {} };
    await tx.execute(auditEntryInsert(actor, entry));
    return { status: row.status, endpointId: row.endpoint_id };
  });
}

/** How many dead letters a replay with this filter would send. Those of deleted endpoints are excluded. */
export async function countReplayable(db: Database, filter: DeadLetterFilter): Promise<number> {
  const [row] = await db.orm
    .select({ count: fragment<number>`count(*)::int` })
    .from(delivery)
    .innerJoin(endpoint, and(eq(endpoint.id, delivery.endpointId), isNull(endpoint.deletedAt)))
    .where(matching(deadOnly(filter)));
  return row?.count ?? 0;
}

/** The maximum per call. The statement then stays far below its timeout of 30 s, even on a busy machine. */
export const maxTaken = 50_000;

/**
 * Turns matching dead letters, oldest first, into held deliveries, which are sent in order and without delaying live traffic. Only the first
 * delivery of an ordering key can be sent; each later one follows when the previous one ends.
 */
export async function replayDeadLetters(
  db: Database,
  filter: DeadLetterFilter,
  wish: Wish,
): Promise<{ count: number; endpointIds: string[] }> {
  const { count, rows } = await takeAs(
    db,
    wish,
    'replayed',
    fragment`
    with chosen as materialized (
      select ${delivery.id}, ${delivery.endpointId}, ${delivery.orderingKey}, ${delivery.seq}, ${endpoint.orderingOnDeadLetter},
        ${endpoint.ordering} and ${delivery.orderingKey} is not null as ordered
      from ${delivery} join ${endpoint} on ${endpoint.id} = ${delivery.endpointId} and ${endpoint.deletedAt} is null
      where ${matching(deadOnly(filter))}
      order by ${delivery.seq} limit ${maxTaken}
      for no key update of ${delivery}
    ), ranked as (
      select c.*, row_number() over (partition by endpoint_id, ordering_key order by seq) as place from chosen c
    ), placed as (
      select r.id, case when r.ordered and (r.place > 1 or exists (
        select from delivery b
        where b.endpoint_id = r.endpoint_id and b.ordering_key = r.ordering_key and b.seq < r.seq
          and b.status not in ('delivered', 'cancelled')
          and (b.status <> 'dead_lettered' or r.ordering_on_dead_letter = 'block')
      )) then 'ordering' else 'replay' end as hold_reason
      from ranked r
    ), replayed as (
      update delivery d set status = 'held', hold_reason = p.hold_reason, ${freshBudget(wish.actor)}
      from placed p where d.id = p.id and d.status = 'dead_lettered'
      returning d.endpoint_id, d.partner_id
    )
    select endpoint_id, partner_id, null as ordering_key, count(*)::int as count
    from replayed group by endpoint_id, partner_id order by endpoint_id`,
  );
  return { count, endpointIds: rows.map((row) => row.endpoint_id) };
}

export function countPurgeable(db: Database, filter: DeadLetterFilter): Promise<number> {
  return db.orm.$count(delivery, matching(deadOnly(filter)));
}

/** Permanently deletes matching dead letters with their attempts. Returns the ordered deliveries that waited for one of them. */
export async function purgeDeadLetters(
  db: Database,
  filter: DeadLetterFilter,
  wish: Wish,
): Promise<{ count: number; successors: string[] }> {
  const { count, rows } = await takeAs(
    db,
    wish,
    'purged',
    fragment`
    with chosen as (select ${delivery.id} from ${delivery} where ${matching(deadOnly(filter))} order by ${delivery.id} limit ${maxTaken} for update),
    gone as (
      delete from delivery d using chosen where d.id = chosen.id and d.status = 'dead_lettered'
      returning d.id, d.endpoint_id, d.ordering_key, d.partner_id
    ), attempts as (
      delete from attempt a using gone where a.delivery_id = gone.id
    )
    select endpoint_id, partner_id, ordering_key, count(*)::int as count from gone group by endpoint_id, partner_id, ordering_key`,
  );
  const keys = orderedKeys(rows.map((row) => ({ endpointId: row.endpoint_id, orderingKey: row.ordering_key })));
  if (keys.length === 0) return { count, successors: [] };
  // Outside the deletion's transaction: until then the deliveries keep waiting in order, and after a crash the sweeper releases them.
  const successors = await db.sql.begin((tx) => releaseSuccessors(tx, keys));
  return { count, successors };
}

/** Small enough that a page is fast and locks few rows. */
const expiredPage = 1_000;

/** Deletes one page of dead letters that ended more than `retentionDays` ago, with their attempts. */
export async function deleteExpiredDeadLetters(sql: Sql, retentionDays: number): Promise<{ deleted: number; released: string[] }> {
  return sql.begin(async (tx) => {
    const rows = await tx<{ endpointId: string; orderingKey: string | null }[]>`
      with gone as (
        delete from delivery where id in (
          select id from delivery where status = 'dead_lettered' and ended_at < now() - ${retentionDays} * interval '1 day'
          limit ${expiredPage} for update skip locked)
        returning id, endpoint_id, ordering_key
      ), attempts as (
        delete from attempt a using gone where a.delivery_id = gone.id
      )
      select endpoint_id as "endpointId", ordering_key as "orderingKey" from gone`;
    return { deleted: rows.length, released: await releaseSuccessors(tx, orderedKeys(rows)) };
  });
}

/** When the dead letter that ended first has ended, if that was before; null if there is none. */
export async function findExpiredDeadLetter(sql: Sql, before: Date): Promise<Date | null> {
  const [found] = await sql<{ at: Date | null }[]>`
    select min(ended_at) as at from delivery where status = 'dead_lettered' and ended_at < ${before}`;
  return found?.at ?? null;
}
