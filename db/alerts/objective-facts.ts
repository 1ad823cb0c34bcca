import type { Queryable } from '#db/database.ts';
import { windowsS } from '#domain/health/objective.ts';
import { idAbove } from '#domain/id-range.ts';
import { isServed } from './served.ts';

/** Of each status, the latest: whoever fails much is among them. */
const MAX_UNWELL = 5_000;

interface UnwellPage {
  now: Date;
  /** Partners that are left out. */
  except: readonly string[];
  limit: number;
}

/** The deliveries of the last hours that have not arrived. */
const unwell = (sql: Queryable, now: Date) => {
  const from = idAbove('dlv', new Date(now.getTime() - windowsS.quarter * 1_000));
  return sql`
    (select partner_id, endpoint_id from delivery where status = 'retrying' and id > ${from} order by id desc limit ${MAX_UNWELL})
    union all (select partner_id, endpoint_id from delivery where status = 'held' and id > ${from} order by id desc limit ${MAX_UNWELL})
    union all (select partner_id, endpoint_id from delivery where status = 'dead_lettered' and id > ${from} order by id desc limit ${MAX_UNWELL})`;
};

/** Partners with deliveries of the last hours that have not arrived, those with the most first: only their budgets can burn. */
export function listUnwellPartners(sql: Queryable, { now, except, limit }: UnwellPage): Promise<{ id: string; name: string }[]> {
  const found = sql<{ id: string; name: string }[]>`
    select p.id, p.name from (select partner_id, count(*) as n from (${unwell(sql, now)}) d group by partner_id) u
    join partner p on p.id = u.partner_id where ${isServed(sql, except)} order by u.n desc, p.id limit ${limit}`;
  return found.then((rows) => [...rows]);
}

/** One of several endpoints of its partner: the partner's own budget does not show that all fails here. */
export interface UnwellEndpoint {
  id: string;
  partnerId: string;
  url: string;
  /** All attempts fail for so long that this is an alert of its own. */
  isStreak: boolean;
}

/** The same of endpoints, if their partner has others too. One that a person has paused is as it should be. */
export function listUnwellEndpoints(
  sql: Queryable,
  { now, except, limit, streakS }: UnwellPage & { streakS: number },
): Promise<UnwellEndpoint[]> {
  const found = sql<UnwellEndpoint[]>`
    select e.id, e.partner_id as "partnerId", e.url,
      e.state = 'disabled' or e.breaker_open_until is not null or coalesce(e.failing_since <= now() - ${streakS} * interval '1 s', false) as "isStreak"
    from (select endpoint_id, count(*) as n from (${unwell(sql, now)}) d group by endpoint_id) u
    join endpoint e on e.id = u.endpoint_id join partner p on p.id = e.partner_id
    where e.deleted_at is null and e.state <> 'paused' and ${isServed(sql, except)}
      and exists (select from endpoint o where o.partner_id = e.partner_id and o.id <> e.id and o.deleted_at is null)
    order by u.n desc, e.id limit ${limit}`;
  return found.then((rows) => [...rows]);
}

export interface UnwellSubject {
  kind: 'connection' | 'sync';
  id: string;
  name: string;
}

/**
 * Connections and syncs that cannot read or write when they should, by the last look of Integration Health. That nobody has consented yet, or that a
 * person has to say yes, is no fault; a sync that its connection blocks has the alert of the connection.
 */
export function listUnwellSubjects(sql: Queryable, limit: number): Promise<UnwellSubject[]> {
  const found = sql<UnwellSubject[]>`
    select h.kind, h.subject_id as id, coalesce(c.name, s.name) as name from health_period h
    left join connection c on h.kind = 'connection' and c.id = h.subject_id left join sync s on h.kind = 'sync' and s.id = h.subject_id
    where h.ended_at is null and h.kind in ('connection', 'sync') and h.state in ('delayed', 'waiting_for_quota', 'held', 'action_required')
      and h.code not in ('consent_outstanding', 'approval_needed', 'connection_blocks') and coalesce(c.name, s.name) is not null
    order by h.kind, h.subject_id limit ${limit}`;
  return found.then((rows) => [...rows]);
}
