import type { Queryable } from '#db/database.ts';
import type { DeliveryStatus } from '#domain/delivery/delivery.ts';

export interface QueueDepth {
  status: DeliveryStatus;
  /** At most `maxCounted`. */
  count: number;
  /** Age of the one that was accepted first, in seconds; null if there is none. */
  oldestS: number | null;
}

/** Counting on takes longer than a monitor waits, and a number above it says nothing more. */
export const maxCounted = 100_000;
/** These are read from the table, one by one. */
const maxByPartner = 20_000;

/**
 * How many deliveries there are in each status that does not end well by itself, from the indexes that have only these. The statuses are literals,
 * because a plan that does not know them cannot use such an index.
 */
export async function readQueueDepth(sql: Queryable): Promise<QueueDepth[]> {
  return await sql<QueueDepth[]>`
    select s.status, s.count::int, extract(epoch from now() - s.oldest)::float8 as "oldestS" from (
      select 'pending' as status,
        (select count(*) from (select from delivery where status = 'pending' and workflow_id is null limit ${maxCounted}) n)
          + (select count(*) from (select from delivery where status = 'pending' and workflow_id is not null limit ${maxCounted}) n) as count,
        least(
          (select created_at from delivery where status = 'pending' and workflow_id is null order by created_at limit 1),
          (select created_at from delivery where status = 'pending' and workflow_id is not null order by id limit 1)) as oldest
      union all select 'retrying',
        (select count(*) from (select from delivery where status = 'retrying' limit ${maxCounted}) n),
        (select created_at from delivery where status = 'retrying' order by id limit 1)
      union all select 'held',
        (select count(*) from (select from delivery where status = 'held' limit ${maxCounted}) n),
        (select created_at from delivery where status = 'held' order by id limit 1)
      union all select 'dead_lettered',
        (select count(*) from (select from delivery where status = 'dead_lettered' limit ${maxCounted}) n),
        (select created_at from delivery where status = 'dead_lettered' order by id limit 1)
    ) s`;
}

export interface PartnerCount<State extends string> {
  partnerId: string;
  state: State;
  count: number;
}

/** The same by partner, of the oldest in each status: so many that whoever has a backlog is among them. The largest numbers first. */
export async function readPartnerQueues(sql: Queryable, limit: number): Promise<PartnerCount<'retrying' | 'held' | 'dead_lettered'>[]> {
  return await sql<PartnerCount<'retrying' | 'held' | 'dead_lettered'>[]>`
    select partner_id as "partnerId", status as state, count(*)::int as count from (
      (select partner_id, status from delivery where status = 'retrying' order by id limit ${maxByPartner})
      union all (select partner_id, status from delivery where status = 'held' order by id limit ${maxByPartner})
      union all (select partner_id, status from delivery where status = 'dead_lettered' order by id limit ${maxByPartner})
    ) d group by partner_id, status order by count(*) desc, partner_id limit ${limit}`;
}

/** Breakers that are not closed, by partner. `probing`: the pause is over, and one delivery finds out whether the endpoint works again. */
export async function readBreakers(sql: Queryable, limit: number): Promise<PartnerCount<'open' | 'probing'>[]> {
  return await sql<PartnerCount<'open' | 'probing'>[]>`
    select partner_id as "partnerId", state, count(*)::int as count from (
      select partner_id, case when breaker_open_until > now() then 'open' else 'probing' end as state
      from endpoint where breaker_open_until is not null and deleted_at is null order by id limit ${maxByPartner}
    ) e group by partner_id, state order by count(*) desc, partner_id limit ${limit}`;
}
