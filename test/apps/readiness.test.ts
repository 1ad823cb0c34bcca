import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createReadiness } from '#apps/readiness.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { type Database, openDatabase, type Sql } from '#db/database.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
});
afterEach(async () => {
  vi.useRealTimers();
  await db.close();
  await database.drop();
});

/** Readiness whose Temporal check does what the test says, and what it logs. */
function readinessWith(check: () => Promise<void>, sql = db.hot, attribution?: Sql) {
  const logged: object[] = [];
  const told: object[] = [];
  const note = (entry: object) => void logged.push(entry);
  return {
    readiness: createReadiness({
      sql,
      link: { check },
      parts: [],
      ...(attribution && { attribution }),
      encryptionKeys: { check: () => ({ name: 'encryption_keys', ok: true, required: false, detail: 'all known' }) },
      log: { warn: note, info: note },
      notify: async (type, data) => void told.push({ type, ...data }),
    }),
    logged,
    told,
  };
}

test('all who ask at the same time, or within a second, share one round of checks', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  let asked = 0;
  const { readiness } = readinessWith(async () => void asked++);
  const all = await Promise.all(Array.from({ length: 20 }, readiness));
  expect(new Set(all).size).toBe(1);
  vi.advanceTimersByTime(900);
  await readiness();
  expect(asked).toBe(1);
  vi.advanceTimersByTime(200);
  await readiness();
  expect(asked).toBe(2);
});

test('a check that does not respond fails after a second, and its question is not asked again while it is open', async () => {
  let asked = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const { readiness } = readinessWith(() => (asked++, promise));
  const temporal = async () => (await readiness()).find(({ name }) => name === 'temporal');
  const late = { name: 'temporal', ok: false, required: false, detail: 'no response within 1000 ms' };
  expect(await temporal()).toEqual(late);
  await expect.poll(readiness, { timeout: 10_000 }).not.toBe(await readiness());
  expect(asked).toBe(1);
  resolve();
  await expect.poll(temporal, { timeout: 5_000 }).toMatchObject({ ok: true });
});

test('an attribution store that is missing or away is told, and required by nothing', async () => {
  const store = openAttribution(database.url);
  const away = openAttribution('postgres://somebody:hunter2@127.0.0.1:1/nowhere');
  const checkOf = async (sql: Sql) =>
    (await readinessWith(async () => {}, db.hot, sql).readiness()).find(({ name }) => name === 'attribution');
  expect(await checkOf(store.sql)).toMatchObject({ ok: true, required: false });
  expect(await checkOf(away.sql)).toMatchObject({ ok: false, required: false, detail: expect.not.stringContaining('127.0.0.1') });
  // Where there is no such schema, as after a move.
  expect(await checkOf(db.sql)).toMatchObject({ ok: false, detail: expect.stringContaining('ATTRIBUTION_DATABASE_URL') });
  await Promise.all([store.close(), away.close()]);
});

test('the reason of a failure is in the log, once, and its address in no detail', async () => {
  const away = openDatabase('postgres://somebody:hunter2@127.0.0.1:1/nowhere');
  const { readiness, logged } = readinessWith(async () => {
    throw new Error('Temporal at temporal.internal:7233 is unreachable');
  }, away.hot);
  const first = await readiness();
  expect(first.map(({ name, ok }) => [name, ok])).toEqual([
    ['postgres', false],
    ['migrations', false],
    ['temporal', false],
    ['encryption_keys', true],
  ]);
  expect(JSON.stringify(first)).not.toMatch(/127\.0\.0\.1|temporal\.internal|7233|hunter2|somebody|nowhere/);
  await expect.poll(readiness, { timeout: 10_000 }).not.toBe(first);
  expect(logged).toHaveLength(3);
  expect(logged).toContainEqual({ check: 'temporal', err: new Error('Temporal at temporal.internal:7233 is unreachable') });
  await away.close();
});

test('a check that fails for five seconds is told once, with its reason, and so is its end', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'Date'] });
  let problem: Error | null = new Error('Temporal at temporal.internal:7233 is unreachable');
  const { readiness, told } = readinessWith(async () => {
    if (problem) throw problem;
  });
  const askAfter = async (seconds: number) => {
    vi.advanceTimersByTime(seconds * 1_000);
    await readiness();
  };
  await askAfter(0);
  await askAfter(3);
  expect(told).toEqual([]);
  for (const seconds of [3, 10, 10]) await askAfter(seconds);
  const about = { check: 'temporal', instance: expect.stringMatching(/.+\/\d+$/), reason: expect.any(String) };
  expect(told).toEqual([{ type: 'causeway.readiness.failed', ...about, required: false }]);
  problem = null;
  for (const seconds of [10, 10]) await askAfter(seconds);
  expect(told.slice(1)).toEqual([{ type: 'causeway.readiness.recovered', ...about, failing_since: expect.any(String) }]);
  problem = new Error('a short one');
  await askAfter(10);
  problem = null;
  await askAfter(2);
  expect(told).toHaveLength(2);
});
