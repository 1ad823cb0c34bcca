import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertPayouts, readPayable } from '#db/commissions/collect-payouts.ts';
import { insertBatch, listPayouts, moveBatch } from '#db/commissions/payout-batch.ts';
import { postTransactions } from '#db/commissions/post-transaction.ts';
import { sendPayouts } from '#db/commissions/settle-payouts.ts';
import { newId } from '#domain/id.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { lineOf } from '#test/support/ledger-world.ts';
import { validatePain001 } from '#test/support/validate-pain001.ts';

const commissions = { payer_name: 'Company & Sons', payer_iban: 'DE89370400440532013000', payer_bic: 'COBADEFFXXX' };
const settings = Settings.parse({ commissions });
let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp({ settings: () => settings });
});
afterAll(() => api.close());

const place = { accrued: 0n, held: 0n, payable: 0n, paid: 0n, clawback_receivable: 0n };
async function earn(partnerId: string, currency: string, amountMinor: bigint): Promise<void> {
  const movement = { kind: 'adjustment', amountMinor, against: 'expense', place } as const;
  await postTransactions(api.db.sql, [
    lineOf({ id: newId('lin'), source: `earn/${newId('lin')}`, partnerId, currency, about: null, movement }),
  ]);
}
const newBatch = (currency: string) =>
  insertBatch(api.db.sql, {
    ...{ id: newId('pyb'), currency, thresholdMinor: 1n, provider: 'file', approvalsNeeded: 0, createdBy: 'test' },
  });
/** A batch that is collected and sent. */
async function sendAll(currency: string): Promise<string> {
  const batch = await newBatch(currency);
  const page = await readPayable(api.db.sql, batch, { after: '', limit: 1_000 });
  const rows = page.map((one) => ({ ...one, id: newId('pyl') }));
  await insertPayouts(api.db.sql, batch, rows);
  await api.db.sql.begin((tx) =>
    sendPayouts(
      tx,
      batch.id,
      rows.map(({ id }) => id),
      '2026-04-01',
    ),
  );
  await moveBatch(api.db.sql, batch.id, { from: ['collecting'], to: 'awaiting_results' });
  return batch.id;
}
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
    await earn(partnerId, currency, amountMinor);
  }
  for (const [currency, amount] of [
    ['EUR', '123.45'],
    ['JPY', '1000'],
    ['KWD', '1.234'],
  ] as const) {
    const { body, headers } = await file(await sendAll(currency));
    expect(headers['content-type']).toBe('application/xml; charset=utf-8');
    expect(await validatePain001(body)).toEqual([]);
    expect(body).toContain(`<NbOfTxs>1</NbOfTxs><CtrlSum>${amount}</CtrlSum>`);
    expect([...body.matchAll(/Ccy="(...)"/g)].map(([, found]) => found)).toEqual([currency]);
  }
});

test('a transfer whose account is erased between collecting and sending fails, and its amount stays payable', async () => {
  const { id: partnerId } = await api.partner('standard');
  await earn(partnerId, 'CHF', 500n);
  const batch = await newBatch('CHF');
  await api.db.sql`
    insert into commissions.payee (partner_id, name, iban, tax, updated_by) values (${partnerId}, 'x', 'DE89370400440532013000', '{}', 'test')`;
  const rows = (await readPayable(api.db.sql, batch, { after: '', limit: 10 })).map((one) => ({ ...one, id: newId('pyl') }));
  await insertPayouts(api.db.sql, batch, rows);
  await api.db.sql`delete from commissions.payee where partner_id = ${partnerId}`;
  await api.db.sql.begin((tx) => sendPayouts(tx, batch.id, [rows[0]?.id ?? ''], '2026-04-01'));
  const [payout] = await listPayouts(api.db.sql, batch.id, { states: ['failed'], after: '', limit: 10 });
  expect(payout).toMatchObject({ partnerId, state: 'failed', reason: 'the account of the partner was erased' });
  const { balances } = (await api.app.inject({ url: `/api/v1/partners/${partnerId}/commissions`, headers: api.headers })).json();
  expect(balances[0]).toMatchObject({ payable: { amount: '5.00' }, paid: { amount: '0.00' } });
});

test('a batch with more transfers than a file holds is refused instead of exported in part', async () => {
  const { id } = await newBatch('USD');
  await api.db.sql`
    insert into commissions.payout_line (id, batch_id, partner_id, currency, amount_minor, state, tax)
    select 'pyl_' || n, ${id}, 'ptn_' || n, 'USD', 1, 'sent', '{}' from generate_series(1, 100001) n`;
  await moveBatch(api.db.sql, id, { from: ['collecting'], to: 'awaiting_results' });
  const { statusCode, body } = await file(id);
  expect([statusCode, body]).toEqual([409, expect.stringContaining('has 100001 transfers, more than the 100000 of a file')]);
});
