import type { FindLimit } from '#apps/metrics/reads/connection-reads.ts';
import type { Sql } from '#db/database.ts';

const limit = { id: 'day', text: 'x', window: { kind: 'day', since: 'midnight' }, max: 1_000, counts: 'call', shared: true } as const;

/** The only quota of the connections below. */
export const findLimit: FindLimit = (_vendor, limitId) => (limitId === 'day' ? limit : undefined);

/** 3,000 deliveries that are done, and 21 in each other status: of partner `ptn_n` there are n. Three breakers of `ptn_1` are not closed. */
export async function fillDeliveries(sql: Sql): Promise<void> {
  await sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, hold_reason, workflow_id, created_at)
    select 'dlv_' || lpad(n::text, 26, '0'), 'evt_1', 'ep_1', 'ptn_' || p, 't', s, case s when 'held' then 'breaker' end,
      case when s = 'pending' and n % 2 = 0 then null else 'w' end, now() - interval '1 hour' - n * interval '1 s'
    from (
      select row_number() over () as n, p, s from (
        select 0 as p, 'delivered' as s from generate_series(1, 3000)
        union all select p, s from generate_series(1, 6) p, unnest('{pending,retrying,held,dead_lettered}'::text[]) s, generate_series(1, p)
      ) made
    ) numbered`;
  await sql`insert into partner (id, name, tier) values ('ptn_1', 'A', 'standard')`;
  await sql`
    insert into endpoint (id, partner_id, url, event_types, timeout_ms, max_concurrency, breaker_open_until)
    select 'ep_' || n, 'ptn_1', 'https://a.example', '{}', 1000, 1,
      case when n <= 2 then now() + interval '1 minute' when n = 3 then now() - interval '1 minute' end
    from generate_series(1, 50) n`;
}

/** Connections, limits, syncs with runs and writes, and nights with findings. */
export async function fillConnections(sql: Sql): Promise<void> {
  await sql`
    insert into connection (id, vendor, name, auth_method, status, budget_percent, away_since) values
      ('con_a', 'hubspot', 'A "quoted" name', 'oauth', 'active', 50, null),
      ('con_b', 'stripe', 'B', 'oauth', 'active', 100, now() - interval '5 minutes'),
      ('con_c', 'stripe', 'C', 'oauth', 'action_required', 100, null),
      ('con_d', 'stripe', 'D', 'oauth', 'disconnected', 100, null)`;
  await sql`
    insert into vendor_limit (connection_id, limit_id, key, max, ours, told, day_ends_at, paused_until) values
      ('con_a', 'day', '', 1000, 300, 700, now() + interval '1 hour', null),
      ('con_b', 'day', '', 1000, 300, 700, now() - interval '1 hour', null),
      ('con_a', 'burst', 'x', 10, 0, 0, null, now() + interval '1 minute')`;
  await sql`
    insert into sync (id, name, a_connection_id, b_connection_id, mapping, interval_seconds, max_delete_percent, max_change_percent)
    values ('syn_1', 'S', 'con_a', 'con_b', '{}', 60, 10, 10), ('syn_2', 'T', 'con_a', 'con_b', '{}', 300, 10, 10)`;
  await sql`
    insert into sync_run (id, sync_id, kind, state, mapping_version, started_at, ended_at) values
      ('srn_1', 'syn_1', 'incremental', 'completed', 1, '2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z'),
      ('srn_2', 'syn_1', 'incremental', 'failed', 1, '2026-01-01T01:00:00Z', '2026-01-01T01:00:05Z'),
      ('srn_3', 'syn_1', 'incremental', 'running', 1, '2026-01-01T02:00:00Z', null)`;
  const recent = `swr_${'z'.repeat(26)}`;
  await sql`
    insert into sync_write (id, sync_id, object, side, target, operation, values, desired_hash, base_hash, state, next_attempt_at, created_at, ended_at)
    values
      ('swr_1', 'syn_1', 'company', 'a', '1', 'update', '{}', '', '', 'failed', null, now(), null),
      ('swr_2', 'syn_1', 'company', 'a', '2', 'update', '{}', '', '', 'waiting', now(), now() - interval '1 hour', null),
      (${recent}, 'syn_1', 'company', 'a', '3', 'update', '{}', '', '', 'acked', null, now() - interval '70 s', now() - interval '10 s')`;
  await sql`
    insert into reconciliation_run (id, sync_id, book, night, trigger, state, ended_at) values
      ('rcn_1', 'syn_1', null, '2026-01-01', 'schedule', 'completed', '2026-01-01T02:00:00Z'),
      ('rcn_2', 'syn_1', null, '2026-01-02', 'schedule', 'completed', '2026-01-02T02:00:00Z'),
      ('rcn_3', 'syn_1', null, '2026-01-03', 'schedule', 'skipped', '2026-01-03T02:00:00Z'),
      ('rcn_4', null, 'ledger', '2026-01-03', 'schedule', 'completed', '2026-01-03T02:00:00Z')`;
  await sql`
    insert into reconciliation_finding (id, run_id, object, class, message, remedy, fingerprint, values_hash, state)
    select 'fnd_' || n, case when n = 1 then 'rcn_1' else 'rcn_2' end, 'company', 'stale', '', '', n::text, '',
      case when n = 4 then 'repaired' else 'open' end
    from generate_series(1, 4) n`;
}
