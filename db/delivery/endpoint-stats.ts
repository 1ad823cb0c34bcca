import type { Database } from '#db/database.ts';
import type { DeliveryStatus } from '#domain/delivery/delivery.ts';
import { idAbove } from '#domain/id-range.ts';

interface WindowStats {
  deliveries: Partial<Record<DeliveryStatus, number>>;
  attempts: AttemptStats;
}

export interface EndpointStats {
  day: WindowStats;
  week: WindowStats;
  held: { count: number; oldest: Date | null };
  /** Set if there were more deliveries than the limit: only those since this time were counted. */
  countedFrom: Date | null;
}

export interface AttemptStats {
  total: number;
  succeeded: number;
  latencyMs: { p50: number | null; p95: number | null };
  byErrorClass: Record<string, number>;
}

// A busy endpoint has tens of millions of deliveries per week. Counting this many takes well under a second.
const maxCounted = 100_000;

interface Row {
  deliveries: Partial<Record<DeliveryStatus, number>> | null;
  total: number;
  succeeded: number;
  p50: number | null;
  p95: number | null;
  errors: Record<string, number> | null;
  counted: number;
  counted_from: string | null;
  held: number;
  held_since: string | null;
}

/** Recent statistics of an endpoint: deliveries by time of acceptance, attempts by time of the attempt. */
export async function readEndpointStats(db: Database, endpointId: string): Promise<EndpointStats> {
  const { sql } = db;
  const weekAgo = new Date(Date.now() - 7 * 86_400_000);
  const rows = await sql<Row[]>`
      with recent as materialized (
        select id, status, created_at from delivery
        where endpoint_id = ${endpointId} and id > ${idAbove('dlv', weekAgo)} and created_at > now() - interval '7 days'
        order by id desc limit ${maxCounted}
      ), made as materialized (
        select a.started_at, a.latency_ms, a.status_code, a.error_class
        from recent join attempt a on a.delivery_id = recent.id
      ), spans (since) as (values (now() - interval '24 hours'), (now() - interval '7 days'))
      select d.by_status as deliveries, m.*, e.by_class as errors, c.*, h.*
      from spans s
      cross join lateral (
        select jsonb_object_agg(status, n) as by_status
        from (select status, count(*) as n from recent where created_at > s.since group by status) x
      ) d
      cross join lateral (
        select count(*)::int as total, count(*) filter (where error_class is null)::int as succeeded,
          percentile_disc(0.5) within group (order by latency_ms) as p50,
          percentile_disc(0.95) within group (order by latency_ms) as p95
        from made where started_at > s.since
      ) m
      cross join lateral (
        select jsonb_object_agg(error_class, n) as by_class
        from (select error_class, count(*) as n from made
              where started_at > s.since and error_class is not null group by error_class) x
      ) e
      cross join (select count(*)::int as counted, min(created_at) as counted_from from recent) c
      cross join (
        select count(*)::int as held, min(created_at) as held_since from delivery where endpoint_id = ${endpointId} and status = 'held'
      ) h
      order by s.since desc`;
  const [day, week] = rows;
  if (!day || !week) throw new Error(`${rows.length} of 2 rows of statistics were returned`);
  return {
    day: toWindow(day),
    week: toWindow(week),
    held: { count: day.held, oldest: day.held_since ? new Date(day.held_since) : null },
    countedFrom: week.counted >= maxCounted && week.counted_from ? new Date(week.counted_from) : null,
  };
}

function toWindow({ deliveries, total, succeeded, p50, p95, errors }: Row): WindowStats {
  return { deliveries: deliveries ?? {}, attempts: { total, succeeded, latencyMs: { p50, p95 }, byErrorClass: errors ?? {} } };
}
