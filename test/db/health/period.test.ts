import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { countStates, endUnwatched, listPeriods, noteWatched, purgePeriods, readRecent, storeStates } from '#db/health/period.ts';
import type { HealthCode, HealthState } from '#domain/health/health.ts';
import type { Look } from '#domain/health/look.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(() => db.sql`truncate health_period, health_watch`.then(() => {}));

function look(id: string, state: HealthState, fields: { code?: HealthCode; since?: Date; n?: number; partnerId?: string } = {}): Look {
  const { code = 'healthy', since = null, n = null, partnerId = null } = fields;
  const verdict = { state, code, since, n, reason: `it is ${state}`, remedy: null, also: [] };
  return {
    ...{ kind: 'endpoint', id, name: id, partnerId, vendor: null, verdict, lastSuccessAt: null, lastError: null },
    ...{ freshness: null, failedRecords: 0, quota: null, nextRunAt: null },
  };
}
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const everything = { kinds: ['endpoint'], partnerIds: [], limit: 100 } as const;
const periods = () => listPeriods(db.sql, everything);
/** As if everything had happened so long before. */
const wait = (minutes: number) => db.sql`
  update health_period set began_at = began_at - ${minutes} * interval '1 min', ended_at = ended_at - ${minutes} * interval '1 min'`;

test('a state is one period, however often it is seen, with its latest count; a change ends it', async () => {
  await storeStates(db.sql, [look('ep_1', 'partial', { code: 'dead_letters', n: 1 })]);
  await storeStates(db.sql, [look('ep_1', 'partial', { code: 'dead_letters', n: 2 })]);
  expect(await periods()).toMatchObject([{ subjectId: 'ep_1', state: 'partial', n: 2, endedAt: null }]);
  await wait(10);
  await storeStates(db.sql, [look('ep_1', 'healthy')]);
  const [now, before] = await periods();
  expect([now, before]).toMatchObject([
    { state: 'healthy', endedAt: null },
    { state: 'partial', n: 2 },
  ]);
  expect(now?.beganAt).toEqual(before?.endedAt);
});

test('a change is dated by the time that is stored, if it lies after the last change', async () => {
  await storeStates(db.sql, [look('ep_1', 'healthy'), look('ep_2', 'healthy')]);
  await wait(60);
  const since = minutesAgo(10);
  await storeStates(db.sql, [
    look('ep_1', 'held', { code: 'breaker_open', since }),
    look('ep_2', 'held', { code: 'breaker_open', since: minutesAgo(600) }),
  ]);
  const all = await periods();
  expect(all.find(({ subjectId, state }) => subjectId === 'ep_1' && state === 'held')?.beganAt).toEqual(since);
  // An older one cannot be: it was seen healthy since.
  const [held, healthy] = all.filter(({ subjectId }) => subjectId === 'ep_2');
  expect(held?.beganAt).toEqual(healthy?.endedAt);
  expect(held?.beganAt.getTime()).toBeGreaterThanOrEqual(healthy?.beganAt.getTime() ?? Infinity);
});

test('at the same time as another look, nothing is stored twice', async () => {
  const looks = Array.from({ length: 50 }, (_, i) => look(`ep_${i}`, 'healthy'));
  await Promise.allSettled(Array.from({ length: 4 }, () => storeStates(db.sql, looks)));
  expect(await periods()).toHaveLength(50);
});

test('while nobody looks there is a gap, and it counts as unwatched', async () => {
  await storeStates(db.sql, [look('ep_1', 'healthy')]);
  await noteWatched(db.sql);
  await db.sql`update health_period set ended_at = null`;
  await wait(60);
  await db.sql`update health_watch set looked_at = looked_at - interval '30 min'`;
  await endUnwatched(db.sql);
  await storeStates(db.sql, [look('ep_1', 'healthy')]);
  const [now, before] = await periods();
  expect(now?.beganAt.getTime()).toBeGreaterThan((before?.endedAt?.getTime() ?? Infinity) + 29 * 60_000);
  const recent = (await readRecent(db.sql, { kind: 'endpoint', ids: ['ep_1'] })).get('ep_1');
  const watchedS = recent?.days.reduce((sum, day) => sum + day.watchedS, 0) ?? 0;
  expect(Math.round(watchedS / 60)).toBe(30);
  expect(recent?.present).toMatchObject({ state: 'healthy', code: 'healthy' });
});

test('what is gone has no present state', async () => {
  await storeStates(db.sql, [look('ep_gone', 'healthy')]);
  expect((await countStates(db.sql, { kinds: ['endpoint'], partnerIds: [] })).counts).toEqual({ healthy: 1 });
  await noteWatched(db.sql);
  expect(await countStates(db.sql, { kinds: ['endpoint'], partnerIds: [] })).toMatchObject({ counts: {}, lookedAt: expect.any(Date) });
});

test('a partner has the days of all its endpoints, and its history is its own', async () => {
  const partnerId = 'ptn_1';
  await storeStates(db.sql, [
    look('ep_1', 'healthy', { partnerId }),
    look('ep_2', 'held', { code: 'breaker_open', partnerId }),
    look('ep_3', 'action_required', { code: 'endpoint_disabled', partnerId: 'ptn_2' }),
  ]);
  await wait(60);
  const days = (await readRecent(db.sql, { kind: 'partner', ids: [partnerId] })).get(partnerId)?.days ?? [];
  expect(days.map(({ worst }) => worst)).toEqual(days.map(() => 'held'));
  expect(Math.round(days.reduce((sum, { watchedS }) => sum + watchedS, 0) / 60)).toBe(120);
  expect(Math.round(days.reduce((sum, { wellS }) => sum + wellS, 0) / 60)).toBe(60);
  const own = await listPeriods(db.sql, { ...everything, partnerIds: [partnerId] });
  expect(own.map(({ subjectId }) => subjectId).toSorted()).toEqual(['ep_1', 'ep_2']);
});

test('what ended long ago is deleted, a part at a time', async () => {
  for (const state of ['healthy', 'held', 'healthy', 'held'] as const) {
    await wait(60);
    await storeStates(db.sql, [look('ep_1', state, { code: state === 'held' ? 'breaker_open' : 'healthy' })]);
  }
  await wait(15 * 24 * 60);
  expect(await purgePeriods(db.sql, 14, 2)).toBe(2);
  expect(await purgePeriods(db.sql, 14, 2)).toBe(1);
  expect(await periods()).toMatchObject([{ state: 'held', endedAt: null }]);
});
