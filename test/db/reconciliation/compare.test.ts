import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { type ComparedObject, compareStaged } from '#db/reconciliation/compare.ts';
import { createStaging, stagePage, stagingOf } from '#db/reconciliation/staging.ts';
import type { ReadRecord } from '#db/sync/sync-record.ts';
import { createSync } from '#db/sync/sync.ts';
import { newId } from '#domain/id.ts';
import { Mapping, type Side } from '#domain/sync/mapping.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { tester } from '#test/support/tester.ts';

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

const mappingThatCreates = (creates: Side[]) =>
  Mapping.parse({
    objects: [
      {
        ...{ name: 'account', a: 'A', b: 'B', creates, links: [{ how: 'domain', a: 'd', b: 'd' }] },
        fields: ['x', 'y'].map((name) => ({ a: name, b: name, type: 'text', direction: 'both', owner: 'none' })),
      },
    ],
  });

interface Row {
  id: string;
  values?: Record<string, string | null>;
  faults?: ReadRecord['faults'];
  keys?: string[];
}
interface Listings {
  /** Ids of A and B. */
  links?: [string, string][];
  a?: Row[];
  b?: Row[];
  creates?: Side[];
  isWhole?: Record<Side, boolean>;
}

const recordOf = ({ id, values = {}, faults = [], keys = [] }: Row): ReadRecord => ({
  ...{ recordId: id, version: '1', modifiedAt: null, state: 'live', mergedInto: null, faults, keys },
  values: { 'x=x': 'same', 'y=y': null, ...values },
});

/** Compares two listings. Tells the candidates as `a/b`, with `:` and who has a common key. */
async function compare({ links = [], a = [], b = [], creates = ['a', 'b'], isWhole = { a: true, b: true } }: Listings) {
  const mapping = mappingThatCreates(creates);
  const [map] = mapping.objects;
  if (map === undefined) throw new Error('no object');
  const sides = { name: 'test', aConnectionId: newId('con'), bConnectionId: newId('con'), mapping };
  const { id: syncId } = await createSync(db, { ...sides, intervalSeconds: 300, maxDeletePercent: 5, maxChangePercent: 30 }, tester);
  const runId = newId('rcn');
  await db.sql`insert into reconciliation_run (id, sync_id, night, trigger) values (${runId}, ${syncId}, '2026-11-29', 'request')`;
  await createStaging(db.sql, runId);
  for (const [aId, bId] of links) {
    await db.sql`
      insert into sync_link (id, sync_id, object, a_id, b_id, how) values (${newId('lnk')}, ${syncId}, 'account', ${aId}, ${bId}, 'domain')`;
  }
  for (const [side, rows] of [
    ['a', a],
    ['b', b],
  ] as const) {
    const isFirst = (row: Row, at: number) => rows.findIndex(({ id }) => id === row.id) === at;
    const pages = [rows.filter(isFirst), rows.filter((row, at) => !isFirst(row, at))];
    for (const page of pages) await db.sql.begin((tx) => stagePage(tx, { runId, syncId, map, side }, page.map(recordOf)));
  }
  const again = async (): Promise<ComparedObject & { candidates: string[] }> => {
    const compared = await compareStaged(db.sql, { runId, syncId, map, isWhole });
    const rows = await db.sql<{ shown: string }[]>`
      select coalesce(l.a_id, c.a_id, '') || '/' || coalesce(l.b_id, c.b_id, '')
        || case when a_namesakes <> '{}' or b_namesakes <> '{}' then ':' || array_to_string(a_namesakes, ',') || '/' || array_to_string(b_namesakes, ',')
          else '' end as shown
      from ${stagingOf(db.sql, runId).candidates} c left join sync_link l on l.id = c.link_id order by 1`;
    return { ...compared, candidates: rows.map(({ shown }) => shown) };
  };
  return { ...(await again()), again, syncId };
}

test('linked records that are the same are no candidates, however many there are', async () => {
  const ids = Array.from({ length: 300 }, (_, n) => String(n));
  const { candidates, links } = await compare({
    links: ids.map((id) => [`a${id}`, `b${id}`]),
    a: ids.map((id) => ({ id: `a${id}`, values: { 'x=x': id } })),
    b: ids.map((id) => ({ id: `b${id}`, values: { 'x=x': id } })),
  });
  expect([candidates, links]).toEqual([[], 300]);
});

test('values, blanks, faults and records that one side lacks are candidates, and nothing else of their buckets', async () => {
  const links = ['value', 'blank', 'faulty', 'gone', 'same', 'absent'].map((name): [string, string] => [`a-${name}`, `b-${name}`]);
  const fault = { field: 'x', reason: 'not_mapped', message: 'no such value' };
  const { candidates, gone } = await compare({
    links,
    a: links.map(([id]) => ({ id })),
    b: [
      { id: 'b-value', values: { 'x=x': 'other' } },
      { id: 'b-blank', values: { 'y=y': 'filled' } },
      { id: 'b-faulty', faults: [fault] },
      { id: 'b-same' },
      // A field that only one side has is not compared.
      { id: 'b-absent', values: { 'z=z': 'more' } },
    ],
  });
  expect(candidates).toEqual(['a-blank/b-blank', 'a-faulty/b-faulty', 'a-gone/b-gone', 'a-value/b-value']);
  expect(gone).toEqual({ a: 0, b: 1 });
});

test('a pair that both sides lack is the same on both', async () => {
  expect((await compare({ links: [['a1', 'b1']] })).candidates).toEqual([]);
});

test('of a record that comes twice in a listing, the later state counts, also if it comes twice on both sides', async () => {
  const twice = (id: string, first: string, second: string): Row[] => [first, second].map((x) => ({ id, values: { 'x=x': x } }));
  const { candidates } = await compare({
    links: [
      ['a1', 'b1'],
      ['a2', 'b2'],
      ['a3', 'b3'],
    ],
    a: [...twice('a1', 'old', 'new'), ...twice('a2', 'p', 'p'), ...twice('a3', 'old', 'new')],
    b: [{ id: 'b1', values: { 'x=x': 'new' } }, ...twice('b2', 'q', 'q'), { id: 'b3', values: { 'x=x': 'old' } }],
  });
  expect(candidates).toEqual(['a2/b2', 'a3/b3']);
});

test('a record without a counterpart is a candidate, with those that have a common key', async () => {
  const { candidates } = await compare({
    links: [['a-old', 'b-old']],
    a: [{ id: 'a-old', keys: ['0:old'] }, { id: 'a-new' }, { id: 'a-twin', keys: ['0:twin'] }, { id: 'a-rival', keys: ['0:twin'] }],
    b: [
      { id: 'b-old', keys: ['0:old'] },
      { id: 'b-twin', keys: ['0:twin'] },
      { id: 'b-like', keys: ['0:old'] },
    ],
  });
  expect(candidates).toEqual([
    '/b-like:a-old/b-old',
    '/b-twin:a-rival,a-twin/',
    'a-new/',
    'a-rival/:a-twin/b-twin',
    'a-twin/:a-rival/b-twin',
  ]);
});

test('a record that was linked since it was read is no candidate', async () => {
  const first = await compare({ a: [{ id: 'a1' }] });
  expect(first.candidates).toEqual(['a1/']);
  await db.sql`
    insert into sync_link (id, sync_id, object, a_id, b_id, how) values (${newId('lnk')}, ${first.syncId}, 'account', 'a1', 'b9', 'created')`;
  expect((await first.again()).candidates).toEqual([]);
});

test('what a listing that was not read to its end lacks is not missing, and what both have is compared', async () => {
  const listings: Listings = {
    links: [
      ['a1', 'b1'],
      ['a2', 'b2'],
      ['a3', 'b3'],
    ],
    a: [{ id: 'a1' }, { id: 'a2' }, { id: 'a-new' }],
    b: [{ id: 'b1', values: { 'x=x': 'other' } }, { id: 'b3' }, { id: 'b-new' }],
  };
  expect((await compare({ ...listings, isWhole: { a: true, b: false } })).candidates).toEqual(['/b-new', 'a1/b1', 'a3/b3']);
  expect((await compare({ ...listings, isWhole: { a: false, b: false } })).candidates).toEqual(['a1/b1']);
});

test('records that the mapping leaves alone are entered up to a limit, and counted beyond it', async () => {
  const { again, syncId } = await compare({ creates: [], a: [{ id: 'a1' }, { id: 'a2' }], b: [{ id: 'b1' }] });
  const [run] = await db.sql<{ id: string }[]>`select id from reconciliation_run where sync_id = ${syncId}`;
  const { records, values } = stagingOf(db.sql, run?.id ?? '');
  await db.sql`
    insert into ${records} (object, side, record_id, position) select 'account', 'a', 'many' || n, -n from generate_series(1, 10100) n`;
  await db.sql`
    insert into ${values} (position, "values", faults, keys) select -n, '{}', '[]', '{}' from generate_series(1, 10100) n`;
  const { candidates, onlyCounted } = await again();
  expect(candidates).toHaveLength(10_001);
  expect(onlyCounted).toEqual({ a: 102, b: 0 });
});

test('comparing again replaces the candidates', async () => {
  const { candidates, again } = await compare({ links: [['a1', 'b1']], a: [{ id: 'a1', values: { 'x=x': 'other' } }], b: [{ id: 'b1' }] });
  expect(candidates).toEqual(['a1/b1']);
  expect((await again()).candidates).toEqual(['a1/b1']);
});
