import { Client, Connection } from '@temporalio/client';
import postgres from 'postgres';
import { DAY_MS } from '#domain/days.ts';
import { idTime } from '#domain/id-range.ts';
import type { Services } from '#test/support/stack/services.ts';
import { purgeExpiredId } from '#workflows/erasure/messages.ts';
import type { Bench, Target } from './bench.ts';
import { typeNames } from './events.ts';
import { round } from './percentiles.ts';
import { settle } from './saturation.ts';
import { runTraffic } from './traffic.ts';

/** What a delivery costs beside so many that are stored. */
export interface Growth {
  stored: number;
  /** Of engine, Temporal and PostgreSQL. */
  cpuMs: number;
  p99Ms: number;
}

export interface GrowthPlan {
  sizes: number[];
  ratePerS: number;
  seconds: number;
}

const batch = 200_000;
/** All within their retention. */
const historyDays = 28;

/** The same traffic beside ever more deliveries, while what is past its retention is purged. */
export async function measureGrowth(bench: Bench, target: Target, { sizes, ratePerS, seconds }: GrowthPlan): Promise<Growth[]> {
  const found: Growth[] = [];
  for (const stored of sizes) {
    await storeUntil(bench.services, target, { stored, most: sizes.at(-1) ?? stored });
    await bench.observer.checkpoint();
    await startPurge(bench.services);
    const traffic = await runTraffic(bench, { name: 'growth', bodies: [target.body], ratePerS, seconds });
    await settle(bench);
    const { engine, temporal, postgres: database } = traffic.cpuMs;
    found.push({ stored, cpuMs: round(engine + temporal + database), p99Ms: traffic.sendToReceiptMs.p99 });
    bench.say(`  beside ${stored} stored: ${found.at(-1)?.cpuMs} ms of CPU a delivery, p99 ${found.at(-1)?.p99Ms} ms`);
  }
  return found;
}

async function startPurge({ temporalPort }: Services): Promise<void> {
  const connection = await Connection.connect({ address: `127.0.0.1:${temporalPort}` });
  try {
    await new Client({ connection }).schedule.getHandle(purgeExpiredId).trigger();
  } finally {
    await connection.close();
  }
}

/** Delivered at the first attempt, in the order of their times. Their events are small: what a payload takes costs no index. */
async function storeUntil({ databaseUrl }: Services, { endpoint, partnerId }: Target, { stored, most }: { stored: number; most: number }) {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const begin = Date.now() - historyDays * DAY_MS;
  await sql`set synchronous_commit = off`;
  const [there] = await sql<{ count: number }[]>`select count(*)::float8 as count from delivery where workflow_id = 'stored'`;
  for (let from = there?.count ?? 0; from < stored; from += batch) {
    const until = Math.min(stored, from + batch);
    await sql.begin(async (tx) => {
      const time = new Date(begin + Math.floor(((historyDays - 1) * DAY_MS * from) / most));
      const row = tx`
        select ${idTime(time.getTime())} || lpad(to_hex(n), 16, '0') as id, ${time}::timestamptz as at
        from generate_series(${from}::int, ${until - 1}::int) n`;
      await tx`
        insert into event (id, type, schema_version, occurred_at, created_at, data, partner_ids)
        select 'evt_' || id, ${typeNames[0] ?? ''}, 1, at, at, '{"deal_id":"deal-4711"}', array[${partnerId}]::text[] from (${row}) as row`;
      await tx`
        insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, attempts, workflow_id, budget_from, created_at, updated_at, ended_at)
        select 'dlv_' || id, 'evt_' || id, ${endpoint.id}, ${partnerId}, ${typeNames[0] ?? ''}, 'delivered', 1, 'stored', at, at, at, at
        from (${row}) as row`;
      await tx`
        insert into attempt (delivery_id, number, started_at, latency_ms, status_code, response_snippet)
        select 'dlv_' || id, 1, at, 20, 200, 'ok' from (${row}) as row`;
    });
  }
  await sql`vacuum (analyze) event`;
  await sql`vacuum (analyze) delivery`;
  await sql`vacuum (analyze) attempt`;
  await sql.end();
}
