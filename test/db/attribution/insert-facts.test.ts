import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertTouches, type NewTouch } from '#db/attribution/facts/insert-touches.ts';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

let database: TestDatabase;
let store: AttributionStore;
beforeAll(async () => {
  database = await createDatabase();
  store = openAttribution(database.url);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const touch = (id: string, externalId: string | null): NewTouch => ({
  ...{ id, externalId, scope: 'live', subjectKey: 'ab'.repeat(32), occurredAt: new Date('2026-03-01T09:30:00Z'), origin: 'platform' },
  ...{ digest: 'cd'.repeat(32), metadata: { page: 'pricing' }, partnerId: null, source: 'direct', campaign: null, isBot: false },
});

test('a list that is added again after a failure adds nothing, and is answered as the first time', async () => {
  const list = [touch('tch_1', null), touch('tch_2', 'two'), touch('tch_3', null)];
  const first = await insertTouches(store.sql, list.slice(0, 2));
  const again = await insertTouches(store.sql, list);
  expect(again.slice(0, 2).map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  expect(again.map(({ status }) => status)).toEqual(['created', 'created', 'created']);
  expect(await store.sql`select id from touch order by id`).toEqual([{ id: 'tch_1' }, { id: 'tch_2' }, { id: 'tch_3' }]);
});
