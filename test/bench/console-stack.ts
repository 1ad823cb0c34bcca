import type { Browser } from 'playwright-core';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newId } from '#domain/id.ts';
import { buildConsole, startChromium } from '#test/support/console.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { startServices } from '#test/support/stack/services.ts';
import { tester } from '#test/support/tester.ts';

/** PostgreSQL, Temporal, an engine, and a Chromium. */
export interface ConsoleStack {
  db: Database;
  attribution: AttributionStore;
  browser: Browser;
  origin: string;
  stop(): Promise<void>;
}

export async function startConsoleStack(stateDir: string, say: (line: string) => void): Promise<ConsoleStack> {
  buildConsole();
  const steps: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of steps.splice(0).toReversed()) await step();
  };
  try {
    const browser = await startChromium();
    steps.push(() => browser.close());
    const services = await startServices(stateDir, say);
    steps.push(() => services.stop());
    const db = openDatabase(services.databaseUrl, { max: 2, name: 'console-bench' });
    steps.push(() => db.close());
    const attribution = openAttribution(services.databaseUrl);
    steps.push(() => attribution.close());
    const port = await findFixedPort();
    const engine = await startEngine(services, { role: 'engine', name: 'engine', port, until: 'ready' });
    steps.push(() => engine.stop());
    return { db, attribution, browser, origin: `http://127.0.0.1:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A partner with an endpoint and so many deliveries, of which one in a hundred is a dead letter. */
export async function fillDeliveries({ db }: ConsoleStack, deliveries: number): Promise<void> {
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'standard' }, tester);
  const endpointId = newId('ep');
  const eventId = newId('evt');
  await db.sql`
    insert into endpoint (id, partner_id, url, event_types, timeout_ms, max_concurrency)
    values (${endpointId}, ${partnerId}, 'https://partner.example/hook', '{}', 1000, 1)`;
  await db.sql`insert into event_type (name, description) values ('deal.approved', '') on conflict do nothing`;
  await db.sql`
    insert into event (id, type, schema_version, occurred_at, data) values (${eventId}, 'deal.approved', 1, now(), '{"n": 1}')`;
  // Ids of today, as of deliveries that were just accepted: their partition is there.
  await db.sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, workflow_id, created_at, ended_at)
    select ${newId('dlv').slice(0, 14)} || lpad(i::text, 16, '0'), ${eventId}, ${endpointId}, ${partnerId}, 'deal.approved',
      case when i % 100 = 0 then 'dead_lettered' else 'delivered' end, 'w', now(), now()
    from generate_series(1, ${deliveries}) i`;
  await db.sql`analyze delivery`;
}
