import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPayouts, moveBatch } from '#db/commissions/payout-batch.ts';
import { sendPayouts } from '#db/commissions/settle-payouts.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { collect, earn, giveAccount, newBatch, sentBatch } from '#test/support/sent-batch.ts';
import { validatePain001 } from '#test/support/validate-pain001.ts';

const commissions = { payer_name: 'Company & Sons', payer_iban: 'DE89370400440532013000', payer_bic: 'COBADEFFXXX' };
const settings = Settings.parse({ commissions });
let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp({ settings: () => settings });
});
afterAll(() => api.close());

const file = (id: string) => api.app.inject({ url: `/api/v1/payout-batches/${id}/export?format=pain001`, headers: api.headers });

test('partners with several currencies get a transfer in each, in a valid file of one currency, with its decimals', async () => {
  const { id: partnerId } = await api.partner('standard');
  const payee = { name: 'Ольга & Σία', iban: 'GB82WEST12345698765432', bic: null };
  expect(
    (await api.app.inject({ method: 'PUT', url: `/api/v1/partners/${partnerId}/payee`, headers: api.headers, payload: payee })).statusCode,
  ).toBe(200);
  for (const [currency, amountMinor] of [
    ['EUR', 12_345n],
    ['JPY', 1_000n],
    ['KWD', 1_234n],
  ] as const) {
    await earn(api.db.sql, partnerId, currency, amountMinor);
  }
  for (const [currency, amount] of [
    ['EUR', '123.45'],
    ['JPY', '1000'],
    ['KWD', '1.234'],
  ] as const) {
    const { body, headers } = await file(await sentBatch(api.db.sql, currency));
    expect(headers['content-type']).toBe('application/xml; charset=utf-8');
    expect(await validatePain001(body)).toEqual([]);
    expect(body).toContain(`<NbOfTxs>1</NbOfTxs><CtrlSum>${amount}</CtrlSum>`);
    expect([...body.matchAll(/Ccy="(...)"/g)].map(([, found]) => found)).toEqual([currency]);
  }
});

test('a transfer whose account is erased between collecting and sending fails, and its amount stays payable', async () => {
  const { id: partnerId } = await api.partner('standard');
  await earn(api.db.sql, partnerId, 'CHF', 500n);
  const batch = await newBatch(api.db.sql, 'CHF');
  await giveAccount(api.db.sql, partnerId, 'Gone');
  const ids = await collect(api.db.sql, batch);
  await api.db.sql`delete from commissions.payee where partner_id = ${partnerId}`;
  await api.db.sql.begin((tx) => sendPayouts(tx, batch.id, ids, '2026-04-01'));
  const [payout] = await listPayouts(api.db.sql, batch.id, { states: ['failed'], after: '', limit: 10 });
  expect(payout).toMatchObject({ partnerId, state: 'failed', reason: 'the account of the partner was erased' });
  const { balances } = (await api.app.inject({ url: `/api/v1/partners/${partnerId}/commissions`, headers: api.headers })).json();
  expect(balances[0]).toMatchObject({ payable: { amount: '5.00' }, paid: { amount: '0.00' } });
});

test('a batch with more transfers than a file holds is refused instead of exported in part', async () => {
  const { id } = await newBatch(api.db.sql, 'USD');
  await api.db.sql`
    insert into commissions.payout_line (id, batch_id, partner_id, currency, amount_minor, state, tax)
    select 'pyl_' || n, ${id}, 'ptn_' || n, 'USD', 1, 'sent', '{}' from generate_series(1, 100001) n`;
  await moveBatch(api.db.sql, id, { from: ['collecting'], to: 'awaiting_results' });
  const { statusCode, body } = await file(id);
  expect([statusCode, body]).toEqual([409, expect.stringContaining('has 100001 transfers, more than the 100000 of a file')]);
});

test('a payout file that is imported twice, also at the same time, changes nothing the second time', async () => {
  const { id: partnerId } = await api.partner('standard');
  await giveAccount(api.db.sql, partnerId, 'Twice');
  await earn(api.db.sql, partnerId, 'NOK', 900n);
  const id = await sentBatch(api.db.sql, 'NOK');
  const [payout] = await listPayouts(api.db.sql, id, { states: ['sent'], after: '', limit: 10 });
  const payload = { results: [{ id: payout?.id, result: 'failed', reason: 'account closed' }] };
  const report = async () => {
    const reply = await api.app.inject({ method: 'POST', url: `/api/v1/payout-batches/${id}/results`, headers: api.headers, payload });
    return reply.json().outcomes[0].outcome as string;
  };
  expect((await Promise.all([report(), report(), report()])).toSorted()).toEqual(['changed', 'unchanged', 'unchanged']);
  const reversals = await api.db.sql`select from commissions.ledger_transaction where partner_id = ${partnerId} and kind = 'reversal'`;
  expect(reversals).toHaveLength(1);
  const { balances } = (await api.app.inject({ url: `/api/v1/partners/${partnerId}/commissions`, headers: api.headers })).json();
  expect(balances[0]).toMatchObject({ payable: { amount: '9.00' }, paid: { amount: '0.00' } });
});
