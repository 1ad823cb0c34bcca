import type { Queryable, Sql } from '#db/database.ts';
import { ownerIsGone } from '#db/delivery/engine-instance.ts';
import { isReceiver } from '#db/delivery/replay-missing.ts';
import { idTime } from '#domain/id-range.ts';

interface Page {
  after: string;
  limit: number;
}

export interface OpenDelivery {
  id: string;
  workflowId: string | null;
  /** How long ago its next attempt was due. */
  overdueS: number;
  /** The process that had claimed it, which is gone. Null if nobody has. */
  lostHolder: string | null;
  /** A live process has claimed it. */
  isClaimed: boolean;
}

const openColumns = (sql: Queryable) => sql`
  d.id, d.workflow_id as "workflowId",
  extract(epoch from now() - coalesce(d.next_attempt_at, d.budget_from))::float8 as "overdueS",
  case when d.holder is not null and ${ownerIsGone(sql)} then d.holder end as "lostHolder",
  d.holder is not null and not ${ownerIsGone(sql)} as "isClaimed"`;

/** Deliveries that a workflow should be handling, in the order of their ids. */
export async function listAttended(sql: Sql, status: 'pending' | 'retrying', { after, limit }: Page): Promise<OpenDelivery[]> {
  return await sql<OpenDelivery[]>`
    select ${openColumns(sql)} from delivery d
    where d.status = ${status} and d.workflow_id is not null and d.id > ${after} order by d.id limit ${limit}`;
}

/** Deliveries that have had no workflow for so long, and that no live process is sending. */
export async function listUnattended(sql: Sql, graceS: number, { after, limit }: Page): Promise<OpenDelivery[]> {
  return await sql<OpenDelivery[]>`
    select ${openColumns(sql)} from delivery d
    where d.status in ('pending', 'retrying') and d.workflow_id is null and greatest(d.created_at, d.budget_from) < now() - ${graceS} * interval '1 s'
      and (d.holder is null or ${ownerIsGone(sql)}) and d.id > ${after}
    order by d.id limit ${limit}`;
}

/** Those of these deliveries that have ended for good. The others are open, are held, were cancelled, or do not exist any more. */
export async function findStatuses(sql: Sql, ids: string[]): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; status: string }[]>`select id, status from delivery where id = any(${ids}::text[])`;
  return new Map(rows.map(({ id, status }) => [id, status]));
}

export interface DoubleAttempt {
  deliveryId: string;
  /** Successful attempts. */
  successes: number;
  /** Numbers of two attempts of which the later began before the earlier ended. */
  overlap: string | null;
}

/** Clocks of two processes may differ by this. */
const clockSlackMs = 1_000;

/**
 * The next deliveries with ids up to `upTo` that had more than one attempt, and those of them that were posted twice. The index of the attempts
 * alone shows which had more than one.
 */
export async function findDoubleAttempts(
  sql: Sql,
  { after, upTo, limit }: Page & { upTo: string },
): Promise<{ checked: number; last: string | null; found: DoubleAttempt[] }> {
  const ids = await sql<{ id: string }[]>`
    select distinct delivery_id as id from attempt where delivery_id > ${after} and delivery_id <= ${upTo} and number > 1
    order by delivery_id limit ${limit}`;
  const found = await sql<DoubleAttempt[]>`
    with ended as (
      select delivery_id, number, error_class, started_at,
        lag(number) over w as before,
        lag(started_at + latency_ms * interval '1 ms') over w as "beforeEnded"
      from attempt where delivery_id = any(${ids.map(({ id }) => id)}::text[])
      window w as (partition by delivery_id order by number)
    )
    select delivery_id as "deliveryId", (count(*) filter (where error_class is null))::int as successes,
      min(before || ' and ' || number) filter (where started_at < "beforeEnded" - ${clockSlackMs} * interval '1 ms') as overlap
    from ended group by delivery_id
    having count(*) filter (where error_class is null) > 1
      or bool_or(started_at < "beforeEnded" - ${clockSlackMs} * interval '1 ms')
    order by delivery_id`;
  return { checked: ids.length, last: ids.at(-1)?.id ?? null, found };
}

export interface EventGap {
  eventId: string;
  endpointId: string;
  /** How many deliveries of the event the endpoint has. */
  deliveries: number;
}

/** Rows that two transactions wrote at the same moment say nothing about which was first. */
const slack = '5 minutes';

/**
 * A page of events, and where an endpoint has no delivery of one, or several. Only endpoints are compared that have not changed since before the
 * event: what they were then is not known of the others. Deliveries that a person purged are not missing.
 */
export async function findEventGaps(
  sql: Sql,
  { after, before, limit }: Page & { before: string },
): Promise<{ checked: number; last: string | null; missing: EventGap[]; doubles: EventGap[] }> {
  const ids = (await sql<{ id: string }[]>`select id from event where id > ${after} and id < ${before} order by id limit ${limit}`).map(
    ({ id }) => id,
  );
  const missing = await sql<EventGap[]>`
    select e.id as "eventId", ep.id as "endpointId", 0 as deliveries
    from event e cross join lateral (
      select * from endpoint where e.partner_ids is null
      union all
      select * from endpoint where partner_id = any(e.partner_ids)
    ) ep
    where e.id = any(${ids}::text[]) and ep.deleted_at is null and ${isReceiver(sql)}
      and ep.created_at < e.created_at - ${slack}::interval and ep.updated_at < e.created_at - ${slack}::interval
      and not exists (select from delivery d where d.event_id = e.id and d.endpoint_id = ep.id)
      and not exists (
        select from audit_entry a where a.object_kind = 'dead_letter' and a.object_id = 'batch' and a.action = 'dead_letter.purged'
          and a.at > e.created_at and (a.partner_id is null or a.partner_id = ep.partner_id))
    order by 1, 2`;
  const doubles = await sql<EventGap[]>`
    select d.event_id as "eventId", d.endpoint_id as "endpointId", count(*)::int as deliveries from delivery d
    where d.event_id = any(${ids}::text[]) group by 1, 2 having count(*) > 1 order by 1, 2`;
  return { checked: ids.length, last: ids.at(-1) ?? null, missing, doubles };
}

/** Ids of this kind and moment begin so. */
export const idAt = (prefix: 'evt' | 'dlv', time: Date): string => `${prefix}_${idTime(time.getTime())}`;
