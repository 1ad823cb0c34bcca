import { afterAll, beforeAll, expect, test } from 'vitest';
import { releaseDueLines } from '#activities/commissions/release.ts';
import { readBalances } from '#db/commissions/balance.ts';
import { listDueLines } from '#db/commissions/due-line.ts';
import { postTransactions } from '#db/commissions/post-transaction.ts';
import { type Database, openDatabase, type Queryable } from '#db/database.ts';
import { addDays } from '#domain/business-days.ts';
import { newId } from '#domain/id.ts';
import { lineOf } from '#test/support/ledger-world.ts';
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

const accrual = (releaseDay: string) => {
  const id = newId('lin');
  const line = { id, source: `sale/${id}`, partnerId: 'ptn_1', currency: 'EUR', about: null };
  return { ...lineOf({ ...line, movement: { kind: 'accrual', amountMinor: 100n } }), releaseDay };
};

/** Rows of commissions that this connection has read, since PostgreSQL last took note. */
async function countRead(tx: Queryable): Promise<number> {
  const [row] = await tx<{ read: number }[]>`
    select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables where schemaname = 'commissions'`;
  return row?.read ?? 0;
}

test('finding what is due reads what is due, however much was released before and waits for later', async () => {
  const released = Array.from({ length: 1_200 }, (_, number) => accrual(addDays('2026-01-01', number % 30)));
  const later = Array.from({ length: 1_200 }, (_, number) => accrual(addDays('2026-06-01', number % 30)));
  const due = Array.from({ length: 3 }, () => accrual('2026-03-01'));
  for (const lines of [released, later, due]) await postTransactions(db.sql, lines);
  expect(await releaseDueLines(db.sql, '2026-02-01', () => {})).toBe(1_200);
  await db.sql`vacuum analyze commissions.unreleased`;
  const { found, read } = await db.sql.begin(async (tx) => {
    const before = await countRead(tx);
    const lines = await listDueLines(tx, { day: '2026-03-01', limit: 500 });
    return { found: lines.map(({ id }) => id), read: (await countRead(tx)) - before };
  });
  expect(found.toSorted()).toEqual(due.map(({ id }) => id).toSorted());
  expect(read).toBeLessThanOrEqual(4 * due.length);
  expect([await releaseDueLines(db.sql, '2026-03-01', () => {}), await releaseDueLines(db.sql, '2026-03-01', () => {})]).toEqual([3, 0]);
  expect((await readBalances(db.sql, 'ptn_1')).get('EUR')).toMatchObject({ accrued: 120_000n, payable: 120_300n });
});
