import { extractText } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gatherEvidence } from '#activities/commissions/dispute-evidence.ts';
import { issueInvoices } from '#activities/commissions/issue-invoices.ts';
import { issueStatements } from '#activities/commissions/issue-statements.ts';
import { publishInvoiceNews } from '#activities/commissions/publish-invoice-news.ts';
import { publishNews } from '#activities/commissions/publish-news.ts';
import { compileSchema } from '#connectors/evaluator/json-schema.ts';
import { readBalances, readTrialBalance } from '#db/commissions/balance.ts';
import { findDispute } from '#db/commissions/dispute.ts';
import type { NewEvent } from '#domain/events/event.ts';
import { sampleEventTypes } from '#domain/sandboxes/sample-event-types.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { eventually } from '#test/support/engine.ts';
import { earn, giveAccount, sentBatch } from '#test/support/sent-batch.ts';

let api: TestApp;
let other: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  other = await api.partner('standard');
});
afterAll(() => api.close());

type Json = Record<string, any>;
async function call(
  method: 'GET' | 'POST',
  path: string,
  payload?: object,
  headers: object = api.headers,
): Promise<{ status: number; body: Json }> {
  const reply = await api.app.inject({ method, url: `/api/v1/partners/${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json() };
}
const balance = async (partnerId: string) => (await readBalances(api.db.sql, partnerId)).get('EUR');
/** A partner that owes 100.00, and has 30.00 payable. */
async function owing(): Promise<TestPartner> {
  const partner = await api.partner('standard');
  await earn(api.db.sql, partner.id, 'EUR', -4_000n);
  await earn(api.db.sql, partner.id, 'EUR', -6_000n);
  await earn(api.db.sql, partner.id, 'EUR', 3_000n);
  return partner;
}
const issue = async (partner: TestPartner) => call('POST', `${partner.id}/commission-invoices`, { currency: 'EUR' });
const repayment = (external_id: string, amount: string) => ({ external_id, amount: { amount, currency: 'EUR' }, day: '2026-04-03' });

test('an invoice sets off what is payable, lists the rest by line, and its repayment moves what is owed to the bank, once', async () => {
  const partner = await owing();
  const { status, body } = await issue(partner);
  expect([status, body['amount'].amount, body['open'].amount, body['state']]).toEqual([201, '70.00', '70.00', 'open']);
  expect(await balance(partner.id)).toMatchObject({ payable: 0n, clawback_receivable: -7_000n });
  const path = `${partner.id}/commission-invoices/${body['id']}`;
  const { lines } = (await call('GET', path, undefined, partner.headers)).body;
  expect(lines.map((line: Json) => [line['kind'], line['amount'].amount])).toEqual([
    ['adjustment', '10.00'],
    ['adjustment', '60.00'],
  ]);

  const pay = (id: string, amount: string) => call('POST', `${path}/repayments`, repayment(id, amount));
  const first = await pay('bank-1', '25.00');
  expect([first.status, first.body['kind'], first.body['explanation']]).toEqual([
    201,
    'repayment',
    `repaid: 25.00 EUR of the invoice ${body['id']}`,
  ]);
  // What the bank calls it is beside the ledger.
  expect((await call('GET', `${partner.id}/commissions/lines/${first.body['id']}`)).body['reason']).toBe('bank-1');
  // The same transfer again, also several times at once.
  for (const again of await Promise.all([pay('bank-1', '25.00'), pay('bank-1', '25.00')])) expect(again.body['id']).toBe(first.body['id']);
  expect((await pay('bank-1', '26.00')).status).toBe(409);
  expect(await balance(partner.id)).toMatchObject({ clawback_receivable: -4_500n, paid: -2_500n });
  const tooMuch = await pay('bank-2', '45.01');
  expect([tooMuch.status, tooMuch.body['detail']]).toEqual([409, expect.stringContaining('only 45.00 EUR is owed')]);
  expect((await pay('bank-2', '45.00')).status).toBe(201);
  const ended = (await call('GET', path)).body;
  expect([ended['state'], ended['open'].amount, ended['amount'].amount]).toEqual(['paid', '0.00', '70.00']);
  expect((await pay('bank-2', '45.00')).status).toBe(201);
  expect((await pay('bank-3', '1.00')).status).toBe(409);
  expect(await balance(partner.id)).toMatchObject({ clawback_receivable: 0n, paid: -7_000n });
});

test('two different transfers at once never repay more than is owed', async () => {
  const partner = await owing();
  const { body } = await issue(partner);
  const replies = await Promise.all(
    ['a', 'b', 'c'].map((id) => call('POST', `${partner.id}/commission-invoices/${body['id']}/repayments`, repayment(id, '30.00'))),
  );
  expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 201, 409]);
  expect(await balance(partner.id)).toMatchObject({ clawback_receivable: -1_000n, paid: -6_000n });
});

test('what a payout sets off is no longer owed on the invoice, and cannot be repaid', async () => {
  const partner = await owing();
  const { body } = await issue(partner);
  await giveAccount(api.db.sql, partner.id, 'Owes');
  await earn(api.db.sql, partner.id, 'EUR', 10_000n);
  await sentBatch(api.db.sql, 'EUR');
  expect(await balance(partner.id)).toMatchObject({ payable: 0n, paid: 3_000n, clawback_receivable: 0n });
  const path = `${partner.id}/commission-invoices/${body['id']}`;
  expect((await call('GET', path)).body).toMatchObject({ state: 'paid', open: { amount: '0.00' } });
  expect((await call('POST', `${path}/repayments`, repayment('late', '70.00'))).status).toBe(409);
  // A new clawback can be invoiced again.
  await earn(api.db.sql, partner.id, 'EUR', -500n);
  expect((await issue(partner)).body['amount'].amount).toBe('5.00');
});

test('a partner that owes nothing more than is payable has no invoice, and nobody has two open ones', async () => {
  const partner = await api.partner('standard');
  expect((await issue(partner)).status).toBe(409);
  await earn(api.db.sql, partner.id, 'EUR', -500n);
  await earn(api.db.sql, partner.id, 'EUR', 500n);
  expect((await issue(partner)).status).toBe(409);
  await earn(api.db.sql, partner.id, 'EUR', -100n);
  const statuses = (await Promise.all([issue(partner), issue(partner)])).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([201, 409]);
});

test('a cancelled invoice is carried forward, and cannot be repaid or cancelled again', async () => {
  const partner = await owing();
  const { body } = await issue(partner);
  const path = `${partner.id}/commission-invoices/${body['id']}`;
  expect((await call('POST', `${path}/cancel`, { reason: 'Recorded twice' })).body).toMatchObject({
    state: 'cancelled',
    reason: 'Recorded twice',
  });
  expect((await call('POST', `${path}/cancel`, { reason: 'Again' })).status).toBe(409);
  expect((await call('POST', `${path}/repayments`, repayment('x', '1.00'))).status).toBe(409);
  expect(await balance(partner.id)).toMatchObject({ clawback_receivable: -7_000n });
  expect((await issue(partner)).body['amount'].amount).toBe('70.00');
});

test('with the statements of a month each partner that owes is invoiced once, and the repayment is on the next statement', async () => {
  const partner = await owing();
  const sql = api.db.sql;
  const state = (month: string) =>
    issueStatements({ sql, publish: async () => {} }, { month, until: new Date(Date.now() + 60_000), nextPage: () => {} });
  await state('2026-03');
  const invoice = () => issueInvoices(sql, { month: '2026-03', day: '2026-04-01', nextPage: () => {} });
  expect(await invoice()).toBeGreaterThanOrEqual(1);
  expect(await invoice()).toBe(0);
  const { data } = (await call('GET', `${partner.id}/commission-invoices`, undefined, partner.headers)).body;
  expect(data).toMatchObject([{ month: '2026-03', amount: { amount: '70.00' } }]);
  await call('POST', `${partner.id}/commission-invoices/${data[0].id}/repayments`, repayment('bank', '70.00'));
  await state('2026-04');
  const next = (await call('GET', `${partner.id}/statements/2026-04?currency=EUR`)).body;
  expect([next['opening'].amount, next['closing'].amount]).toEqual(['-70.00', '0.00']);
  expect(next['lines'].map((line: Json) => [line['kind'], line['change'].amount])).toEqual([
    ['offset', '0.00'],
    ['repayment', '70.00'],
  ]);
});

test('each invoice is told once when it is issued, repaid and cancelled, to its partner and to the company, also if a try ends before it', async () => {
  const [repaid, cancelled] = [await owing(), await owing()];
  const told: [string, string | undefined, Json][] = [];
  const published = new Set<string | null | undefined>();
  const publish = async (events: NewEvent[]) => {
    for (const { externalId, type, partnerIds, dataJson } of events) {
      if (!published.has(externalId)) told.push([type, partnerIds?.[0], JSON.parse(dataJson)]);
      published.add(externalId);
    }
  };
  const notified: Json[] = [];
  const notify = async (type: string, data: object, occasion?: string) => void notified.push({ type, ...data, occasion });
  const tell = async () => {
    while ((await publishInvoiceNews({ sql: api.db.sql, publish, notify })) > 0);
    while ((await publishNews({ sql: api.db.sql, publish })) > 0);
  };
  const [first, second] = [(await issue(repaid)).body['id'], (await issue(cancelled)).body['id']];
  const away = () => Promise.reject(new Error('away'));
  await expect(publishInvoiceNews({ sql: api.db.sql, publish: away, notify })).rejects.toThrow('away');
  await tell();
  await call('POST', `${repaid.id}/commission-invoices/${first}/repayments`, repayment('bank-9', '30.00'));
  await call('POST', `${cancelled.id}/commission-invoices/${second}/cancel`, { reason: 'Ada asked' });
  const own = new Set([repaid.id, cancelled.id]);
  const ofInvoices = () => told.filter(([type, partnerId]) => type.startsWith('invoice.') && own.has(partnerId ?? ''));
  // A line is told when no earlier transaction of the server is open.
  await eventually(tell, () => ofInvoices().length >= 4);
  await tell();
  expect(ofInvoices().map(([type, partnerId, data]) => [type, partnerId, data['invoice_id'], data['amount'], data['currency']])).toEqual([
    ['invoice.issued', repaid.id, first, '70.00', 'EUR'],
    ['invoice.issued', cancelled.id, second, '70.00', 'EUR'],
    ['invoice.cancelled', cancelled.id, second, '70.00', 'EUR'],
    ['invoice.repaid', repaid.id, first, '30.00', 'EUR'],
  ]);
  expect(notified.filter((one) => own.has(one['partner_id']))).toEqual(
    [
      [repaid.id, first],
      [cancelled.id, second],
    ].map(([partner_id, invoice_id]) => ({
      ...{ type: 'causeway.invoice.issued', partner_id, invoice_id, month: null, amount: '70.00', currency: 'EUR' },
      occasion: `causeway.invoice.issued/${invoice_id}`,
    })),
  );
  // What a person wrote is read with the invoice.
  expect(JSON.stringify(told)).not.toContain('Ada');
  for (const [type, , data] of ofInvoices()) {
    const schema = sampleEventTypes.find(({ name }) => name === type)?.schema ?? {};
    expect(compileSchema(schema, { knowsDialect: true })(data)).toEqual([]);
  }
});

test('a statement and an invoice keep the name that their partner had, whatever it is called later', async () => {
  const partner = await owing();
  const { body } = await issue(partner);
  const get = async () =>
    (
      await api.app.inject({
        url: `/api/v1/partners/${partner.id}/commission-invoices/${body['id']}?format=pdf`,
        headers: { ...api.headers },
      })
    ).rawPayload;
  const before = await get();
  await api.app.inject({ method: 'PATCH', url: `/api/v1/partners/${partner.id}`, headers: api.headers, payload: { name: 'Renamed Ltd' } });
  expect((await get()).equals(before)).toBe(true);
});

test('an invoice can be exported as CSV, HTML and PDF, with the same sum', async () => {
  const partner = await owing();
  const { body } = await issue(partner);
  const get = (format: string) =>
    api.app.inject({
      url: `/api/v1/partners/${partner.id}/commission-invoices/${body['id']}?format=${format}`,
      headers: { ...partner.headers },
    });
  expect((await get('csv')).body).toContain(',,total,,70.00,EUR');
  expect((await get('html')).body).toContain('<th colspan="2">To be paid back</th><td class="amount">70.00</td>');
  const { text } = await extractText(new Uint8Array((await get('pdf')).rawPayload), { mergePages: true });
  expect(text.replaceAll(/\s+/g, ' ')).toContain('To be paid back 70.00');
});

test('a partner disputes an invoice with its lines as evidence, and another partner sees neither', async () => {
  const partner = await owing();
  const { body } = await issue(partner);
  const path = `${partner.id}/commission-invoices/${body['id']}`;
  for (const address of [
    path,
    `${path}?format=pdf`,
    `${partner.id}/commission-invoices`,
    `${other.id}/commission-invoices/${body['id']}`,
  ]) {
    expect((await call('GET', address, undefined, other.headers)).status, address).toBe(404);
  }
  const question = { invoice_id: body['id'], question: 'Why do we owe this?' };
  expect((await call('POST', `${other.id}/disputes`, question, other.headers)).body).toMatchObject({
    errors: [{ message: expect.stringContaining('is not an invoice') }],
  });
  const opened = await call('POST', `${partner.id}/disputes`, question, partner.headers);
  expect([opened.status, opened.body['invoice_id']]).toEqual([201, body['id']]);
  const dispute = await findDispute(api.db.sql, opened.body['id']);
  if (!dispute) throw new Error('The dispute is not there');
  const evidence = await gatherEvidence({ sql: api.db.sql, store: api.attribution.sql }, dispute);
  expect(evidence[0]).toBe('The invoice is over 70.00 EUR, of which 70.00 EUR is owed; it is open.');
  expect(evidence.slice(1)).toEqual([
    expect.stringMatching(/^10\.00 EUR of it for lin_/),
    expect.stringMatching(/^60\.00 EUR of it for lin_/),
  ]);
});

test('another currency and nothing are refused, all faults at once', async () => {
  const partner = await owing();
  const { body } = await issue(partner);
  const payload = { external_id: 'x', amount: { amount: '0', currency: 'USD' }, day: '2026-04-03' };
  const refused = await call('POST', `${partner.id}/commission-invoices/${body['id']}/repayments`, payload);
  expect([refused.status, refused.body['errors'].length]).toEqual([400, 2]);
  expect((await call('POST', `${partner.id}/commission-invoices/cin_x/repayments`, repayment('x', '1.00'))).status).toBe(404);
});

test('after all of this the trial balance is zero, and nobody changes what an invoice lists', async () => {
  expect([...(await readTrialBalance(api.db.sql)).values()].filter((sum) => sum !== 0n)).toEqual([]);
  await expect(api.db.sql`update commissions.invoice_line set amount_minor = 0`).rejects.toThrow(/append-only/);
});
