import type { Database } from '#db/database.ts';
import { lookAtConnections } from '#db/health/look-at-connections.ts';
import { lookAtEndpoints } from '#db/health/look-at-endpoints.ts';
import { lookAtSyncs } from '#db/health/look-at-syncs.ts';
import { storeStates } from '#db/health/period.ts';
import { newId } from '#domain/id.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { type Percentiles, percentiles } from './percentiles.ts';

/** How long a page of so many subjects takes, read and judged. */
export interface HealthFigures extends Percentiles {
  /** Connections, and as many syncs and endpoints. */
  subjects: number;
  syncs: Percentiles;
  endpoints: Percentiles;
  /** What the keeper of the history writes when nothing has changed. */
  store: Percentiles;
  /** The ids of as many connections alone. */
  floor: Percentiles;
}

/** Each connection has limits and takes part in two syncs. Each sync has runs, failed records and conflicts; each endpoint has deliveries, some unwell. */
export async function measureHealth(db: Database, { subjects, reads }: { subjects: number; reads: number }): Promise<HealthFigures> {
  await fill(db, subjects);
  const { sql } = db;
  const deps = () => ({ describe: (vendor: string) => ({ label: vendor, limits: [] }), now: new Date() });
  const connections = () => lookAtConnections(sql, { limit: subjects }, deps());
  const found = await connections();
  if (found.length !== subjects) throw new Error(`${found.length} of ${subjects} connections were found`);
  const latency = await timed(reads, connections);
  return {
    subjects,
    ...latency,
    syncs: await timed(reads, () => lookAtSyncs(sql, { limit: subjects }, deps())),
    endpoints: await timed(reads, () => lookAtEndpoints(sql, { limit: subjects }, deps())),
    store: await timed(reads, () => storeStates(sql, found)),
    floor: await timed(reads, () => sql`select id from connection order by id desc limit ${subjects}`),
  };
}

async function timed(reads: number, read: () => PromiseLike<unknown>): Promise<Percentiles> {
  const durations: number[] = [];
  // The first ones plan, and fill the caches.
  for (let i = -5; i < reads; i++) {
    const startedAt = performance.now();
    await read();
    if (i >= 0) durations.push(performance.now() - startedAt);
  }
  return percentiles(durations);
}

async function fill({ sql }: Database, subjects: number): Promise<void> {
  await sql`
    insert into connection (id, vendor, name, auth_method, status)
    select 'con_' || lpad(i::text, 6, '0'), 'hubspot', 'Bench ' || i, 'token', 'active' from generate_series(0, ${subjects - 1}) i`;
  await sql`
    insert into vendor_limit (connection_id, limit_id, key, max, ours, told, day_ends_at)
    select c.id, l, '', 1000, 10, 10, now() + interval '1 h' from connection c, unnest(array['daily', 'ten_seconds', 'search']) l`;
  await sql`
    insert into sync (id, name, a_connection_id, b_connection_id, mapping, interval_seconds, max_delete_percent, max_change_percent)
    select 'syn_' || lpad(i::text, 6, '0'), 'Bench ' || i, 'con_' || lpad(i::text, 6, '0'), 'con_' || lpad(((i + 1) % ${subjects})::text, 6, '0'),
      '{"objects": []}', 300, 5, 30 from generate_series(0, ${subjects - 1}) i`;
  await sql`
    insert into sync_run (id, sync_id, kind, state, mapping_version, started_at, ended_at)
    select 'srn_' || s.id || lpad(i::text, 4, '0'), s.id, 'incremental', case when i % 10 = 0 then 'failed' else 'completed' end, 1,
      now() - (200 - i) * interval '5 min', now() - (200 - i) * interval '5 min' from sync s, generate_series(1, 200) i`;
  await sql`
    insert into sync_write (id, sync_id, object, side, target, operation, values, desired_hash, base_hash, state)
    select 'swr_' || s.id || i, s.id, 'account', 'a', i, 'update', '{}', '', '', 'failed' from sync s, generate_series(1, 20) i`;
  await sql`
    insert into endpoint (id, partner_id, url, event_types, timeout_ms, max_concurrency)
    select 'ep_' || lpad(i::text, 6, '0'), p.id, 'https://partner.example/' || i, '{}', 1000, 1
    from (select id from partner where id <> ${platformPartnerId} limit 1) p, generate_series(0, ${subjects - 1}) i`;
  // Ids of today, as of deliveries that were just accepted: their partition is there.
  await sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, hold_reason, created_at, ended_at)
    select ${newId('dlv').slice(0, 14)} || lpad((row_number() over ())::text, 16, '0'), 'evt_bench', e.id, e.partner_id, 'deal.approved', s.status,
      case when s.status = 'held' then 'breaker' end, now(), case when s.status in ('delivered', 'dead_lettered') then now() end
    from endpoint e, generate_series(1, 100) i, lateral (
      select case when i % 50 = 0 then 'retrying' when i % 50 = 1 then 'held' when i % 50 = 2 then 'dead_lettered' else 'delivered' end as status
    ) s where e.partner_id <> ${platformPartnerId}`;
  // As autovacuum leaves tables that it has visited.
  await sql`vacuum (analyze)`;
}
