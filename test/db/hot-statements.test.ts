import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { createEndpoint } from '#db/endpoint.ts';
import { insertEvents } from '#db/event-publish.ts';
import { recordAttempts } from '#db/outcome.ts';
import { createPartner } from '#db/partner.ts';
import { newId } from '#domain/id.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url, { max: 1 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

// A database that has no statistics yet: left alone, PostgreSQL reads its tables from end to end for as long.
test('accepting and recording read no table from end to end, however young it is', async () => {
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'sandbox' });
  const row = { id: newId('ep'), partnerId, url: 'https://hooks.example/', eventTypes: [], maxConcurrency: 1, timeoutMs: 1_000 };
  await createEndpoint(db, row, { id: newId('sec'), sealed: 'sealed' }, 1);
  for (let n = 0; n < 20; n++) {
    const event = { id: newId('evt'), type: 'a.b', schemaVersion: 1, occurredAt: new Date(), dataJson: '{}', partnerIds: [partnerId] };
    const [inserted] = await insertEvents(db.hot, [event], { holder: 'eng_1', fullEndpoints: [] });
    const [delivery] = inserted!.created!.pending;
    const result = { ok: true, statusCode: 200, latencyMs: 1, gone: false };
    const verdict = { status: 'delivered', because: 'delivered', nextAttemptAt: null, disableEndpoint: null } as const;
    const [recorded] = await recordAttempts(
      db.hot,
      [{ delivery: delivery!, startedAt: new Date(), result, verdict, workflowId: null }],
      'eng_1',
    );
    expect(recorded!.status).toBe('delivered');
  }
  // Counters of a session are its own until it reports them.
  await db.hot`select pg_stat_force_next_flush()`;
  const scans = await db.hot<{ table: string; scans: number }[]>`
    select relname as table, seq_scan::int as scans from pg_stat_user_tables where relname in ('event', 'delivery', 'attempt') order by 1`;
  expect(scans).toEqual(['attempt', 'delivery', 'event'].map((table) => ({ table, scans: 0 })));
});
