import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBalances, readTrialBalance } from '#db/commissions/balance.ts';
import { lockLedger, postTransactions } from '#db/commissions/post-transaction.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { newId } from '#domain/id.ts';
import { seededRandom } from '#domain/random.ts';
import { doSomething, lineOf } from '#test/support/ledger-world.ts';
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

const accrual = (source: string, amountMinor: bigint, partnerId = 'ptn_x') =>
  lineOf({ id: newId('lin'), source, partnerId, currency: 'EUR', about: null, movement: { kind: 'accrual', amountMinor } });
const count = async () => Number((await db.sql`select count(*) from commissions.ledger_transaction`)[0]?.['count']);
const outOfBalance = () => db.sql`
  select transaction_id from commissions.entry group by transaction_id having sum(amount_minor) <> 0`;

test('a source has its effect once, whoever repeats it, also at the same time and twice in one list', async () => {
  const before = await count();
  const lines = Array.from({ length: 6 }, () => accrual('sale/1', 700n));
  const posted = await Promise.all(lines.map((line) => postTransactions(db.sql, [line])));
  expect(posted.reduce((sum, ids) => sum + ids.size, 0)).toBe(1);
  expect((await postTransactions(db.sql, [accrual('sale/2', 5n), accrual('sale/2', 5n)])).size).toBe(1);
  expect(await count()).toBe(before + 2);
  expect((await readBalances(db.sql, 'ptn_x')).get('EUR')).toMatchObject({ accrued: 705n, payable: 0n });
});

test.each([
  ['an unbalanced transaction', [{ account: 'accrued', amountMinor: -5n }], /do not add up to zero/],
  ['an amount without entries', [], /has no entries/],
] as const)('%s is refused as a whole', async (_, entries, reason) => {
  const before = await count();
  const line = { ...accrual(`bad/${reason.source}`, 5n) };
  const post = db.sql.begin((tx) =>
    postTransactions(tx, [accrual(`good/${reason.source}`, 1n), { ...line, entries: entries.map((one) => ({ ...one, lineId: line.id })) }]),
  );
  await expect(post).rejects.toThrow(reason);
  expect(await count()).toBe(before);
});

test('nobody changes or deletes what is posted, or adds entries to it later, and nobody backdates', async () => {
  const line = accrual('sale/3', 900n);
  await postTransactions(db.sql, [line]);
  for (const table of ['ledger_transaction', 'entry']) {
    for (const change of [
      `update commissions.${table} set currency = 'USD'`,
      `delete from commissions.${table}`,
      `truncate commissions.${table} cascade`,
    ]) {
      await expect(db.sql.unsafe(change), change).rejects.toThrow(/append-only/);
    }
  }
  const late = db.sql`
    insert into commissions.entry (transaction_id, number, line_id, partner_id, currency, account, amount_minor)
    values (${line.id}, 8, ${line.id}, 'ptn_x', 'EUR', 'expense', 1), (${line.id}, 9, ${line.id}, 'ptn_x', 'EUR', 'accrued', -1)`;
  await expect(late).rejects.toThrow(/is complete/);
  const checkedEarly = db.sql.begin(async (tx) => {
    const next = accrual('sale/4', 900n);
    await postTransactions(tx, [next]);
    await tx`set constraints all immediate`;
    await tx`
      insert into commissions.entry (transaction_id, number, line_id, partner_id, currency, account, amount_minor)
      values (${next.id}, 9, ${next.id}, 'ptn_x', 'EUR', 'accrued', -1)`;
  });
  await expect(checkedEarly).rejects.toThrow(/do not add up to zero/);
  const foreign = accrual('sale/5', 4n);
  const mixed = db.sql.begin(async (tx) => {
    await postTransactions(tx, [{ ...foreign, amountMinor: 0n, entries: [] }]);
    await tx`
      insert into commissions.entry (transaction_id, number, line_id, partner_id, currency, account, amount_minor)
      values (${foreign.id}, 0, ${foreign.id}, 'ptn_x', 'USD', 'expense', 1), (${foreign.id}, 1, ${foreign.id}, 'ptn_x', 'USD', 'accrued', -1)`;
  });
  await expect(mixed).rejects.toThrow(/another partner or currency/);
});

test('what is locked by one is waited for by another one, in any order of the partners', async () => {
  const holders = ['ptn_1', 'ptn_2', 'ptn_3'].map((partnerId) => ({ partnerId, currency: 'EUR' }));
  const post = (order: typeof holders, name: string) =>
    db.sql.begin(async (tx) => {
      await lockLedger(tx, order);
      const balances = await Promise.all(order.map(({ partnerId }) => readBalances(tx, partnerId)));
      // Each doubles what it finds, so a lost update would show.
      const lines = order.map(({ partnerId }, i) =>
        accrual(`${name}/${partnerId}`, (balances[i]?.get('EUR')?.accrued ?? 0n) + 1n, partnerId),
      );
      await postTransactions(tx, lines);
    });
  await Promise.all(Array.from({ length: 8 }, (_, i) => post(i % 2 === 0 ? holders : holders.toReversed(), `double/${i}`)));
  for (const { partnerId } of holders) expect((await readBalances(db.sql, partnerId)).get('EUR')?.accrued).toBe(255n);
});

test('whatever happens, at the same time and repeated, the trial balance is zero', async () => {
  const seed = Number(process.env['LEDGER_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const random = seededRandom(seed);
  const operations = Number(process.env['LEDGER_OPERATIONS'] ?? 600);
  let next = 0;
  const work = async () => {
    // Every tenth one once more.
    for (let number = next++; number < operations; number = next++) {
      await doSomething(db.sql, random, `random/${number}`);
      if (number % 10 === 0) expect(await doSomething(db.sql, random, `random/${number}`)).toBe(false);
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  expect([...(await readTrialBalance(db.sql))], `seed ${seed}`).toEqual([
    ['EUR', 0n],
    ['JPY', 0n],
  ]);
  expect(await outOfBalance(), `seed ${seed}`).toEqual([]);
  const [{ posted } = { posted: 0 }] = await db.sql<{ posted: number }[]>`
    select count(*)::int as posted from commissions.ledger_transaction where source like 'random/%'`;
  expect(posted).toBe(operations);
});

test('a process that is killed at any moment leaves whole transactions, and the next one goes on without repeating any', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const script = fileURLToPath(new URL('../../support/ledger-process.ts', import.meta.url));
  const own = await createDatabase();
  const mine = openDatabase(own.url);
  const postedSo = async () => Number((await mine.sql`select count(*) from commissions.ledger_transaction`)[0]?.['count']);
  for (let kill = 1; kill <= 3; kill++) {
    const child = fork(script, [own.url, String(seed), '100000']);
    const ended = once(child, 'exit');
    while ((await postedSo()) < kill * 40) await new Promise(setImmediate);
    child.kill('SIGKILL');
    await ended;
    expect(
      [...(await readTrialBalance(mine.sql))].filter(([, sum]) => sum !== 0n),
      `seed ${seed}`,
    ).toEqual([]);
  }
  const before = await postedSo();
  const child = fork(script, [own.url, String(seed), String(before + 10)]);
  expect((await once(child, 'exit'))[0]).toBe(0);
  const sources = await mine.sql`select source from commissions.ledger_transaction group by source having count(*) > 1`;
  expect([await postedSo(), sources.length]).toEqual([before + 10, 0]);
  await mine.close();
  await own.drop();
});
