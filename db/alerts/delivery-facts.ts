import type { Queryable } from '#db/database.ts';
import type { DueDeliveries, FailingEndpoint, GivenUp } from '#domain/alerts/judge-deliveries.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { isServed, isServedOrOwn } from './served.ts';

/** Of one endpoint: more failures say nothing more. */
const MAX_DELIVERIES = 200;

/** Endpoints that have failed for so long, and so often or are tried no more; the longest first. One that a person has paused is as it should be. */
export function listFailingEndpoints(
  sql: Queryable,
  { forS, failures, except, limit }: { forS: number; failures: number; except: readonly string[]; limit: number },
): Promise<FailingEndpoint[]> {
  const found = sql<FailingEndpoint[]>`
    select e.id, nullif(e.partner_id, ${platformPartnerId}) as "partnerId", extract(epoch from now() - e.failing_since)::float8 as "failingForS", e.breaker_open_until is not null as "isBreakerOpen",
      coalesce(f.failures, 0)::int as failures
    from endpoint e join partner p on p.id = e.partner_id
    cross join lateral (
      select sum(attempts) as failures from (
        select d.attempts from delivery d
        where d.endpoint_id = e.id and d.status in ('retrying', 'held', 'dead_lettered') and (d.ended_at is null or d.ended_at >= e.failing_since)
        limit ${MAX_DELIVERIES}) d
    ) f
    where e.failing_since is not null and e.failing_since <= now() - ${forS} * interval '1 s' and e.deleted_at is null and e.state <> 'paused'
      and (e.breaker_open_until is not null or e.state = 'disabled' or f.failures >= ${failures})
      and ${isServedOrOwn(sql, except)}
    order by e.failing_since limit ${limit}`;
  return found.then((rows) => [...rows]);
}

/** Of all endpoints: whoever has many of the latest has more than others. */
const MAX_DEAD = 20_000;

/** Endpoints to which so many deliveries were given up of late, the most first. */
export function listGivenUp(
  sql: Queryable,
  { withinMin, atLeast, except, limit }: { withinMin: number; atLeast: number; except: readonly string[]; limit: number },
): Promise<GivenUp[]> {
  const found = sql<GivenUp[]>`
    select e.id as "endpointId", e.partner_id as "partnerId", e.url, d.count::int, d.reason
    from (
      select endpoint_id, count(*) as count, (array_agg(dead_letter_reason order by ended_at desc))[1] as reason from (
        select endpoint_id, dead_letter_reason, ended_at from delivery
        where status = 'dead_lettered' and ended_at > now() - ${withinMin} * interval '1 min' order by ended_at desc limit ${MAX_DEAD}
      ) latest group by endpoint_id having count(*) >= ${atLeast}
    ) d join endpoint e on e.id = d.endpoint_id join partner p on p.id = e.partner_id
    where e.deleted_at is null and ${isServedOrOwn(sql, except)}
    order by d.count desc, e.id limit ${limit}`;
  return found.then((rows) => [...rows]);
}

const MAX_DUE = 1_000;

/** The deliveries that have been due for so long: from the indexes of the sweeper, which have only what is not done. */
export async function readDueDeliveries(sql: Queryable, forS: number): Promise<DueDeliveries> {
  const [row] = await sql<DueDeliveries[]>`
    select count(*)::int as count, coalesce(extract(epoch from now() - min(due.at)), 0)::float8 as "oldestS" from (
      (select created_at as at, partner_id from delivery
        where status in ('pending', 'retrying') and workflow_id is null and created_at < now() - ${forS} * interval '1 s'
        order by created_at limit ${MAX_DUE})
      union all
      (select coalesce(next_attempt_at, budget_from), partner_id from delivery
        where status in ('pending', 'retrying') and workflow_id is not null and coalesce(next_attempt_at, budget_from) < now() - ${forS} * interval '1 s'
        order by coalesce(next_attempt_at, budget_from) limit ${MAX_DUE})
    ) due join partner p on p.id = due.partner_id where ${isServed(sql, [])}`;
  return row ?? { count: 0, oldestS: 0 };
}
