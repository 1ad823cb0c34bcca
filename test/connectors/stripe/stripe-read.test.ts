import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import type { ConnectorError } from '#connectors/connector-error.ts';
import type { Connector } from '#connectors/connector.ts';
import type { PageRequest, VendorRecord } from '#connectors/record.ts';
import { createStripe } from '#connectors/stripe/stripe.ts';
import { summariseBilling } from '#domain/sync/billing-summary.ts';
import { readStripeSubscription, subscriptionFields } from '#domain/sync/stripe-subscription.ts';
import { httpFor, sessionWith } from '#test/connectors/support/fake-session.ts';

let stripe: StripeFake;
let connector: Connector;
let told: ReturnType<typeof sessionWith>;

beforeEach(async () => {
  // Tests are faster than 25 requests a second.
  const much = { max: 100_000, windowMs: 1_000 };
  stripe = await startStripe({ port: 0, limits: { account: much, endpoint: much, search: much } });
  connector = createStripe(stripe.url);
  told = sessionWith(connector, httpFor(stripe.url), { accessToken: stripe.secretKey });
});
afterEach(() => stripe.close());

const customers = (count: number) =>
  Array.from({ length: count }, (_, place) => stripe.account.create('customer', { name: `C${place}`, metadata: {} }));
const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id).toSorted();

async function readAll(request: Partial<PageRequest>, between?: () => void): Promise<VendorRecord[]> {
  const records: VendorRecord[] = [];
  let cursor: string | null = null;
  do {
    const asked: PageRequest = { object: 'customers', fields: ['name'], what: 'all', since: null, ...request, cursor };
    const page = await connector.objects.readPage(told.session, asked);
    records.push(...page.records);
    cursor = page.next;
    between?.();
  } while (cursor !== null);
  return records;
}

test('reads everything, 100 at a time', async () => {
  const made = customers(250);
  expect(idsOf(await readAll({}))).toEqual(idsOf(made));
  expect(stripe.arrived()).toHaveLength(3);
  expect(told.drawn[0]).toEqual({ id: 'endpoint', key: 'GET customers' });
});

test('an object that is deleted while its list is read hides no other', async () => {
  const made = customers(250);
  const last = made[150];
  const kept = idsOf(made).filter((id) => id !== last?.id);
  let pages = 0;
  const read = await readAll({}, () => (++pages === 1 ? void stripe.account.delete('customer', last?.id ?? '') : undefined));
  expect(new Set(idsOf(read)).isSupersetOf(new Set(kept))).toBe(true);
});

test('changes are told by events, and the objects themselves are read', async () => {
  const [changed, , gone] = customers(3);
  stripe.clock.advance(60_000);
  const since = new Date(stripe.clock.now());
  stripe.clock.advance(1_000);
  stripe.account.update('customer', changed?.id ?? '', { name: 'First', metadata: { 'deal.id': 'deal_1' } });
  stripe.account.update('customer', changed?.id ?? '', { name: 'Second' });
  stripe.account.delete('customer', gone?.id ?? '');
  const read = await readAll({ what: 'changed', since, fields: ['name', 'metadata.deal.id', 'created', 'email'] });
  expect(read).toMatchObject([{ id: changed?.id, fields: { name: 'Second', 'metadata.deal.id': 'deal_1', email: null } }]);
  expect(read[0]?.fields['created']).toBe(new Date((changed?.created ?? 0) * 1_000).toISOString());
  expect(await readAll({ what: 'gone', since })).toMatchObject([{ id: gone?.id, state: 'deleted' }]);
});

test('pages of events tell themselves apart, also if all are about one object', async () => {
  const [one] = customers(1);
  stripe.clock.advance(60_000);
  const since = new Date(stripe.clock.now());
  for (let n = 0; n < 150; n++) stripe.account.update('customer', one?.id ?? '', { name: `Name ${n}` });
  const asked: PageRequest = { object: 'customers', fields: ['name'], what: 'changed', since, cursor: null };
  const first = await connector.objects.readPage(told.session, asked);
  const second = await connector.objects.readPage(told.session, { ...asked, cursor: first.next });
  expect(second.records).toEqual(first.records);
  expect(second.mark).not.toBe(first.mark);
});

test('a version tells a changed object from a repeated one', async () => {
  const [one] = customers(1);
  const [first, again] = [await readAll({}), await readAll({})];
  expect(again[0]?.version).toBe(first[0]?.version);
  stripe.account.update('customer', one?.id ?? '', { phone: '1' });
  expect((await readAll({}))[0]?.version).not.toBe(first[0]?.version);
});

test('after a pause of more than 30 days everything is read again', async () => {
  const made = customers(3);
  const read = await readAll({ what: 'changed', since: new Date(Date.now() - 31 * 24 * 60 * 60_000) });
  expect(idsOf(read)).toEqual(idsOf(made));
  expect(stripe.arrived().map(({ path }) => path.split('?')[0])).toEqual(['/v1/customers']);
});

test('a subscription that ended is changed, not gone', async () => {
  const since = new Date(Date.now() - 1_000);
  const one = stripe.account.create('subscription', { status: 'active', customer: 'cus_1', items: { object: 'list', data: [] } });
  stripe.account.update('subscription', one.id, { status: 'canceled' });
  stripe.account.tell('customer.subscription.deleted', one);
  expect(await readAll({ object: 'subscriptions', fields: ['status', 'customer'], what: 'changed', since })).toMatchObject([
    { id: one.id, state: 'live', fields: { status: 'canceled', customer: 'cus_1' } },
  ]);
  expect(await readAll({ object: 'subscriptions', what: 'gone', since })).toEqual([]);
  expect(await readAll({ object: 'subscriptions' })).toMatchObject([{ id: one.id }]);
});

test('reads many by id, without those that are unknown or gone', async () => {
  const [one, gone] = customers(2);
  stripe.account.delete('customer', gone?.id ?? '');
  const read = await connector.objects.readMany(told.session, 'customers', [one?.id ?? '', gone?.id ?? '', 'cus_none'], ['name']);
  expect(read).toMatchObject([{ id: one?.id, fields: { name: 'C0' } }]);
});

test('a page that repeats for ever ends with an error', async () => {
  customers(5);
  stripe.account.repeatPages = true;
  await expect(readAll({})).rejects.toMatchObject({ kind: 'rejected' });
  await expect(readAll({ what: 'changed', since: new Date(Date.now() - 60_000) })).rejects.toMatchObject({ kind: 'rejected' });
});

test.each([
  ['quota', 'rate_limited', 'account'],
  ['rate_limited', 'rate_limited', 'endpoint'],
  ['unavailable', 'unavailable', undefined],
  ['unauthorized', 'unauthorized', undefined],
  ['html', 'malformed', undefined],
  ['truncated', 'unavailable', undefined],
  ['reset', 'unavailable', undefined],
] as const)('the fault %s is the error %s', async (kind, expected, limitId) => {
  stripe.faults.plan({ kind });
  const error = await readAll({}).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ kind: expected });
  expect((error as ConnectorError).details.limitId).toBe(limitId);
});

test('a restricted key that lacks a permission is told which', async () => {
  const accessToken = stripe.restrict(['rak_event_read']);
  const { session } = sessionWith(connector, httpFor(stripe.url), { accessToken });
  const reading = connector.objects.readPage(session, { object: 'customers', fields: [], what: 'all', since: null, cursor: null });
  await expect(reading).rejects.toMatchObject({ kind: 'rejected', details: { missingScopes: ['rak_customer_read'] } });
});

test('identifies the account, also one that is connected to a platform', async () => {
  expect(await connector.objects.identify(told.session)).toMatchObject({ id: stripe.account.id, name: 'Causeway Sandbox' });
  const http = httpFor(stripe.url);
  const connected = sessionWith(connector, http, { accessToken: stripe.secretKey, accountId: stripe.account.id });
  expect(await connector.objects.identify(connected.session)).toMatchObject({ id: stripe.account.id });
  const other = sessionWith(connector, http, { accessToken: stripe.secretKey, accountId: 'acct_other' });
  await expect(connector.objects.identify(other.session)).rejects.toMatchObject({ kind: 'rejected' });
});

test('every object is described, with what has to be given', async () => {
  const required = async (object: string) =>
    (await connector.objects.describe(told.session, object)).fields.flatMap(({ name, required: isRequired }) => (isRequired ? name : []));
  expect(await required('prices')).toEqual(['product', 'currency', 'unit_amount']);
  for (const { name } of connector.manifest.objects) {
    expect((await connector.objects.describe(told.session, name)).fields.length).toBeGreaterThan(5);
  }
});

/** As an API client would, so that the fake checks what it is sent. */
async function post(path: string, form: Record<string, string>): Promise<{ id: string }> {
  const headers = { authorization: `Bearer ${stripe.secretKey}`, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(`${stripe.url}/v1/${path}`, { method: 'POST', headers, body: new URLSearchParams(form).toString() });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as { id: string };
}

test('a subscription is read with its tiers and its coupons, from a list, by its id and after an event', async () => {
  const product = (await post('products', { name: 'Team' })).id;
  const tiers = { 'tiers[0][up_to]': '10', 'tiers[0][unit_amount]': '500', 'tiers[1][up_to]': 'inf', 'tiers[1][unit_amount]': '300' };
  const scheme = { currency: 'eur', product, 'recurring[interval]': 'month' };
  const tiered = (await post('prices', { ...scheme, billing_scheme: 'tiered', tiers_mode: 'graduated', ...tiers })).id;
  const plain = (await post('prices', { ...scheme, unit_amount: '1000' })).id;
  const half = (await post('coupons', { percent_off: '50', duration: 'forever' })).id;
  const customer = (await post('customers', { name: 'Nordwind AG' })).id;
  const since = new Date(stripe.clock.now() - 1_000);
  const payment = { customer, collection_method: 'send_invoice', days_until_due: '14' };
  const bought = [
    // 10 × 5.00 and 2 × 3.00.
    await post('subscriptions', { ...payment, 'items[0][price]': tiered, 'items[0][quantity]': '12' }),
    await post('subscriptions', { ...payment, 'items[0][price]': plain, 'items[0][quantity]': '3', 'discounts[0][coupon]': half }),
  ];
  const asked = { object: 'subscriptions', fields: [...subscriptionFields] };
  const ids = bought.map(({ id }) => id);
  for (const records of [
    await readAll({ ...asked, what: 'all' }),
    await readAll({ ...asked, what: 'changed', since }),
    await connector.objects.readMany(told.session, 'subscriptions', ids, asked.fields),
  ]) {
    const revenue = records.map(({ id, fields }) => {
      const subscription = readStripeSubscription(id, fields);
      return [id, subscription && summariseBilling([subscription], new Date())['billing:mrr']];
    });
    expect(Object.fromEntries(revenue)).toEqual({ [ids[0] ?? '']: '56.00', [ids[1] ?? '']: '15.00' });
  }
});

test('the fake refuses to expand more than four levels, as Stripe does', async () => {
  const deep = told.session.call({ method: 'GET', path: '/v1/subscriptions', query: { 'expand[]': ['data.items.data.price.tiers'] } });
  await expect(deep).rejects.toThrow('more than 4 levels');
});
