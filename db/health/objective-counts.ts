import type { Queryable } from '#db/database.ts';
import { type Counts, type WindowCounts, windowsS, type WindowName } from '#domain/health/objective.ts';
import { idAbove } from '#domain/id-range.ts';

/** A busy partner has tens of millions of deliveries a week: only its latest are counted. */
const MAX_COUNTED = 100_000;

const names = Object.keys(windowsS) as WindowName[];

/** Deliveries of a partner or of an endpoint, by when they were accepted. */
export interface DeliveryCounts {
  success: WindowCounts;
  latency: WindowCounts;
  /** Set if there were more than are counted: only those since this time were. */
  countedFrom: Date | null;
}

interface DeliveryRow {
  window: WindowName;
  tried: number;
  delivered: number;
  due: number;
  inTime: number;
  counted: number;
  since: Date | null;
}

/**
 * - Success: of those that arrived, failed or were given up, the ones that arrived.
 * - Latency: of those that should have arrived by now, the ones that did so in time. What a person holds back is not counted.
 *
 * Nothing older than `spanS` is counted, in whatever window: an alert needs only the last hours. `now` is that of PostgreSQL.
 */
export async function countDeliveries(
  sql: Queryable,
  of: { partnerId: string } | { endpointId: string },
  withinS: number,
  { spanS = windowsS.week, limit = MAX_COUNTED, now }: { spanS?: number; limit?: number; now: Date },
): Promise<DeliveryCounts> {
  const owner = 'partnerId' in of ? sql`partner_id = ${of.partnerId}` : sql`endpoint_id = ${of.endpointId}`;
  const rows = await sql<DeliveryRow[]>`
    with recent as materialized (
      select status, hold_reason, created_at, ended_at from delivery
      where ${owner} and id > ${idAbove('dlv', new Date(now.getTime() - spanS * 1000))} and created_at > now() - ${spanS} * interval '1 s'
      order by id desc limit ${limit}
    ), judged as (
      select created_at, status = 'delivered' as delivered,
        status in ('delivered', 'retrying', 'dead_lettered') or hold_reason = 'breaker' as tried,
        status <> 'cancelled' and coalesce(hold_reason, '') not in ('disabled', 'paused', 'suspended', 'replay')
          and (status = 'delivered' or created_at < now() - ${withinS} * interval '1 s') as due,
        status = 'delivered' and ended_at <= created_at + ${withinS} * interval '1 s' as in_time
      from recent
    ), spans (name, seconds) as (select * from unnest(${names}::text[], ${names.map((name) => windowsS[name])}::int[]))
    select s.name as window, count(*) filter (where tried)::int as tried, count(*) filter (where tried and delivered)::int as delivered,
      count(*) filter (where due)::int as due, count(*) filter (where due and in_time)::int as "inTime",
      count(*)::int as counted, min(created_at) as since
    from spans s left join judged j on j.created_at > now() - s.seconds * interval '1 s' group by s.name`;
  const week = rows.find(({ window }) => window === 'week');
  return {
    success: byWindow(rows, ({ delivered, tried }) => ({ good: delivered, total: tried })),
    latency: byWindow(rows, ({ inTime, due }) => ({ good: inTime, total: due })),
    countedFrom: week && week.counted >= limit ? week.since : null,
  };
}

/** For how many of the watched seconds records could be read and written in time. While somebody has paused it, nothing is promised. */
export async function countFreshSeconds(sql: Queryable, kind: 'connection' | 'sync', id: string): Promise<WindowCounts> {
  const rows = await sql<{ window: WindowName; good: number; total: number }[]>`
    with spans (name, seconds) as (select * from unnest(${names}::text[], ${names.map((name) => windowsS[name])}::int[]))
    select s.name as window, coalesce(sum(d.seconds) filter (where d.is_good), 0)::float8 as good, coalesce(sum(d.seconds), 0)::float8 as total
    from spans s left join lateral (
      select greatest(0, extract(epoch from
          coalesce(p.ended_at, greatest(p.began_at, coalesce((select looked_at from health_watch), now())))
          - greatest(p.began_at, now() - s.seconds * interval '1 s'))) as seconds,
        p.state in ('healthy', 'syncing', 'partial') as is_good
      from health_period p
      where p.kind = ${kind} and p.subject_id = ${id} and p.state <> 'paused' and (p.ended_at is null or p.ended_at > now() - s.seconds * interval '1 s')
    ) d on true group by s.name`;
  return byWindow(rows, ({ good, total }) => ({ good, total }));
}

function byWindow<Row extends { window: WindowName }>(rows: readonly Row[], counts: (row: Row) => Counts): WindowCounts {
  const found = new Map(rows.map((row) => [row.window, counts(row)]));
  const none: Counts = { good: 0, total: 0 };
  return Object.fromEntries(names.map((name) => [name, found.get(name) ?? none])) as Record<WindowName, Counts>;
}
