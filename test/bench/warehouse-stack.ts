import { type Database, openDatabase } from '#db/database.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { seedPlatform } from '#test/support/stack/seed.ts';
import { startServices } from '#test/support/stack/services.ts';

/** PostgreSQL, Temporal and one engine. */
export interface WarehouseStack {
  db: Database;
  url: string;
  platformKey: string;
  enginePid: number;
  stop(): Promise<void>;
}

export async function startWarehouseStack(stateDir: string, say: (line: string) => void): Promise<WarehouseStack> {
  const steps: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of steps.splice(0).toReversed()) await step();
  };
  try {
    const services = await startServices(stateDir, say);
    steps.push(() => services.stop());
    const platformKey = await seedPlatform(services, []);
    const db = openDatabase(services.databaseUrl, { max: 2, name: 'warehouse-bench' });
    steps.push(() => db.close());
    const port = await findFixedPort();
    const engine = await startEngine(services, { role: 'engine', name: 'engine', port, until: 'ready' });
    steps.push(() => engine.stop());
    return { db, platformKey, stop, url: `http://127.0.0.1:${port}`, enginePid: engine.pid };
  } catch (error) {
    await stop();
    throw error;
  }
}
