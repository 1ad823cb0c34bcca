import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { queueRun } from '#db/reconciliation/reconciliation-run.ts';
import { openTwoHubSpots, type TwoHubSpots } from '#test/support/hubspot-pair.ts';
import { companyFields, companyMapping } from '#test/support/synced-companies.ts';
import { round } from './percentiles.ts';
import { cpuMsOf, residentMbOf } from './process-usage.ts';
import type { SyncStack } from './sync-stack.ts';

export interface NightPlan {
  records: number;
  kills: number;
}

export interface NightFound {
  records: number;
  injected: number;
  found: number;
  invented: number;
  /** Of the calm night, and what the worker used in it. */
  seconds: number;
  cpuS: number;
  /** The most that the worker had at any time, and what it has before it does anything. */
  rssMb: number;
  idleRssMb: number;
  kill: { kills: number; sameReport: boolean };
}

const EVERY = 100;
const SAMPLE_MS = 250;
const MAX_NIGHT_MS = 4 * 60 * 60_000;

/** Two nights over the same differences: one left alone but for people who work on both sides, and one whose worker is killed again and again. */
export async function measureNight({ services, db }: SyncStack, { records, kills }: NightPlan): Promise<NightFound> {
  const world = await openTwoHubSpots(services.databaseUrl);
  try {
    const { syncId, firstId } = await seedPair(world, records);
    const injected = inject(world, { records, firstId });
    const calm = await runNight(world, syncId, '2026-03-01', { whileIt: () => edit(world, { records, firstId }) });
    const killed =
      kills === 0 ? calm : await runNight(world, syncId, '2026-03-02', { kills, everyMs: (calm.seconds * 1_000) / (kills + 1) });
    const right = calm.findings.filter((one) => injected.has(one));
    return {
      ...{ records, injected: injected.size, found: right.length, invented: calm.findings.length - right.length },
      ...{ seconds: calm.seconds, cpuS: calm.cpuS, rssMb: calm.rssMb, idleRssMb: calm.idleRssMb },
      kill: { kills: killed.kills, sameReport: JSON.stringify(killed.findings) === JSON.stringify(calm.findings) },
    };
  } finally {
    await world.close();
    await db.sql`delete from sync`;
  }
}

/** Links as a sync has made them long ago. */
async function seedPair(world: TwoHubSpots, records: number): Promise<{ syncId: string; firstId: number }> {
  for (const { account } of [world.a, world.b]) {
    account.seed('companies', records, companyFields);
  }
  const [first] = world.a.records('companies').visible().take(1).toArray();
  const firstId = Number(first?.id);
  const syncId = await world.createSync(companyMapping);
  await world.db.sql`update sync set interval_seconds = 1, is_backfill_due = false where id = ${syncId}`;
  for (let from = 0; from < records; from += 50_000) {
    await world.db.sql`
      insert into sync_link (id, sync_id, object, a_id, b_id, how, agreed)
      select ${syncId} || '/' || n, ${syncId}, 'account', n::text, n::text, 'domain',
        jsonb_build_object('name=name', 'Company ' || (n - ${firstId}::int), 'phone=phone', (n - ${firstId}::int)::text, 'segment=segment', 'small',
          'domain=domain', 'company-' || (n - ${firstId}::int) || '.com')
      from generate_series(${firstId + from}::int, ${firstId + Math.min(from + 50_000, records) - 1}::int) n`;
  }
  // As PostgreSQL has done by itself long ago.
  await world.db.sql`analyze sync_link`;
  return { syncId, firstId };
}

interface Seeded {
  records: number;
  firstId: number;
}

const shown = (parts: (string | null)[]): string => parts.map((part) => part ?? '-').join(' ');

/** One record of a hundred comes apart, in all classes that need no refusal of a vendor. Returns the findings that there must be. */
function inject({ a, b }: TwoHubSpots, { records, firstId }: Seeded): Set<string> {
  const [left, right] = [a.records('companies'), b.records('companies')];
  const ways: ((id: string, n: number) => string)[] = [
    (id, n) => (left.update(id, { phone: `changed ${n}` }), shown(['stale', 'phone=phone', id, id])),
    (id, n) => (right.update(id, { name: `changed ${n}` }), shown(['stale', 'name=name', id, id])),
    (id, n) => (
      left.update(id, { name: `left ${n}` }),
      right.update(id, { name: `right ${n}` }),
      shown(['conflicting', 'name=name', id, id])
    ),
    (id) => (left.update(id, { segment: 'large' }), shown(['unmapped', 'segment=segment', id, id])),
    (id) => (left.archive(id), shown(['missing_left', null, id, id])),
    (id) => (right.archive(id), shown(['missing_right', null, id, id])),
    (id, n) => (b.account.merge('companies', id, right.create({ name: `merged ${n}` }).id), shown(['merged', null, id, id])),
    (_id, n) => shown(['missing_right', null, left.create({ name: `new ${n}`, domain: `new-${n}.com` }).id, null]),
    (_id, n) => shown(['unmapped', null, null, right.create({ name: `new ${n}` }).id]),
    (_id, n) => shown(['duplicate', null, left.create({ name: `twin ${n}`, domain: `company-${n + 1}.com` }).id, null]),
  ];
  const injected = new Set<string>();
  for (let n = 0, k = 0; n < records; n += EVERY, k++) {
    const way = ways[k % ways.length];
    if (way) injected.add(way(String(firstId + n), n));
  }
  return injected;
}

/** Somebody changes both sides to the same, in records that are the same. */
function edit({ a, b }: TwoHubSpots, { records, firstId }: Seeded): void {
  const id = String(firstId + Math.floor(Math.random() * (records / EVERY)) * EVERY + 1 + Math.floor(Math.random() * (EVERY - 1)));
  const phone = `edited ${Math.random()}`;
  for (const side of [a, b]) side.records('companies').update(id, { phone });
}

interface NightOptions {
  /** Done again and again. */
  whileIt?: () => void;
  /** So many kills, and the time between two of them. */
  kills?: number;
  everyMs?: number;
}

async function runNight(world: TwoHubSpots, syncId: string, night: string, { whileIt = () => {}, kills = 0, everyMs = 0 }: NightOptions) {
  const { db } = world;
  const runId = (await queueRun(db.sql, { syncId, night, trigger: 'request', isDryRun: true })) ?? '';
  const hasEnded = async () => (await db.sql`select from reconciliation_run where id = ${runId} and ended_at is not null`).length > 0;
  let worker = await startWorker(world, syncId, night);
  const idleRssMb = residentMbOf(worker.pid ?? 0);
  let [rssMb, cpuMs, killed] = [0, 0, 0];
  const startedAt = performance.now();
  try {
    for (const until = Date.now() + MAX_NIGHT_MS; !(await hasEnded());) {
      if (Date.now() > until) throw new Error('the night did not end');
      await wait(SAMPLE_MS);
      whileIt();
      rssMb = Math.max(rssMb, residentMbOf(worker.pid ?? 0));
      cpuMs = cpuMsOf(worker.pid ?? 0);
      if (killed >= kills || performance.now() - startedAt < everyMs * (killed + 1) || (await hasEnded())) continue;
      await stop(worker);
      killed++;
      worker = await startWorker(world, syncId, night);
    }
  } finally {
    await stop(worker);
  }
  const seconds = round((performance.now() - startedAt) / 1_000, 1);
  const rows = await db.sql<{ class: string; field: string | null; aId: string | null; bId: string | null }[]>`
    select class, field, a_id as "aId", b_id as "bId" from reconciliation_finding where run_id = ${runId}`;
  const findings = rows.map((row) => shown([row.class, row.field, row.aId, row.bId])).toSorted();
  return { findings, seconds, cpuS: round(cpuMs / 1_000, 1), rssMb, idleRssMb, kills: killed };
}

async function startWorker({ databaseUrl, a, b }: TwoHubSpots, syncId: string, night: string): Promise<ChildProcess> {
  const address = ({ url, privateToken }: { url: string; privateToken: string }) => ({ url, privateToken });
  const argument = JSON.stringify({ databaseUrl, syncId, night, a: address(a), b: address(b) });
  const file = new URL('../chaos/reconciliation-worker.ts', import.meta.url).pathname;
  const worker = spawn(process.execPath, [file, argument], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(worker.stdout, 'data');
  return worker;
}

async function stop(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}
