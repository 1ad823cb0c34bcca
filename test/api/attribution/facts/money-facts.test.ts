import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;

beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner('standard');
});
afterAll(() => api.close());

const post = async (path: string, payload: object, headers: object = api.headers) => {
  const reply = await api.app.inject({ method: 'POST', url: `/api/v1${path}`, headers: { ...headers }, payload });
  return { status: reply.statusCode, body: reply.json() };
};
const get = async (path: string, headers: object = api.headers) =>
  (await api.app.inject({ url: `/api/v1${path}`, headers: { ...headers } })).json();
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const faultsOf = ({ status, body }: { status: number; body: { errors?: { pointer: string; code: string }[] } }) => [
  status,
  body.errors?.map(({ pointer, code }) => `${pointer} ${code}`),
];

test('a conversion is recorded with its subject, or without one', async () => {
  const lead = await post('/conversions', {
    external_id: 'l-1',
    kind: 'lead',
    subject: 'user-1',
    value: { amount: '1500', currency: 'JPY' },
  });
  expect(lead).toMatchObject({ status: 201, body: { kind: 'lead', value: { amount: '1500', currency: 'JPY' }, registered_by: null } });
  expect(await post('/conversions', { kind: 'customer' })).toMatchObject({ status: 201, body: { subject: null } });
  const opportunity = { kind: 'opportunity', subject: 'user-1', registered_by: partner.id, registered_at: '2026-01-01T00:00:00Z' };
  expect(await post('/conversions', opportunity)).toMatchObject({ status: 201, body: { registered_by: partner.id } });
  expect(faultsOf(await post('/conversions', { ...opportunity, kind: 'lead' }))).toEqual([400, ['/registered_by not_applicable']]);
  expect((await get('/conversions?subject=user-1')).data).toHaveLength(2);
});

test('sales, refunds and subscriptions are recorded in minor units of their currency', async () => {
  const sale = {
    external_id: 'i-1',
    kind: 'sale',
    subject: 'user-2',
    amount: { amount: '1.234', currency: 'KWD' },
    tax: { amount: '0.234', currency: 'KWD' },
  };
  expect(await post('/revenue', sale)).toMatchObject({ status: 201, body: { amount: sale.amount, tax: sale.tax } });
  const [row] = await api.db
    .sql`select amount_minor::int as amount, tax_minor::int as tax from attribution.revenue where external_id = 'i-1'`;
  expect(row).toEqual({ amount: 1234, tax: 234 });
  const started = { kind: 'subscription_started', subscription: 'sub-1', subject: 'user-2', amount: eur('49.00') };
  expect((await post('/revenue', started)).status).toBe(201);
  expect(faultsOf(await post('/revenue', { ...started, subscription: undefined }))).toEqual([400, ['/subscription required']]);
});

test.each([
  ['a negative amount', { amount: { amount: '-5.00', currency: 'EUR' } }, '/amount/amount invalid_format'],
  ['an unknown currency', { amount: { amount: '5.00', currency: 'XQQ' } }, '/amount/currency invalid_value'],
  ['more decimals than the currency has', { amount: { amount: '5.5', currency: 'JPY' } }, '/amount/amount invalid_value'],
  ['an amount beyond a bigint', { amount: eur('99999999999999999999.00') }, '/amount/amount invalid_value'],
  ['tax above the amount', { amount: eur('5.00'), tax: eur('6.00') }, '/tax too_large'],
  ['tax in another currency', { amount: eur('5.00'), tax: { amount: '1.00', currency: 'USD' } }, '/tax invalid_value'],
  ['a refund that names no sale', { kind: 'refund', amount: eur('5.00') }, '/refund_of required'],
  ['a conversion that does not exist', { amount: eur('5.00'), conversion_id: 'cnv_x' }, '/conversion_id invalid_value'],
])('%s is refused', async (_, extra, expected) => {
  expect(faultsOf(await post('/revenue', { kind: 'sale', ...extra }))).toEqual([400, [expected]]);
});

test('refunds never exceed their sale together, also when they come at once', async () => {
  await post('/revenue', { external_id: 'i-2', kind: 'sale', amount: eur('100.00') });
  const refund = (id: string, amount: string) =>
    post('/revenue', { external_id: id, kind: 'refund', refund_of: 'i-2', amount: eur(amount) });
  expect((await refund('r-1', '60.00')).status).toBe(201);
  const refused = await refund('r-2', '60.00');
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'refund_exceeds_sale', detail: expect.stringContaining('60.00 EUR are refunded already') },
  });
  expect((await refund('r-1', '60.00')).status).toBe(200);
  const atOnce = await Promise.all(Array.from({ length: 8 }, (_, i) => refund(`r-at-once-${i}`, '15.00')));
  expect(atOnce.map(({ status }) => status).toSorted()).toEqual([201, 201, 422, 422, 422, 422, 422, 422]);
  const dollars = { external_id: 'r-9', kind: 'refund', refund_of: 'i-2', amount: { amount: '1.00', currency: 'USD' } };
  expect(faultsOf(await post('/revenue', dollars))).toEqual([400, ['/amount/currency invalid_value']]);
});

test('a refund may come before its sale; in one batch, the refunds of a sale are added up', async () => {
  expect((await post('/revenue', { external_id: 'r-10', kind: 'refund', refund_of: 'i-3', amount: eur('10.00') })).status).toBe(201);
  const { body } = await post('/revenue/batch', {
    revenue: [
      { external_id: 'r-11', kind: 'refund', refund_of: 'i-3', amount: eur('80.00') },
      { external_id: 'i-3', kind: 'sale', amount: eur('100.00') },
      { external_id: 'r-12', kind: 'refund', refund_of: 'i-3', amount: eur('11.00') },
      { external_id: 'r-13', kind: 'refund', refund_of: 'i-3', amount: eur('10.00') },
    ],
  });
  expect(body.results.map(({ status }: { status: string }) => status)).toEqual(['created', 'created', 'failed', 'created']);
});

test('costs belong to a partner or to the programme, and can be taken back', async () => {
  const cost = { external_id: 'c-1', kind: 'commission', partner_id: partner.id, amount: eur('12.50') };
  expect(await post('/costs', cost)).toMatchObject({ status: 201, body: { amount: eur('12.50'), taken_back: false } });
  expect(await post('/costs', { ...cost, external_id: 'c-2', taken_back: true })).toMatchObject({
    body: { amount: eur('12.50'), taken_back: true },
  });
  expect((await post('/costs', { kind: 'programme', amount: eur('500.00') })).body.partner_id).toBeNull();
  expect(faultsOf(await post('/costs', { ...cost, partner_id: 'ptn_x' }))).toEqual([400, ['/partner_id unknown_partner']]);
  const own = await get('/costs', partner.headers);
  expect(own.data.map((one: { external_id: string }) => one.external_id)).toEqual(['c-2', 'c-1']);
});

test('only the company tells conversions, revenue and costs', async () => {
  for (const [path, payload] of [
    ['/conversions', { kind: 'lead' }],
    ['/revenue', { kind: 'sale', amount: eur('1.00') }],
    ['/costs', { kind: 'bonus', amount: eur('1.00') }],
  ] as const) {
    expect(await post(path, payload, partner.headers)).toMatchObject({ status: 403, body: { code: 'platform_key_required' } });
    expect(await post(`${path}/batch`, { [path.slice(1)]: [payload] }, partner.headers)).toMatchObject({ status: 403 });
  }
});

test('the company records facts in a sandbox, which no live list shows', async () => {
  const sandbox = await api.partner('sandbox');
  const made = await post('/conversions', { kind: 'lead', subject: 'user-1', sandbox_id: sandbox.id });
  expect(made.body.sandbox_id).toBe(sandbox.id);
  expect((await get('/conversions')).data.map((one: { id: string }) => one.id)).not.toContain(made.body.id);
  expect(faultsOf(await post('/conversions', { kind: 'lead', sandbox_id: partner.id }))).toEqual([400, ['/sandbox_id unknown_partner']]);
});
