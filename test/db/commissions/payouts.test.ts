import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTrialBalance } from '#db/commissions/balance.ts';
import { insertPayouts, readPayable } from '#db/commissions/collect-payouts.ts';
import { dropCollected, insertBatch, listPayouts, moveBatch } from '#db/commissions/payout-batch.ts';
import { postTransactions } from '#db/commissions/post-transaction.ts';
import { recordResults, sendPayouts } from '#db/commissions/settle-payouts.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { payOut } from '#domain/commissions/pay-out.ts';
import { isIban, payoutStates } from '#domain/commissions/payout.ts';
import { newId } from '#domain/id.ts';
import { seededRandom } from '#domain/random.ts';
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

const seed = Math.floor(Math.random() * 2 ** 31);
const random = seededRandom(seed);
const day = '2026-04-01';

/** Partners with some payable lines each, and an account. Returns what each has. */
async function earn(count: number, currency = 'EUR'): Promise<Map<string, bigint>> {
  const sums = new Map<string, bigint>();
  for (let partner = 0; partner < count; partner++) {
    const partnerId = `ptn_${currency}_${String(partner).padStart(3, '0')}`;
    const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, number) => {
      const amountMinor = BigInt(1 + Math.floor(random() * 10_000));
      sums.set(partnerId, (sums.get(partnerId) ?? 0n) + amountMinor);
      const place = { accrued: 0n, held: 0n, payable: 0n, paid: 0n, clawback_receivable: 0n };
      const movement = { kind: 'adjustment', amountMinor, against: 'expense', place } as const;
      return lineOf({ id: newId('lin'), source: `earn/${partnerId}/${number}`, partnerId, currency, about: null, movement });
    });
    await postTransactions(db.sql, lines);
    await db.sql`
      insert into commissions.payee (partner_id, name, iban, tax, updated_by) values (${partnerId}, 'x', 'DE89370400440532013000', '{}', 'test')`;
  }
  return sums;
}

test('a run that several processes send and report at once, and again, pays nobody twice and leaves nobody out', async () => {
  const earned = await earn(60);
  const batch = await insertBatch(db.sql, {
    ...{ id: newId('pyb'), currency: 'EUR', thresholdMinor: 1n, provider: 'file', approvalsNeeded: 0, createdBy: 'test' },
  });
  const collect = async () => {
    const page = await readPayable(db.sql, batch, { after: '', limit: 1_000 });
    await insertPayouts(
      db.sql,
      batch,
      page.map((one) => ({ ...one, id: newId('pyl') })),
    );
  };
  await Promise.all([collect(), collect(), collect()]);
  const all = () => listPayouts(db.sql, batch.id, { states: payoutStates, after: '', limit: 1_000 });
  const ids = (await all()).map(({ id }) => id);
  expect(ids).toHaveLength(earned.size);

  const send = async () => {
    for (let from = 0; from < ids.length; from += 7) {
      const page = ids.slice(from, from + 7 + Math.floor(random() * 7));
      await db.sql.begin((tx) => sendPayouts(tx, batch.id, page, day));
    }
  };
  await Promise.all([send(), send(), send()]);
  const failing = new Set(ids.filter(() => random() < 0.3));
  const report = async () => {
    const results = ids.map((id) => ({ id, result: failing.has(id) ? ('failed' as const) : ('confirmed' as const), reason: null }));
    return db.sql.begin((tx) => recordResults(tx, batch.id, results, { day }));
  };
  await Promise.all([report(), report(), report()]);

  expect(await readTrialBalance(db.sql), `seed ${seed}`).toEqual(new Map([['EUR', 0n]]));
  const rows = await db.sql<{ partner: string; payable: string; paid: string }[]>`
    select partner_id as partner, (-sum(amount_minor) filter (where account = 'payable'))::text as payable,
      coalesce(-sum(amount_minor) filter (where account = 'paid'), 0)::text as paid
    from commissions.entry group by partner_id order by partner_id`;
  const payouts = await all();
  const expected = payouts.map(({ partnerId, id }) => {
    const sum = String(earned.get(partnerId));
    return failing.has(id) ? { partner: partnerId, payable: sum, paid: '0' } : { partner: partnerId, payable: '0', paid: sum };
  });
  expect([...rows], `seed ${seed}`).toEqual(expected.toSorted((a, b) => (a.partner < b.partner ? -1 : 1)));
  const kinds = await db.sql<{ kind: string; count: number }[]>`
    select kind, count(*)::int as count from commissions.ledger_transaction where kind in ('payout', 'reversal') group by kind order by kind`;
  expect([...kinds], `seed ${seed}`).toEqual([
    { kind: 'payout', count: ids.length },
    { kind: 'reversal', count: failing.size },
  ]);
});

test('a batch that is cancelled while it is collected keeps no partner from the next one', async () => {
  await earn(3, 'JPY');
  const newBatch = () =>
    insertBatch(db.sql, { id: newId('pyb'), currency: 'JPY', thresholdMinor: 1n, provider: 'file', approvalsNeeded: 0, createdBy: 'test' });
  const [batch, next] = [await newBatch(), await newBatch()];
  const page = (await readPayable(db.sql, batch, { after: '', limit: 1_000 })).map((one) => ({ ...one, id: newId('pyl') }));
  await insertPayouts(db.sql, batch, page.slice(0, 1));
  await db.sql.begin(async (tx) => {
    await moveBatch(tx, batch.id, { from: ['collecting'], to: 'cancelled' });
    await dropCollected(tx, batch.id, 'the batch was cancelled');
  });
  // The next page of whoever collects, which has not heard of it.
  await insertPayouts(db.sql, batch, page.slice(1));
  const states = (await listPayouts(db.sql, batch.id, { states: payoutStates, after: '', limit: 10 })).map(({ state }) => state);
  expect(states).toEqual(['failed']);
  const payable = await readPayable(db.sql, next, { after: '', limit: 1_000 });
  expect(payable.map(({ partnerId }) => partnerId)).toEqual(page.map(({ partnerId }) => partnerId));
});

test('what is owed is set off first, the oldest line first, and what is short is said', () => {
  const part = (lineId: string, minor: bigint, account: 'payable' | 'clawback_receivable' = 'payable') => ({ lineId, account, minor });
  const parts = [part('a', 100n), part('b', -130n, 'clawback_receivable'), part('c', 200n)];
  const { offset, payout, shortMinor } = payOut(parts, 170n);
  expect(offset).toEqual([
    { account: 'payable', amountMinor: 100n, lineId: 'a' },
    { account: 'clawback_receivable', amountMinor: -100n, lineId: 'b' },
    { account: 'payable', amountMinor: 30n, lineId: 'c' },
    { account: 'clawback_receivable', amountMinor: -30n, lineId: 'b' },
  ]);
  expect(payout).toEqual([
    { account: 'payable', amountMinor: 170n, lineId: 'c' },
    { account: 'paid', amountMinor: -170n, lineId: 'c' },
  ]);
  expect(shortMinor).toBe(0n);
  expect(payOut(parts, 171n).shortMinor).toBe(1n);
});

test.each([
  ['DE89370400440532013000', true],
  ['GB82WEST12345698765432', true],
  ['DE89370400440532013001', false],
  ['DE89 3704 0044 0532 0130 00', false],
  ['', false],
])('%s is an IBAN: %s', (iban, is) => {
  expect(isIban(iban)).toBe(is);
});
