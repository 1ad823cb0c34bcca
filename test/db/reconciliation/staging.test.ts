import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import {
  createStaging,
  dropAbandonedStaging,
  dropStaging,
  findStagedParts,
  isStaged,
  stagePage,
  stageParts,
  stagingTable,
} from '#db/reconciliation/staging.ts';
import type { ReadRecord } from '#db/sync/sync-record.ts';
import { createSync } from '#db/sync/sync.ts';
import { newId } from '#domain/id.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import type { SyncValues } from '#domain/sync/translate.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

let database: TestDatabase;
let db: Database;
let syncId: string;

const mapping = Mapping.parse({
  objects: [
    {
      ...{ name: 'account', a: 'A', b: 'B', creates: [], links: [{ how: 'domain', a: 'd', b: 'd' }] },
      fields: [
        { a: 'n', b: 'n', type: 'text', direction: 'both', owner: 'none' },
        { a: 'o', b: 'o', type: 'text', direction: 'a_to_b', owner: 'a', once: true },
      ],
    },
  ],
});
const [map] = mapping.objects;
if (map === undefined) throw new Error('no object');

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  const sides = { name: 'test', aConnectionId: 'a', bConnectionId: 'b', mapping };
  syncId = (await createSync(db, { ...sides, intervalSeconds: 300, maxDeletePercent: 5, maxChangePercent: 30 }, tester)).id;
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function begin(): Promise<string> {
  await db.sql`update reconciliation_run set state = 'completed'`;
  const id = newId('rcn');
  await db.sql`insert into reconciliation_run (id, sync_id, night, trigger) values (${id}, ${syncId}, '2026-11-29', 'request')`;
  await createStaging(db.sql, id);
  return id;
}

const record = (recordId: string, name: string, rest: Partial<ReadRecord> = {}): ReadRecord => ({
  ...{ recordId, version: '1:1', modifiedAt: '2026-11-29T01:00:00Z', state: 'live', mergedInto: null },
  ...{ values: { 'n=n': name, 'o=o': 'once' }, faults: [], keys: ['0:x.example'] },
  ...rest,
});

const stage = (runId: string, side: 'a' | 'b', ...records: ReadRecord[]) =>
  db.sql.begin((tx) => stagePage(tx, { runId, syncId, map, side }, records));

interface StagedRow {
  recordId: string;
  linkId: string | null;
  bucket: number | null;
  hash: string[];
  values: SyncValues;
  faults: ReadRecord['faults'];
  keys: string;
}

const staged = (runId: string, side: 'a' | 'b') =>
  db.sql<StagedRow[]>`
    select r.record_id as "recordId", r.link_id as "linkId", r.bucket, array[r.hash_high, r.hash_low]::text[] as hash, v."values", v.faults,
      array_to_string(v.keys, '|') as keys
    from ${db.sql(stagingTable(runId, 'records'))} r join ${db.sql(stagingTable(runId, 'values'))} v using (position)
    where r.side = ${side} order by position`;

test('what is read is staged as it is, letters that COPY treats as its own included, and the links are known', async () => {
  const runId = await begin();
  await db.sql`insert into sync_link (id, sync_id, object, a_id, b_id, how) values ('lnk_1', ${syncId}, 'account', 'a\\t1', 'b1', 'domain')`;
  const name = 'tab\t, line\nend\r, \\N, \\., "quoted", {braces}, 名前, 😀';
  await stage(runId, 'a', record('a\\t1', name, { keys: ['0:quo"ted', '1:com,ma', '2:back\\slash'] }), record('a2', 'alone'));
  await stage(runId, 'b', record('b1', name));
  const [linked, alone] = await staged(runId, 'a');
  const [counterpart] = await staged(runId, 'b');
  expect(linked).toMatchObject({ recordId: 'a\\t1', linkId: 'lnk_1', values: { 'n=n': name }, keys: '0:quo"ted|1:com,ma|2:back\\slash' });
  expect(linked?.values).not.toHaveProperty('o=o');
  expect(alone).toMatchObject({ recordId: 'a2', linkId: null, bucket: null, hash: [null, null] });
  expect(counterpart?.['bucket']).toBe(linked?.['bucket']);
  // Both sides add up to 0.
  expect(counterpart?.hash.map(Number)).toEqual(linked?.hash.map((half) => -Number(half)));
});

test('the hash of a record differs with a value, with a fault, and for another link', async () => {
  const runId = await begin();
  await db.sql`
    insert into sync_link (id, sync_id, object, a_id, b_id, how)
    select 'lnk_h' || n, ${syncId}, 'account', 'h' || n, 'h' || n, 'domain' from generate_series(1, 4) n`;
  const fault = { field: 'n', reason: 'not_mapped', message: 'no such value' };
  await stage(runId, 'a', record('h1', 'same'), record('h2', 'same'), record('h3', 'other'), record('h4', 'same', { faults: [fault] }));
  await stage(runId, 'b', record('h3', 'same'), record('h4', 'same'));
  const hashes = [...(await staged(runId, 'a')), ...(await staged(runId, 'b'))].map(({ hash }) =>
    hash.map((half) => Math.abs(Number(half))).join(),
  );
  expect(new Set(hashes).size).toBe(6);
});

test('a record that is too large is staged without its values, and says so', async () => {
  const runId = await begin();
  await stage(runId, 'a', record('huge', 'x'.repeat(1_100_000)), record('small', 'x'));
  const [huge, small] = await staged(runId, 'a');
  expect(huge).toMatchObject({ recordId: 'huge', values: {}, faults: [{ reason: 'too_long' }] });
  expect(small).toMatchObject({ values: { 'n=n': 'x' }, faults: [] });
});

test('a page is staged with the transaction that reads it, or not at all', async () => {
  const runId = await begin();
  const failed = db.sql.begin(async (tx) => {
    await stagePage(tx, { runId, syncId, map, side: 'a' }, [record('a1', 'x')]);
    await stageParts(tx, runId, 'subscription', [{ recordId: 's1', parentId: 'b1', fields: { status: 'active' } }]);
    throw new Error('stop');
  });
  await expect(failed).rejects.toThrow('stop');
  expect(await staged(runId, 'a')).toEqual([]);
  expect(await findStagedParts(db.sql, runId, 'subscription', ['b1'])).toEqual([]);
});

test('of a subscription that comes twice, the later one counts', async () => {
  const runId = await begin();
  const part = { recordId: 's1', parentId: 'b1' };
  for (const status of ['active', 'canceled']) {
    await db.sql.begin((tx) => stageParts(tx, runId, 'subscription', [{ ...part, fields: { status } }]));
  }
  expect(await findStagedParts(db.sql, runId, 'subscription', ['b1', 'b2'])).toEqual([{ ...part, fields: { status: 'canceled' } }]);
});

test('what a crash of PostgreSQL empties is noticed, and what was found in it is forgotten', async () => {
  const runId = await begin();
  await stage(runId, 'a', record('a1', 'x'));
  await db.sql`
    insert into reconciliation_finding (id, run_id, object, class, message, remedy, fingerprint, values_hash)
    values ('fnd_1', ${runId}, 'account', 'stale', 'm', 'r', 'f', 'v')`;
  expect(await isStaged(db.sql, runId)).toBe(true);
  const relations = await db.sql<{ persistence: string }[]>`
    select c.relpersistence as persistence from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'staging' and c.relkind = 'r'`;
  expect(new Set(relations.map(({ persistence }) => persistence))).toEqual(new Set(['u']));
  // A crash leaves unlogged tables as this does.
  await db.sql`truncate staging.marker`;
  expect(await isStaged(db.sql, runId)).toBe(false);
  await createStaging(db.sql, runId);
  expect(await isStaged(db.sql, runId)).toBe(true);
  expect(await staged(runId, 'a')).toEqual([]);
  expect(await db.sql`select from reconciliation_finding where run_id = ${runId}`).toHaveLength(0);
});

test('the tables of a run go with it, and those that nobody dropped are found', async () => {
  const [first, second] = [await begin(), await begin()];
  await dropStaging(db.sql, second);
  expect(await isStaged(db.sql, second)).toBe(false);
  await createStaging(db.sql, second);
  expect(await dropAbandonedStaging(db.sql)).toContain(first);
  expect(await db.sql`select tablename from pg_tables where schemaname = 'staging' and tablename like ${`${second}%`}`).toHaveLength(6);
  expect(await dropAbandonedStaging(db.sql)).toEqual([]);
});
