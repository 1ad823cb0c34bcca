import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { createEndpoint } from '#db/delivery/endpoint.ts';
import { insertEvents } from '#db/delivery/event-publish.ts';
import { recordAttempts } from '#db/delivery/outcome.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newId } from '#domain/id.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

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

// Left alone, PostgreSQL plans the accepting statement anew each time, which costs it more than running it.
test('accepting and recording are planned once a connection', async () => {
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'sandbox' }, tester);
  const row = { id: newId('ep'), partnerId, url: 'https://hooks.example/', eventTypes: [], maxConcurrency: 1, timeoutMs: 1_000 };
  await createEndpoint(db, row, { id: newId('sec'), sealed: 'sealed' }, 1, tester);
  for (let n = 0; n < 20; n++) {
    const event = { id: newId('evt'), type: 'a.b', schemaVersion: 1, occurredAt: new Date(), dataJson: '{}', partnerIds: [partnerId] };
    const [inserted] = await insertEvents(db.hot, [event], { owner: 'eng_1', fullEndpoints: [] });
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
  const plans = await db.hot<{ custom: number; generic: number }[]>`
    select sum(custom_plans)::int as custom, sum(generic_plans)::int as generic from pg_prepared_statements where statement ~ '^\\s*with input as'`;
  expect(plans).toEqual([{ custom: 0, generic: 2 * 20 }]);
});
