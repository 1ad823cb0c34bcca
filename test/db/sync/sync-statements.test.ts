import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { listWrites } from '#db/sync/failed-write.ts';
import { endSettledConflicts, openConflicts } from '#db/sync/sync-conflict.ts';
import { addAgreed, findCandidates, findLinks } from '#db/sync/sync-link.ts';
import { endPending, findRecords, hasPending, lockPending, type Place, storeRecords, storeWritten } from '#db/sync/sync-record.ts';
import { claimWrites, countDue, enterWrites, renewClaims, supersedeWrites } from '#db/sync/sync-write.ts';
import { createSync } from '#db/sync/sync.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

const RECORDS = 300_000;
/** A page of two hundred records has at most this many rows of one table, with their keys and candidates. */
const MOST_ROWS = 3_000;

let database: TestDatabase;
let db: Database;
let place: Place;

async function createPlace(on: Database): Promise<Place> {
  const mapping = Mapping.parse({
    objects: [
      {
        ...{ name: 'account', a: 'A', b: 'B', creates: [], links: [{ how: 'domain', a: 'd', b: 'd' }] },
        fields: [{ a: 'n', b: 'n', type: 'text', direction: 'both', owner: 'none' }],
      },
    ],
  });
  const wanted = {
    name: 'large',
    aConnectionId: 'a',
    bConnectionId: 'b',
    mapping,
    intervalSeconds: 300,
    maxDeletePercent: 5,
    maxChangePercent: 30,
  };
  return { syncId: (await createSync(on, wanted, tester)).id, object: 'account' };
}

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  place = await createPlace(db);
  await db.sql.begin(async (tx) => {
    // The time limits of the pool are for requests.
    await tx`set local statement_timeout = 0`;
    await tx`
      insert into sync_record (sync_id, object, side, record_id, version, "values", keys, is_pending)
      select ${place.syncId}, 'account', case when n % 2 = 0 then 'a' else 'b' end, 'r' || n, '1:v', '{"n=n": "x"}', '{}', n > ${RECORDS} - 500
      from generate_series(1, ${RECORDS}::int) n`;
    await tx`
      insert into sync_link (id, sync_id, object, a_id, b_id, how, agreed)
      select 'l' || n, ${place.syncId}, 'account', 'r' || 2 * n, 'r' || 2 * n - 1, 'domain', '{"n=n": "x"}'
      from generate_series(1, ${RECORDS / 2}::int) n`;
    await tx`
      insert into sync_write (id, sync_id, object, side, target, operation, "values", desired_hash, base_hash, state, ended_at)
      select 'w' || n, ${place.syncId}, 'account', 'a', 'r' || n, 'update', '{}', 'h', 'b', 'acked', now()
      from generate_series(1, ${RECORDS / 2}::int) n`;
    await tx`
      insert into sync_record_key (sync_id, object, side, record_id, key)
      select ${place.syncId}, 'account', case when n % 2 = 0 then 'a' else 'b' end, 'r' || n, '0:' || n / 2
      from generate_series(1, 300000) n`;
  });
  await db.sql`analyze`;
}, 300_000);
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** How many rows of each table of syncs were read so far, and how often one was read as a whole. */
async function readSoFar({ sql }: Database) {
  await sql`select pg_stat_force_next_flush()`;
  const [row] = await sql<{ scans: number; rows: number }[]>`
    select sum(seq_scan)::int as scans, sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows
    from pg_stat_user_tables where relname like 'sync%' and relname <> 'sync'`;
  return row ?? { scans: 0, rows: 0 };
}

const ids = Array.from({ length: 200 }, (_, n) => `r${(n + 1) * 2}`);
const page = ids.map((recordId) => ({
  ...{
    recordId,
    version: '1:w',
    modifiedAt: null,
    state: 'live' as const,
    mergedInto: null,
    values: { 'n=n': 'y' },
    faults: [],
    keys: [`0:${recordId}`],
  },
}));
const write = (target: string) => ({
  ...{ side: 'a' as const, target, operation: 'update' as const, linkId: null, values: { 'n=n': 'y' } },
  ...{ desiredHash: 'h2', baseHash: 'b', failure: null },
});
const conflicts = ids.slice(0, 50).map((_, n) => ({ linkId: `l${n + 1}`, field: 'n=n', aValue: 'x', bValue: 'y' }));

test.each<[string, () => PromiseLike<unknown>]>([
  ['storing a page', () => db.sql.begin(async (tx) => storeRecords(tx, place, 'a', page))],
  ['finding what is pending', () => db.sql.begin(async (tx) => lockPending(tx, place, { limit: 200 }))],
  ['reading records', () => db.sql.begin(async (tx) => findRecords(tx, place, 'a', ids))],
  ['reading links of A', () => db.sql.begin(async (tx) => findLinks(tx, place, 'a', ids))],
  ['reading links of B', () => db.sql.begin(async (tx) => findLinks(tx, place, 'b', ids))],
  [
    'finding candidates',
    () =>
      db.sql.begin(async (tx) =>
        findCandidates(
          tx,
          place,
          ids.map((_, n) => `0:${n}`),
        ),
      ),
  ],
  [
    'storing what is agreed',
    () =>
      db.sql.begin(async (tx) =>
        addAgreed(
          tx,
          ids.map((_, n) => ({ id: `l${n + 1}`, values: { 'n=n': 'z' } })),
        ),
      ),
  ],
  ['entering writes', () => db.sql.begin(async (tx) => enterWrites(tx, place, ids.map(write)))],
  ['superseding writes', () => db.sql.begin(async (tx) => supersedeWrites(tx, place, 'a', 'existing', ids.slice(0, 100)))],
  ['claiming writes', () => claimWrites(db.sql, place, 'a', { owner: 'me', limit: 200, withDeletes: true, withUpdates: true })],
  ['renewing claims', () => renewClaims(db.sql, 'me', ['w1', 'w2'])],
  ['counting what is due', () => countDue(db.sql, place.syncId)],
  ['listing failed writes', () => listWrites(db, place.syncId, { states: ['failed'], limit: 50 })],
  ['opening conflicts', () => db.sql.begin(async (tx) => openConflicts(tx, place, conflicts))],
  [
    'ending conflicts',
    () =>
      db.sql.begin(async (tx) =>
        endSettledConflicts(
          tx,
          conflicts.map(({ linkId }) => linkId),
          [],
        ),
      ),
  ],
  [
    'storing what was written',
    () =>
      db.sql.begin(async (tx) =>
        storeWritten(
          tx,
          place,
          'a',
          ids.map((recordId) => ({ recordId, values: { 'n=n': 'z' } })),
        ),
      ),
  ],
  ['ending what is pending', () => db.sql.begin(async (tx) => endPending(tx, place, 'a', ids))],
])('%s reads a page, not a million records', async (_, run) => {
  const before = await readSoFar(db);
  await run();
  const after = await readSoFar(db);
  expect(after.rows - before.rows).toBeLessThan(MOST_ROWS);
});

test('a first run reads a page for a page, before there are statistics and while they are out of date', async () => {
  const fresh = await createDatabase();
  // One connection, whose counts are exact.
  const own = openDatabase(fresh.url, { max: 1, name: 'fresh' });
  onTestFinished(async () => {
    await own.close();
    await fresh.drop();
  });
  await own.sql`alter table sync_record set (autovacuum_enabled = off)`;
  await own.sql`alter table sync_record_key set (autovacuum_enabled = off)`;
  const first = await createPlace(own);
  const records = (from: number) => page.map((record, n) => ({ ...record, recordId: `r${from + n}`, keys: [`0:${from + n}`] }));
  for (let from = 0; from < 10_000; from += page.length) await own.sql.begin(async (tx) => storeRecords(tx, first, 'a', records(from)));
  const rowsOf = async (act: () => PromiseLike<unknown>) => {
    const before = await readSoFar(own);
    await act();
    return (await readSoFar(own)).rows - before.rows;
  };
  expect(await rowsOf(() => own.sql.begin(async (tx) => storeRecords(tx, first, 'a', records(10_000))))).toBeLessThan(MOST_ROWS);
  await own.sql`analyze`;
  await own.sql`update sync_record set is_pending = false`;
  expect(await rowsOf(() => hasPending(own.sql, first.syncId))).toBeLessThan(MOST_ROWS);
  expect(await hasPending(own.sql, first.syncId)).toBe(false);
});
