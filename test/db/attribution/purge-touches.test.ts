import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { factPurges, listOverdue } from '#db/erasure/retention.ts';
import { daysAgo } from '#domain/days.ts';
import { idTime } from '#domain/id-range.ts';
import { Settings } from '#domain/settings.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

let database: TestDatabase;
let db: Database;
let store: AttributionStore;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  store = openAttribution(database.url);
});
afterAll(async () => {
  await store.close();
  await db.close();
  await database.drop();
});

const settings = Settings.parse({ attribution: { retention_days: { utm: 100, link: 400 } } });

async function touch(source: string, days: number): Promise<string> {
  const at = daysAgo(days);
  const id = `tch_${idTime(at.getTime())}${source.padEnd(16, '0')}`;
  const place = `${source} ${days}`;
  await store.sql`
    insert into touch (id, scope, subject_id, occurred_at, origin, digest, source, campaign, recorded_at)
    values (${id}, 'live', 1, ${daysAgo(5_000)}, 'platform', '', ${source}, ${place}, ${at})`;
  return place;
}

test('touches are kept as long as their source says, after they were recorded', async () => {
  await touch('utm', 101);
  const stay = [await touch('utm', 99), await touch('link', 300), await touch('manual', 1_000)];
  await touch('link', 401);
  await touch('manual', 1_100);
  expect((await listOverdue(db.sql, settings, 0, store.sql)).map(({ name }) => name)).toEqual([
    'touch (utm)',
    'touch (link)',
    'touch (manual)',
  ]);
  let deleted = 0;
  for (const { days, purge } of factPurges(settings, store.sql)) for await (const count of purge(db.sql, daysAgo(days))) deleted += count;
  expect(deleted).toBe(3);
  const left = await store.sql<{ campaign: string }[]>`select campaign from touch order by campaign`;
  expect(left.map(({ campaign }) => campaign)).toEqual(stay.toSorted());
  expect(await listOverdue(db.sql, settings, 0, store.sql)).toEqual([]);
});
