import { setTimeout as delay } from 'node:timers/promises';
import { type CallApi, createApiClient } from '#apps/local/api-client.ts';
import type { Child } from '#apps/local/processes/child-process.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { seedPlatform } from '#test/support/stack/seed.ts';
import { type Services, startServices } from '#test/support/stack/services.ts';

/** PostgreSQL and Temporal, which all measurements share. */
export interface SyncStack {
  services: Services;
  db: Database;
  key: string;
  stop(): Promise<void>;
}

export async function startSyncStack(stateDir: string, say: (line: string) => void): Promise<SyncStack> {
  const services = await startServices(stateDir, say);
  const db = openDatabase(services.databaseUrl, { max: 2, name: 'sync-bench' });
  const stop = async () => {
    await db.close();
    await services.stop();
  };
  try {
    return { services, db, key: await seedPlatform(services, []), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export interface TwoWorkers {
  call: CallApi;
  /** An engine, which is API and worker, and one more worker. */
  processes: readonly [Child, Child];
}

/** Two processes that work, connected to these vendors, as long as `act` takes. */
export async function withTwoWorkers<Result>(
  { services, key }: SyncStack,
  vendorUrls: Record<string, string>,
  act: (workers: TwoWorkers) => Promise<Result>,
): Promise<Result> {
  const [port, healthPort] = [await findFixedPort(), await findFixedPort()];
  const environment = environmentFor(vendorUrls);
  const engine = await startEngine(services, { role: 'engine', name: 'engine', port, until: 'ready', environment });
  try {
    const worker = await startEngine(services, { role: 'worker', name: 'worker', port: healthPort, until: 'ready', environment });
    try {
      return await act({ call: createApiClient(`http://127.0.0.1:${port}`, key), processes: [engine, worker] });
    } finally {
      await worker.stop();
    }
  } finally {
    await engine.stop();
  }
}

export const environmentFor = (vendorUrls: Record<string, string>) => ({ VENDOR_URLS: JSON.stringify(vendorUrls) });

/** Returns the id of what was made. */
export async function make(call: CallApi, path: string, body: object): Promise<string> {
  const made = await call('POST', path, body);
  return (made.body as { id: string }).id;
}

export const connect = (call: CallApi, vendor: string, token: string): Promise<string> =>
  make(call, '/connections', { vendor, name: `${vendor} ${Math.random()}`, credentials: { method: 'token', token } });

export interface EndedRun {
  state: string;
  reason: string | null;
  read: number;
  written: number;
  ms: number;
}

/** Waits until a sync has ended so many runs, besides those for webhooks. Returns the latest; throws if it did not complete. */
export async function endOfRun({ sql }: Database, syncId: string, count: number, maxMs: number): Promise<EndedRun> {
  for (const until = Date.now() + maxMs; Date.now() < until; await delay(20)) {
    const runs = await sql<EndedRun[]>`
      select state, reason, read, written, (extract(epoch from ended_at - started_at) * 1000)::float8 as ms
      from sync_run where sync_id = ${syncId} and kind <> 'hinted' and ended_at is not null order by id desc`;
    const [latest] = runs;
    if (latest && latest.state !== 'completed') throw new Error(`the run is ${latest.state}: ${latest.reason}`);
    if (latest && runs.length >= count) return latest;
  }
  throw new Error(`the sync did not end its run within ${maxMs / 1_000} s`);
}
