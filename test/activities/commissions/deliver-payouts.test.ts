import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askProvider, deliverPayouts } from '#activities/commissions/deliver-payouts.ts';
import { createPayoutActivities } from '#activities/commissions/payout.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import { createSandboxProvider, sandboxFaults } from '#connectors/payouts/sandbox-provider.ts';
import { readBalances, readTrialBalance } from '#db/commissions/balance.ts';
import { listPayouts, moveBatch } from '#db/commissions/payout-batch.ts';
import { storeSandboxTransfers } from '#db/commissions/sandbox-transfer.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { payoutStates } from '#domain/commissions/payout.ts';
import { DAY_MS } from '#domain/days.ts';
import { earn, giveAccount, sentBatch } from '#test/support/sent-batch.ts';
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

/** As a process would that has just started. */
const sandbox = () => createSandboxProvider(storeSandboxTransfers(db.sql));
const run = (batchId: string) => ({ batchId, day: '2026-04-02', nextPage: () => {} });
const deliver = (batchId: string) => deliverPayouts({ sql: db.sql, provider: sandbox() }, run(batchId));
const ask = (batchId: string) => askProvider({ sql: db.sql, provider: sandbox() }, run(batchId));
const transfers = async () =>
  [...(await db.sql<{ reference: string }[]>`select reference from commissions.sandbox_transfer order by reference`)].map(
    ({ reference }) => reference,
  );
const payouts = (batchId: string) => listPayouts(db.sql, batchId, { states: payoutStates, after: '', limit: 1_000 });

/** A batch with one partner, in a currency of its own. Returns what became of its transfer. */
async function payTo(name: string, currency: string, partnerId = name) {
  await giveAccount(db.sql, partnerId, name);
  await earn(db.sql, partnerId, currency, 700n);
  const batchId = await sentBatch(db.sql, currency, 'sandbox');
  return {
    batchId,
    state: async () => (await payouts(batchId)).map(({ state, reason }) => [state, reason])[0],
    balance: async () => (await readBalances(db.sql, partnerId)).get(currency),
    transfers: async () =>
      Number((await db.sql`select count(*) from commissions.sandbox_transfer where currency = ${currency}`)[0]?.['count']),
  };
}

test('a process that is killed between the yes of the provider and its answer pays nobody twice, and the next one leaves nobody out', async () => {
  const count = 120;
  for (let number = 0; number < count; number++) {
    const partnerId = `ptn_${number}`;
    await giveAccount(db.sql, partnerId, `Partner ${number}`);
    await earn(db.sql, partnerId, 'EUR', BigInt(number + 1));
  }
  const batchId = await sentBatch(db.sql, 'EUR', 'sandbox');
  const script = fileURLToPath(new URL('../../support/payout-process.ts', import.meta.url));
  const process = async (dies: number) => once(fork(script, [database.url, batchId, String(dies)]), 'exit');
  for (const dies of [1, 30, 2]) expect((await process(dies))[1]).toBe('SIGKILL');
  expect(await transfers()).toHaveLength(33);
  expect((await process(0))[0]).toBe(0);
  const all = await payouts(batchId);
  expect([all.length, all.every(({ state }) => state === 'sent')]).toEqual([count, true]);
  expect(await transfers()).toEqual(all.map(({ id }) => id));
  // What the provider has is what the ledger has paid.
  const [sums] = await db.sql`
    select (select sum(amount::numeric * 100)::bigint::text from commissions.sandbox_transfer where currency = 'EUR') as provider,
      (select (-sum(amount_minor))::text from commissions.entry where account = 'paid' and currency = 'EUR') as ledger`;
  expect(sums).toEqual({ provider: '7260', ledger: '7260' });
});

test.each([
  [sandboxFaults.timeout, 'CHF'],
  [sandboxFaults.duplicate, 'USD'],
])('after %s the provider is asked first, or refuses the second one, and the transfer counts once', async (name, currency) => {
  const paid = await payTo(name, currency);
  await expect(deliver(paid.batchId)).rejects.toThrow('did not answer in time');
  await deliver(paid.batchId);
  await deliver(paid.batchId);
  expect(await paid.state()).toEqual(['sent', null]);
  expect([await paid.transfers(), await paid.balance()]).toMatchObject([1, { payable: 0n, paid: 700n }]);
});

test('a rejected account fails its transfer, and the amount is payable again', async () => {
  const paid = await payTo(sandboxFaults.rejected, 'GBP');
  await deliver(paid.batchId);
  expect(await paid.state()).toEqual(['failed', 'the account does not exist']);
  expect([await paid.transfers(), await paid.balance()]).toMatchObject([0, { payable: 700n, paid: 0n }]);
});

test('a provider that says yes and later no: the amount is payable again, once, and the next batch pays it with another reference', async () => {
  const paid = await payTo(sandboxFaults.returned, 'SEK');
  await deliver(paid.batchId);
  expect([await ask(paid.batchId), await paid.state()]).toEqual([1, ['confirmed', null]]);
  expect([await ask(paid.batchId), await paid.state()]).toEqual([1, ['failed', 'the bank returned the transfer']]);
  expect(await ask(paid.batchId)).toBe(0);
  expect(await paid.balance()).toMatchObject({ payable: 700n, paid: 0n });
  const next = await sentBatch(db.sql, 'SEK', 'sandbox');
  await deliver(next);
  expect((await payouts(next))[0]?.id).not.toBe((await payouts(paid.batchId))[0]?.id);
  expect([await paid.transfers(), await paid.balance()]).toMatchObject([2, { payable: 0n, paid: 700n }]);
});

test('a provider that is away keeps no other batch from being asked, and is asked again; a batch that finished long ago is not', async () => {
  const [early, late] = [await payTo(sandboxFaults.returned, 'NOK', 'ptn_early'), await payTo(sandboxFaults.returned, 'DKK', 'ptn_late')];
  for (const { batchId } of [early, late]) {
    await deliver(batchId);
    await ask(batchId);
    await moveBatch(db.sql, batchId, { from: ['awaiting_results'], to: 'finished' });
  }
  const away = {
    send: () => Promise.reject(new Error('not asked')),
    find: () => Promise.reject(new ConnectorError('unavailable', 'away')),
  };
  const night = (provider: ReturnType<typeof sandbox>, days = 0) =>
    createPayoutActivities(
      { payouts: { sql: db.sql, providers: { sandbox: provider } }, notify: async () => {} },
      () => {},
    ).askFinishedPayouts(new Date(Date.now() + days * DAY_MS).toISOString());
  expect(await night(away)).toBe(0);
  expect(await night(sandbox(), 31)).toBe(0);
  expect(await early.balance()).toMatchObject({ paid: 700n });
  expect([await night(sandbox()), await night(sandbox())]).toEqual([2, 0]);
  for (const paid of [early, late]) expect(await paid.balance()).toMatchObject({ payable: 700n, paid: 0n });
});

test('after all of this the trial balance is zero', async () => {
  expect([...(await readTrialBalance(db.sql)).values()].filter((sum) => sum !== 0n)).toEqual([]);
});
