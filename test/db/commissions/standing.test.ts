import { afterAll, beforeAll, expect, test } from 'vitest';
import { postTransactions } from '#db/commissions/post-transaction.ts';
import { readHad } from '#db/commissions/standing.ts';
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

const holder = { partnerId: 'ptn_1', currency: 'EUR' };
function accrual(fields: { day: string; dealId?: string; customer?: string; partnerId?: string }) {
  const id = newId('lin');
  const line = { id, source: `sale/${id}`, ...holder, about: null };
  return { ...lineOf({ ...line, movement: { kind: 'accrual', amountMinor: 100n } }), poolMinor: 200n, baseMinor: 1_000n, ...fields };
}

/** Rows of the ledger that this connection has read in its transaction. */
async function countRead(tx: Queryable): Promise<number> {
  const [row] = await tx<{ read: number }[]>`
    select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
    where schemaname = 'commissions' and relname = 'ledger_transaction'`;
  return row?.read ?? 0;
}

test('what a partner had is read of its deal, its customer and its period, however long its history is', async () => {
  const history = Array.from({ length: 4_000 }, (_, number) =>
    accrual({ day: addDays('2020-01-01', number % 1_000), dealId: `old_${number}` }),
  );
  const own = Array.from({ length: 3 }, () => accrual({ day: '2026-03-10', dealId: 'deal_1', customer: '7' }));
  const others = [
    accrual({ day: '2026-03-10', dealId: 'deal_1', customer: '7', partnerId: 'ptn_2' }),
    accrual({ day: '2026-04-01', dealId: 'deal_1' }),
    accrual({ day: '2026-03-31', customer: '7' }),
  ];
  for (const lines of [history, own, others]) await postTransactions(db.sql, lines);
  await db.sql`vacuum analyze commissions.ledger_transaction`;
  const asked = [
    { ...holder, of: { dealId: 'deal_1' } },
    { ...holder, of: { customer: '7' } },
    { ...holder, of: { from: '2026-03-01', until: '2026-04-01' } },
    { ...holder, of: { dealId: 'none' } },
  ];
  const { had, read } = await db.sql.begin(async (tx) => {
    const before = await countRead(tx);
    return { had: await readHad(tx, asked), read: (await countRead(tx)) - before };
  });
  const times = (count: bigint) => ({ poolMinor: 200n * count, amountMinor: 100n * count, baseMinor: 1_000n * count });
  expect(had).toEqual([times(4n), times(4n), times(4n), times(0n)]);
  expect(read).toBeLessThanOrEqual(20);
});
