import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '#db/database.ts';
import { deleteDealsOf } from '#db/deals/deal-erasure.ts';
import { importNextRows } from '#db/deals/deal-import-turn.ts';
import { createDealImport, getDealImport } from '#db/deals/deal-import.ts';
import { createPartner } from '#db/partners/partner.ts';
import type { ReadRow } from '#domain/deals/deal-import.ts';
import { eventually } from '#test/support/engine.ts';
import { importRowsOf } from '#test/support/import-rows.ts';
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

async function newImport(count: number, submit = false) {
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'standard' }, tester);
  const rows: ReadRow[] = Array.from({ length: count }, (_, i) => {
    const fields = {
      customer: { company_name: `Company ${i}`, website: `c${i}.example` },
      title: 'T',
      expected_value: { amount: '1.00', currency: 'EUR' },
      close_date: '2099-01-31',
      type: 'renewal',
    };
    return { row: i + 1, externalId: `x-${i}`, input: JSON.stringify({ external_id: `x-${i}`, ...fields }), errors: null };
  });
  const { id } = await createDealImport(db, importRowsOf(rows), { partnerId, submit }, { kind: 'partner', id: 'key_x' });
  return { id, partnerId };
}

async function finish(id: string, from = db): Promise<void> {
  for (let after = 0, ended = false; !ended;) ({ after, ended } = await importNextRows(from, () => [], id, after));
}

async function counts(partnerId: string) {
  const [found] = await db.sql<{ deals: number; ids: number; lines: number }[]>`
    select count(*)::int as deals, count(distinct external_id)::int as ids,
      (select count(*)::int from deal_change c join deal d on d.id = c.deal_id where d.partner_id = ${partnerId}) as lines
    from deal where partner_id = ${partnerId}`;
  return found;
}

test.each([false, true])(
  'an import whose connection dies in the middle of a page goes on without a duplicate and without a loss (submit: %s)',
  async (submit) => {
    const { id, partnerId } = await newImport(submit ? 20 : 2_500, submit);
    await importNextRows(db, () => [], id, 0);
    const half = await counts(partnerId);
    expect(half?.deals).toBe(submit ? 1 : 250);

    // The page has written its deals and waits for the import's history.
    const held = Promise.withResolvers<void>();
    const holds = Promise.withResolvers<void>();
    const holder = db.sql.begin(async (tx) => {
      await tx`lock table deal_import_row in share row exclusive mode`;
      holds.resolve();
      await held.promise;
    });
    await holds.promise;
    const other = openDatabase(database.url, { name: 'doomed' });
    const page = importNextRows(other, () => [], id, 0).then(
      () => 'done',
      () => 'died',
    );
    const waiting = () =>
      db.sql<
        { pid: number }[]
      >`select pid from pg_stat_activity where application_name = 'doomed' and datname = current_database() and wait_event_type = 'Lock'`;
    const [session] = await eventually(waiting, (rows) => rows.length === 1);
    await db.sql`select pg_terminate_backend(${session?.pid ?? 0})`;
    expect(await page).toBe('died');
    held.resolve();
    await Promise.all([holder, other.close()]);
    expect(await counts(partnerId)).toEqual(half);

    await finish(id);
    const total = submit ? 20 : 2_500;
    expect(await counts(partnerId)).toEqual({ deals: total, ids: total, lines: submit ? 2 * total : total });
    expect(await getDealImport(db, id)).toMatchObject({
      status: 'finished',
      done: total,
      created: total,
      updated: 0,
      unchanged: 0,
      failed: 0,
    });
  },
);

test('two workers at one import, and two imports of the same rows, make each deal once', async () => {
  const { id, partnerId } = await newImport(3_000);
  const rows = await db.sql<
    { row: number; externalId: string; input: string }[]
  >`select row, external_id as "externalId", input from deal_import_row where import_id = ${id}`;
  const twin = await createDealImport(
    db,
    importRowsOf(rows.toReversed().map((row, i) => ({ ...row, row: i + 1, errors: null }))),
    { partnerId, submit: false },
    { kind: 'partner', id: 'key_x' },
  );
  await Promise.all([finish(id), finish(id), finish(twin.id)]);
  expect(await counts(partnerId)).toEqual({ deals: 3_000, ids: 3_000, lines: 3_000 });
  const [first, second] = [await getDealImport(db, id), await getDealImport(db, twin.id)];
  expect([first.created + second.created, first.unchanged + second.unchanged, first.done, second.done]).toEqual([
    3_000, 3_000, 3_000, 3_000,
  ]);
});

test('what an import is writing while its partner is erased is erased with the rest', async () => {
  const { id, partnerId } = await newImport(10);
  const held = Promise.withResolvers<void>();
  const holds = Promise.withResolvers<void>();
  // The page has written its deals, and cannot say so yet.
  const holder = db.sql.begin(async (tx) => {
    await tx`lock table deal_import_row in share row exclusive mode`;
    holds.resolve();
    await held.promise;
  });
  await holds.promise;
  const page = importNextRows(db, () => [], id, 0);
  const waiting = (statement: string) =>
    db.sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like ${statement}`;
  await eventually(
    () => waiting('%update deal_import_row%'),
    (rows) => rows.length > 0,
  );
  const erasePage = () => db.sql.begin((tx) => deleteDealsOf(tx, partnerId, 100));
  const first = erasePage();
  await eventually(
    () => waiting('%deal_import where partner_id%'),
    (rows) => rows.length > 0,
  );
  held.resolve();
  await Promise.all([holder, page]);
  for (let erased = await first; erased.deals > 0;) erased = await erasePage();
  expect(await counts(partnerId)).toMatchObject({ deals: 0 });
});

test('a page of large rows has as many as are read at once, and each row has its turn', async () => {
  const { id: partnerId } = await createPartner(db, { name: 'Large', tier: 'standard' }, tester);
  const rows = Array.from({ length: 20 }, (_, i) => {
    const deal = { external_id: `large-${i}`, customer: { company_name: 'L' }, custom: { text: 'x'.repeat(100 * 1024) } };
    return { row: i + 1, externalId: deal.external_id, input: JSON.stringify(deal), errors: null };
  });
  const { id } = await createDealImport(db, importRowsOf(rows), { partnerId, submit: false }, tester);
  const { done, after } = await importNextRows(db, () => [], id, 0);
  expect([done, after]).toEqual([3, 3]);
  await finish(id);
  expect((await getDealImport(db, id)).status).toBe('finished');
});

test('each page waits for the turn of its partner', async () => {
  const { id, partnerId } = await newImport(260);
  const turns: { of: string; deals: number | undefined }[] = [];
  const inTurn = async <T>(of: string, page: () => Promise<T>): Promise<T> => {
    turns.push({ of, deals: (await counts(partnerId))?.deals });
    return page();
  };
  const { after } = await importNextRows(db, () => [], id, 0, inTurn);
  await importNextRows(db, () => [], id, after, inTurn);
  expect(turns).toEqual([
    { of: partnerId, deals: 0 },
    { of: partnerId, deals: 250 },
  ]);
});
