import { createHistogram } from 'node:perf_hooks';
import { pino } from 'pino';
import { createVendors, type Vendors } from '#apps/vendors/vendors.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { LeasedBudget } from '#connectors/leased-budget.ts';
import type { RecordWrite } from '#connectors/record.ts';
import { createConnection, getConnection } from '#db/connections/connection.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { createSecretBox, parseEncryptionKeys } from '#domain/secret-box.ts';
import { serve } from '#test/support/stack/helper-process.ts';
import type { BenchVendor, RunningVendor } from './vendor-fakes-process.ts';

/** What a process reads and writes, over and over. */
export interface CallPlan {
  object: string;
  field: string;
  /** Records of one batch. */
  batch: number;
  /** Batches under way at once, of each kind. */
  atOnce: number;
}

/** Milliseconds, of all checks of one process. */
export interface Checks {
  p50: number;
  p99: number;
  count: number;
}

/** In nanoseconds: how long a call needs to learn whether it may go now. */
const checks = createHistogram();
const acquire = LeasedBudget.prototype.acquire;
LeasedBudget.prototype.acquire = function timed(this: LeasedBudget, ...call) {
  const startedAt = process.hrtime.bigint();
  const granted = acquire.apply(this, call);
  checks.record(Math.max(1, Number(process.hrtime.bigint() - startedAt)));
  return granted;
};

const actor = { kind: 'system', id: 'bench' } as const;
let db: Database | undefined;
let vendors: Vendors | undefined;

const handlers = {
  /** A process with its own share of the vendor's limits. */
  start({
    databaseUrl,
    encryptionKeys,
    name,
    urls,
  }: {
    databaseUrl: string;
    encryptionKeys: string;
    name: string;
    urls: Record<string, string>;
  }) {
    db = openDatabase(databaseUrl, { max: 4, name });
    vendors = createVendors({
      ...{ db, urls, holder: name, version: 'bench', publicUrl: 'http://127.0.0.1', log: pino({ level: 'warn' }) },
      secretBox: createSecretBox(parseEncryptionKeys(encryptionKeys)),
      guard: createEgressGuard({}),
    });
  },

  async addConnection({ id, vendor }: { id: string; vendor: BenchVendor }): Promise<void> {
    if (db) await createConnection(db, { id, vendor, name: vendor, authMethod: 'token', status: 'active' }, actor);
  },

  /** Reads and writes at once until the time is over. Returns what failed, other than that no quota came before the end. */
  async work({ id, seconds, vendor, plan }: { id: string; seconds: number; vendor: RunningVendor; plan: CallPlan }): Promise<string[]> {
    if (!db || !vendors) throw new Error('start comes first');
    const row = await getConnection(db, id);
    const session = vendors.sessionOf(row, { lane: 'incremental', patienceMs: 30_000 }, vendor.tokens);
    const { objects } = vendors.connectorOf(row.vendor);
    const until = performance.now() + seconds * 1_000;
    // By then the code is compiled.
    setTimeout(() => checks.reset(), seconds * 250);
    const failures: string[] = [];
    let next = 0;
    const some = () => Array.from({ length: plan.batch }, () => vendor.ids[next++ % vendor.ids.length] ?? '');
    const repeat = async (act: () => Promise<unknown>) => {
      while (performance.now() < until) await act().catch((error: unknown) => failures.push(String(error)));
    };
    const read = () => objects.readMany(session, plan.object, some(), [plan.field]);
    const write = () => objects.writeBatch(session, plan.object, some().map(rename));
    const rename = (of: string): RecordWrite => ({
      key: `${process.pid}-${++next}`,
      operation: 'update',
      id: of,
      fields: { [plan.field]: `Record ${next}` },
    });
    await Promise.all(Array.from({ length: plan.atOnce }, () => [repeat(read), repeat(write)]).flat());
    return failures.filter((one) => !one.includes('waiting for quota'));
  },

  checks: (): Checks => ({ p50: checks.percentile(50) / 1e6, p99: checks.percentile(99) / 1e6, count: checks.count }),

  async stop(): Promise<void> {
    await vendors?.close();
    await db?.close();
  },
};
export type VendorCallsHandlers = typeof handlers;

serve(handlers);
