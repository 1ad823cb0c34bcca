import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { startPostgres } from '#apps/local/postgres/postgres.ts';
import { migrateAttribution } from '#db/attribution/migrate.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { migrate } from '#db/migrate.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newId } from '#domain/id.ts';
import { buildConsole, startChromium } from '#test/support/console.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { startHelper } from '#test/support/stack/helper-process.ts';
import { tester } from '#test/support/tester.ts';
import type { GatewayApiHandlers } from './gateway-api-process.ts';

/** PostgreSQL with deliveries of one partner, the API in a process of its own, and a Chromium. */
export interface ConsoleStack {
  db: Database;
  browser: Browser;
  origin: string;
  stop(): Promise<void>;
}

export async function startConsoleStack(stateDir: string, say: (line: string) => void): Promise<ConsoleStack> {
  buildConsole();
  const browser = await startChromium();
  const server = await startPostgres({ stateDir, port: await findFixedPort(), say });
  await server.ensureDatabase('causeway');
  const databaseUrl = server.urlOf('causeway');
  await migrate(databaseUrl);
  await migrateAttribution(databaseUrl);
  const db = openDatabase(databaseUrl, { max: 2, name: 'console-bench' });
  const api = await startHelper<GatewayApiHandlers>(new URL('./gateway-api-process.ts', import.meta.url));
  const port = await api.call('start', { databaseUrl, encryptionKeys: `bench:${randomBytes(32).toString('base64')}`, timed: false });
  return {
    ...{ db, browser, origin: `http://127.0.0.1:${port}` },
    async stop() {
      await browser.close();
      await api.stop();
      await db.close();
      await server.child.stop();
    },
  };
}

/** A partner with an endpoint and so many deliveries, of which one in a hundred is a dead letter. */
export async function fillDeliveries({ db }: ConsoleStack, deliveries: number): Promise<void> {
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'standard' }, tester);
  const endpointId = newId('ep');
  const eventId = newId('evt');
  await db.sql`
    insert into endpoint (id, partner_id, url, event_types, timeout_ms, max_concurrency)
    values (${endpointId}, ${partnerId}, 'https://partner.example/hook', '{}', 1000, 1)`;
  await db.sql`insert into event_type (name, description) values ('deal.approved', '')`;
  await db.sql`
    insert into event (id, type, schema_version, occurred_at, data) values (${eventId}, 'deal.approved', 1, now(), '{"n": 1}')`;
  // Ids of today, as of deliveries that were just accepted: their partition is there.
  await db.sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, created_at, ended_at)
    select ${newId('dlv').slice(0, 14)} || lpad(i::text, 16, '0'), ${eventId}, ${endpointId}, ${partnerId}, 'deal.approved',
      case when i % 100 = 0 then 'dead_lettered' else 'delivered' end, now(), now()
    from generate_series(1, ${deliveries}) i`;
  await db.sql`analyze delivery`;
}
