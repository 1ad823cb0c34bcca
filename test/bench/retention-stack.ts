import { startPostgres } from '#apps/local/postgres/postgres.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { createEndpoint } from '#db/delivery/endpoint.ts';
import { migrate } from '#db/migrate.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newId } from '#domain/id.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { tester } from '#test/support/tester.ts';

/** PostgreSQL with Causeway's schema, and a partner with an endpoint. */
export interface RetentionStack {
  db: Database;
  partnerId: string;
  stop(): Promise<void>;
}

export async function startRetentionStack(stateDir: string, say: (line: string) => void): Promise<RetentionStack> {
  const server = await startPostgres({ stateDir, port: await findFixedPort(), say });
  await server.ensureDatabase('causeway');
  const url = server.urlOf('causeway');
  await migrate(url);
  const db = openDatabase(url, { max: 4, name: 'retention-bench' });
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'standard' }, tester);
  const row = { id: newId('ep'), partnerId, url: 'https://hooks.example/', eventTypes: [], maxConcurrency: 1, timeoutMs: 1_000 };
  await createEndpoint(db, row, { id: newId('sec'), sealed: 'sealed' }, 1, tester);
  return {
    ...{ db, partnerId },
    async stop() {
      await db.close();
      await server.child.stop();
    },
  };
}

/** What a piece of work writes to the log of PostgreSQL, in bytes, and how long it takes. */
export async function withWal(db: Database, work: () => Promise<unknown>): Promise<{ walBytes: number; seconds: number }> {
  await db.sql`checkpoint`;
  const [from] = await db.sql<{ lsn: string }[]>`select pg_current_wal_lsn()::text as lsn`;
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  const [to] = await db.sql<{ bytes: number }[]>`select (pg_current_wal_lsn() - ${from?.lsn ?? ''}::pg_lsn)::float8 as bytes`;
  return { walBytes: to?.bytes ?? 0, seconds };
}
