import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectFacts } from '#activities/attribution/collect-facts.ts';
import { createPseudonyms } from '#db/attribution/facts/pseudonyms.ts';
import { newId } from '#domain/id.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
let attribution: Record<string, unknown> = {};
const settings = () => Settings.parse({ attribution });

beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner('standard');
});
afterAll(() => api.close());

const collect = (now?: number) =>
  collectFacts(
    { db: api.db, attribution: api.attribution, pseudonyms: createPseudonyms(api.attribution.sql, api.secretBox), settings },
    now,
  );
const get = async (path: string) => (await api.app.inject({ url: `/api/v1${path}`, headers: api.headers })).json().data;
async function send(method: 'POST' | 'PATCH', path: string, headers: object, payload?: object) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  expect(reply.statusCode, reply.body).toBeLessThan(300);
  return reply.json();
}

async function approvedDeal(website: string, owner: TestPartner = partner): Promise<string> {
  const fields = { customer: { company_name: 'Brightwell', website }, expected_value: { amount: '48000.00', currency: 'EUR' } };
  const { id } = await send('POST', '/deals', owner.headers, { ...fields, close_date: '2030-01-01' });
  await api.db.sql`
    update deal set submitted_at = now() - interval '2 days', review_status = 'approved', decided_at = now() - interval '1 day',
      protected_from = now() - interval '1 day', updated_at = now() where id = ${id}`;
  return id;
}
const win = (id: string) => api.db.sql`update deal set stage = 'won', closed_at = now(), updated_at = now() where id = ${id}`;
const shape = (facts: { external_id: string }[], id: string) => facts.filter((fact) => fact.external_id.startsWith(id));

test('an approved deal is a touch of its partner and the opportunity that it registered; once won, a customer and a sale', async () => {
  const id = await approvedDeal('https://www.brightwell.example');
  expect(await collect()).toBe(3);
  const subject = 'account%2Fbrightwell.example';
  expect(await get(`/touches?subject=${subject}&source=deal_registration`)).toMatchObject([
    { external_id: `${id}/registration`, partner_id: partner.id, origin: 'deals', metadata: { deal: id } },
  ]);
  const [opportunity] = await get(`/conversions?subject=${subject}`);
  expect(opportunity).toMatchObject({
    ...{ kind: 'opportunity', deal_id: id, registered_by: partner.id },
    value: { amount: '48000.00', currency: 'EUR' },
  });
  expect(Date.parse(opportunity.registered_at)).toBeLessThan(Date.parse(opportunity.occurred_at));

  await win(id);
  expect(await collect()).toBe(2);
  const [customer] = await get(`/conversions?kind=customer&subject=${subject}`);
  expect(await get(`/revenue?subject=${subject}`)).toMatchObject([
    { kind: 'sale', amount: { amount: '48000.00', currency: 'EUR' }, conversion_id: customer.id },
  ]);
});

test('reading again, and two readers at once, add nothing', async () => {
  const id = await approvedDeal('https://again.example');
  const added = await Promise.all([collect(), collect(), collect()]);
  expect(added.reduce((sum, count) => sum + count, 0)).toBe(3);
  await api.attribution.sql`delete from reader`;
  expect(await collect()).toBe(0);
  expect(shape(await get('/touches'), id)).toHaveLength(2);
});

test('a call of a partner about a deal is a touch only while the settings count API keys', async () => {
  attribution = { touch_sources: ['utm'] };
  const id = await approvedDeal('https://calls.example');
  await collect();
  expect(shape(await get('/touches?source=api_key'), id)).toEqual([]);
  attribution = {};
  expect(await collect()).toBe(1);
  expect(shape(await get('/touches?source=api_key'), id)).toMatchObject([{ partner_id: partner.id }]);
});

test('a draft, and a deal that was not approved, tell nothing', async () => {
  await send('POST', '/deals', partner.headers, { customer: { company_name: 'Draft', website: 'https://draft.example' } });
  expect(await collect()).toBe(0);
});

test('the deals of a sandbox are facts of that sandbox only', async () => {
  const sandbox = await api.partner('sandbox');
  const id = await approvedDeal('https://brightwell.example', sandbox);
  expect(await collect()).toBe(3);
  expect(shape(await get('/touches'), id)).toEqual([]);
  expect(shape(await get(`/touches?sandbox_id=${sandbox.id}`), id)).toHaveLength(2);
});

const times = { created: 1_772_600_000 };
async function notice(type: string, object: object, externalId = newId('evt')): Promise<void> {
  const [source, webhook, event] = [newId('con'), newId('inw'), newId('inb')];
  const body = Buffer.from(JSON.stringify({ id: externalId, type, ...times, data: { object } }));
  await api.db.sql`insert into inbound_source (id, vendor, name) values (${source}, 'stripe', 'Billing')`;
  await api.db.sql`insert into inbound_webhook (id, source_id, body) values (${webhook}, ${source}, ${body})`;
  await api.db.sql`
    insert into inbound_event (id, source_id, webhook_id, vendor, external_id, type, effect)
    values (${event}, ${source}, ${webhook}, 'stripe', ${externalId}, ${type}, 'changed')`;
}
const item = (unit: number, interval: string) => ({ quantity: 2, price: { unit_amount: unit, recurring: { interval } } });
const subscription = (unit: number, status = 'active') => ({
  ...{ id: 'sub_1', customer: 'cus_1', currency: 'usd', status },
  ...{ items: { data: [item(unit, 'year')], has_more: false }, discounts: [] },
});

test('paid invoices, credit notes and subscriptions of the connected billing are revenue, if the settings say so', async () => {
  const invoice = { id: 'in_1', customer: 'cus_1', amount_paid: 11_900, total: 11_900, total_excluding_tax: 10_000, currency: 'eur' };
  await notice('credit_note.created', { id: 'cn_1', customer: 'cus_1', invoice: 'in_1', total: 5_950, currency: 'eur', ...times });
  await notice('invoice.paid', { ...invoice, status_transitions: { paid_at: 1_772_500_000 } });
  await notice('invoice.paid', { ...invoice, status_transitions: { paid_at: 1_772_500_000 } });
  await notice('invoice.paid', { ...invoice, id: 'in_0', amount_paid: 0 });
  await notice('customer.subscription.created', subscription(60_000));
  await notice('customer.subscription.updated', subscription(120_000));
  await notice('customer.subscription.deleted', subscription(120_000, 'canceled'));
  await notice('invoice.paid', { id: 'what' });
  expect(await collect()).toBe(0);
  attribution = { revenue_source: 'billing' };
  expect(await collect()).toBe(5);
  expect(await collect()).toBe(0);
  const revenue = (await get('/revenue?subject=stripe%2Fcus_1')).toReversed();
  expect(revenue.map((one: { kind: string; amount: object; tax: { amount: string } }) => [one.kind, one.amount, one.tax.amount])).toEqual([
    ['refund', { amount: '59.50', currency: 'EUR' }, '0.00'],
    ['sale', { amount: '119.00', currency: 'EUR' }, '19.00'],
    ['subscription_started', { amount: '100.00', currency: 'USD' }, '0.00'],
    ['subscription_changed', { amount: '200.00', currency: 'USD' }, '0.00'],
    ['subscription_stopped', { amount: '0.00', currency: 'USD' }, '0.00'],
  ]);
  expect(revenue[0]).toMatchObject({ refund_of: 'in_1', origin: 'sync', occurred_at: new Date(times.created * 1_000).toISOString() });
});

test('a refund without a credit note is recorded a minute later, and one with a credit note once', async () => {
  attribution = { revenue_source: 'billing' };
  const of = { customer: 'cus_2', currency: 'eur' };
  const invoice = { ...of, amount_paid: 10_000, total: 10_000 };
  const charge = (id: string, refunded: number) => ({ ...of, id: `ch_${id}`, invoice: `in_${id}`, amount_refunded: refunded });
  await notice('invoice.paid', { id: 'in_a', ...invoice });
  await notice('invoice.paid', { id: 'in_b', ...invoice });
  await notice('charge.refunded', charge('a', 1_000));
  await notice('charge.refunded', charge('a', 2_500));
  await notice('charge.refunded', charge('a', 2_500));
  await notice('charge.refunded', charge('b', 4_000));
  await notice('credit_note.created', { ...of, id: 'cn_b', invoice: 'in_b', total: 4_000, ...times });
  await notice('charge.refunded', { ...charge('c', 4_000), invoice: null });
  expect(await collect()).toBe(3);
  const inAMinute = Date.now() + 61_000;
  expect(await collect(inAMinute)).toBe(2);
  expect(await collect(inAMinute)).toBe(0);
  const revenue: { kind: string; refund_of: string; external_id: string; amount: { amount: string } }[] =
    await get('/revenue?subject=stripe%2Fcus_2');
  const refunds = revenue.filter(({ kind }) => kind === 'refund').map((one) => [one.refund_of, one.external_id, one.amount.amount]);
  expect(refunds.toSorted()).toEqual([
    ['in_a', 'ch_a/1000', '10.00'],
    ['in_a', 'ch_a/2500', '15.00'],
    ['in_b', 'cn_b', '40.00'],
  ]);
});

test('with revenue from billing, a won deal is a customer and no second sale', async () => {
  const id = await approvedDeal('https://billed.example');
  await win(id);
  await collect();
  const facts = await Promise.all([get('/conversions'), get('/revenue')]);
  expect(
    facts.map(
      (list) =>
        shape(
          list.filter(({ external_id }: { external_id: string | null }) => external_id),
          id,
        ).length,
    ),
  ).toEqual([2, 0]);
});
