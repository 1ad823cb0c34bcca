import { Stripe } from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { consent } from '#apps/fakes/consent.ts';
import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';

const redirectUri = 'https://causeway.example/connect/stripe/callback';
let fake: StripeFake;
let stripe: Stripe;

const connect = (key: string, retries = 0) =>
  new Stripe(key, { host: '127.0.0.1', port: new URL(fake.url).port, protocol: 'http', maxNetworkRetries: retries, telemetry: false });

beforeEach(async () => {
  // Tests are faster than 25 requests a second.
  const much = { max: 1_000, windowMs: 1_000 };
  fake = await startStripe({ port: 0, redirectUris: [redirectUri], limits: { account: much, endpoint: much, search: much } });
  stripe = connect(fake.secretKey);
});
afterEach(() => fake.close());

async function subscribe() {
  const customer = await stripe.customers.create({ email: 'ada@acme.example', name: 'Acme' });
  const product = await stripe.products.create({ name: 'Plan' });
  const price = await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 2_000, recurring: { interval: 'month' } });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    collection_method: 'send_invoice',
    days_until_due: 14,
    items: [{ price: price.id, quantity: 3 }],
    metadata: { deal: 'deal_1' },
  });
  return { customer, price, subscription };
}

test('creates, reads, updates and deletes customers', async () => {
  const created = await stripe.customers.create({ email: 'ada@acme.example', metadata: { a: '1', b: '2' }, address: { city: 'Bonn' } });
  expect(created).toMatchObject({ object: 'customer', email: 'ada@acme.example', address: { city: 'Bonn' }, metadata: { a: '1', b: '2' } });
  const updated = await stripe.customers.update(created.id, { metadata: { b: '', c: '3' }, name: 'Ada' });
  expect(updated).toMatchObject({ name: 'Ada', metadata: { a: '1', c: '3' } });
  expect(updated.metadata).not.toHaveProperty('b');
  await stripe.customers.del(created.id);
  expect(await stripe.customers.retrieve(created.id)).toMatchObject({ deleted: true });
  await expect(stripe.customers.retrieve('cus_none')).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' });
});

test('lists newest first, and continues after an id', async () => {
  const made: string[] = [];
  for (let place = 0; place < 25; place++) made.push((await stripe.customers.create({ name: `C${place}` })).id);
  const seen: string[] = [];
  for await (const customer of stripe.customers.list({ limit: 10 })) seen.push(customer.id);
  expect(seen).toEqual(made.toReversed());
  const newer = await stripe.customers.list({ limit: 10, ending_before: made[20] ?? '' });
  expect(newer.data.map(({ id }) => id)).toEqual(made.slice(21).toReversed());
});

test('subscriptions have items with prices, an invoice, and end without disappearing', async () => {
  const { customer, subscription } = await subscribe();
  expect(subscription).toMatchObject({ status: 'active', items: { data: [{ quantity: 3, price: { unit_amount: 2_000 } }] } });
  const [item] = subscription.items.data;
  const changed = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item?.id ?? '', quantity: 5 }],
    proration_behavior: 'none',
  });
  expect(changed.items.data).toMatchObject([{ id: item?.id, quantity: 5 }]);
  const expanded = await stripe.subscriptions.retrieve(subscription.id, { expand: ['customer', 'latest_invoice'] });
  expect(expanded).toMatchObject({ customer: { id: customer.id, name: 'Acme' }, latest_invoice: { amount_due: 6_000, status: 'open' } });
  await stripe.subscriptions.cancel(subscription.id);
  expect((await stripe.subscriptions.list()).data).toEqual([]);
  expect((await stripe.subscriptions.list({ status: 'all' })).data).toMatchObject([{ id: subscription.id, status: 'canceled' }]);
});

test('events tell each change newest first, with the values before, for 30 days', async () => {
  const { customer } = await subscribe();
  await stripe.customers.update(customer.id, { name: 'Acme 2' }, { idempotencyKey: 'row_1' });
  await stripe.customers.del(customer.id);
  const { data } = await stripe.events.list({ types: ['customer.created', 'customer.updated', 'customer.deleted'] });
  expect(data.map(({ type }) => type)).toEqual(['customer.deleted', 'customer.updated', 'customer.created']);
  expect(data[1]).toMatchObject({
    data: { object: { name: 'Acme 2' }, previous_attributes: { name: 'Acme' } },
    request: { idempotency_key: 'row_1' },
  });
  const ended = await stripe.events.list({ type: 'customer.subscription.deleted' });
  expect(ended.data).toHaveLength(1);
  fake.clock.advance(30 * 24 * 60 * 60_000);
  expect((await stripe.events.list()).data).toEqual([]);
});

test('search finds by field and metadata, later than the change if the index lags', async () => {
  fake.account.searchLags = true;
  const created = await stripe.customers.create({ email: 'ada@acme.example', metadata: { deal: 'deal_1' } });
  const query = `email:'ada@acme.example' AND metadata['deal']:'deal_1'`;
  expect((await stripe.customers.search({ query })).data).toEqual([]);
  fake.account.index();
  expect((await stripe.customers.search({ query })).data).toMatchObject([{ id: created.id }]);
  await expect(stripe.customers.search({ query: 'email = x' })).rejects.toMatchObject({ statusCode: 400 });
});

test('an idempotency key has one effect, and cannot be used for another request', async () => {
  const options = { idempotencyKey: 'row_1' };
  const first = await stripe.customers.create({ name: 'Acme' }, options);
  const second = await stripe.customers.create({ name: 'Acme' }, options);
  expect(second.id).toBe(first.id);
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect(fake.account.all('customer')).toHaveLength(1);
  await expect(stripe.customers.create({ name: 'Beta' }, options)).rejects.toMatchObject({ type: 'StripeIdempotencyError' });
});

test.each<[string, object, string, string | undefined]>([
  ['an unknown parameter', { nickname: 'x' }, 'nickname', 'parameter_unknown'],
  ['a nested unknown parameter', { address: { planet: 'x' } }, 'address[planet]', 'parameter_unknown'],
  ['a number that is none', { balance: 'much' }, 'balance', 'parameter_invalid_integer'],
  ['an e-mail address that is none', { email: 'ada' }, 'email', 'email_invalid'],
  ['a value that is too long', { name: 'x'.repeat(257) }, 'name', undefined],
  ['an option that does not exist', { tax_exempt: 'perhaps' }, 'tax_exempt', undefined],
  ['metadata that is too long', { metadata: { a: 'x'.repeat(501) } }, 'metadata[a]', undefined],
])('refuses %s', async (_name, params, param, code) => {
  await expect(stripe.customers.create(params as Stripe.CustomerCreateParams)).rejects.toMatchObject({ statusCode: 400, param, code });
});

test('refuses a missing parameter, another content type and an unknown version', async () => {
  await expect(stripe.products.create({} as Stripe.ProductCreateParams)).rejects.toMatchObject({
    code: 'parameter_missing',
    param: 'name',
  });
  const authorization = `Bearer ${fake.secretKey}`;
  const asJson = await fetch(`${fake.url}/v1/customers`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(asJson.status).toBe(400);
  const old = await fetch(`${fake.url}/v1/customers`, { headers: { authorization, 'stripe-version': '2011-01-01' } });
  expect(await old.json()).toMatchObject({ error: { message: 'Invalid Stripe API version: 2011-01-01' } });
});

test('a restricted key may do what it was given, on its own account', async () => {
  const restricted = connect(fake.restrict(['rak_customer_read']));
  expect((await restricted.customers.list()).data).toEqual([]);
  await expect(restricted.customers.create({})).rejects.toMatchObject({ statusCode: 403, code: 'more_permissions_required' });
  await expect(connect('rk_test_wrong').customers.list()).rejects.toMatchObject({ statusCode: 401 });
  const other = restricted.customers.list({}, { stripeAccount: 'acct_other' });
  await expect(other).rejects.toMatchObject({ statusCode: 403, code: 'account_invalid' });
});

test('the library repeats a request only where Stripe-Should-Retry says so', async () => {
  const { id } = await stripe.customers.create({ name: 'Acme' });
  const patient = connect(fake.secretKey, 1);
  fake.account.locked.add(id);
  const before = fake.arrived().length;
  await expect(patient.customers.update(id, { name: 'x' })).rejects.toMatchObject({ code: 'lock_timeout' });
  expect(fake.arrived()).toHaveLength(before + 2);
  fake.faults.plan({ kind: 'rate_limited' });
  await expect(patient.customers.list()).rejects.toMatchObject({ statusCode: 429, code: 'rate_limit' });
  expect(fake.arrived()).toHaveLength(before + 3);
});

test('limits each endpoint to 25 requests a second, and the account to 100', async () => {
  const strict = await startStripe({ port: 0 });
  const list = (path: string) => fetch(`${strict.url}/v1/${path}`, { headers: { authorization: `Bearer ${strict.secretKey}` } });
  strict.limits.endpoint('GET', '/v1/customers').fill();
  const refused = await list('customers');
  expect([refused.status, refused.headers.get('stripe-rate-limited-reason')]).toEqual([429, 'endpoint-rate']);
  expect((await list('prices')).status).toBe(200);
  strict.limits.account.fill();
  expect((await list('prices')).headers.get('stripe-rate-limited-reason')).toBe('global-rate');
  await strict.close();
});

test('sends events to webhook endpoints, signed as the library checks it', async () => {
  const receiver: Receiver = await startReceiver({ secrets: [] });
  const endpoint = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['customer.created'] });
  const { id } = await stripe.customers.create({ name: 'Acme' });
  await stripe.products.create({ name: 'Not asked for' });
  await fake.webhooks.sender.settled();
  expect(receiver.requests).toHaveLength(1);
  const [request] = receiver.requests;
  const event = stripe.webhooks.constructEvent(request?.body ?? '', String(request?.headers['stripe-signature']), endpoint.secret ?? '');
  expect(event).toMatchObject({ type: 'customer.created', data: { object: { id } } });
  await receiver.close();
});

test('an app connects by consent, and its refresh token rotates', async () => {
  const url = `${fake.url}/oauth/v2/authorize?client_id=${fake.app.id}&redirect_uri=${encodeURIComponent(redirectUri)}&state=s1`;
  const returned = await consent(url);
  expect(returned.searchParams.get('state')).toBe('s1');
  const token = async (form: Record<string, string>) => {
    const headers = { authorization: `Basic ${btoa(`${fake.secretKey}:`)}` };
    const response = await fetch(`${fake.url}/v1/oauth/token`, { method: 'POST', headers, body: new URLSearchParams(form) });
    return response.json();
  };
  const tokens = await token({ grant_type: 'authorization_code', code: returned.searchParams.get('code') ?? '' });
  expect(tokens).toMatchObject({ stripe_user_id: fake.account.id, scope: 'stripe_apps' });
  await connect(tokens.access_token).customers.list();
  const fresh = await token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
  expect(fresh.refresh_token).not.toBe(tokens.refresh_token);
  expect(await token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token })).toMatchObject({ error: 'invalid_grant' });
});

test('a platform connects an account, and disconnects it', async () => {
  const { pathname, search } = new URL(
    stripe.oauth.authorizeUrl({ client_id: fake.app.id, redirect_uri: redirectUri, scope: 'read_write', state: 's1' }),
  );
  const returned = await consent(fake.url + pathname + search);
  const code = returned.searchParams.get('code') ?? '';
  const form = new URLSearchParams({ grant_type: 'authorization_code', code, client_secret: fake.secretKey });
  const tokens = await (await fetch(`${fake.url}/oauth/token`, { method: 'POST', body: form })).json();
  const connected = connect(tokens.access_token);
  await connected.customers.create({ name: 'Acme' });
  const leave = new URLSearchParams({ client_id: fake.app.id, stripe_user_id: fake.account.id, client_secret: fake.secretKey });
  await fetch(`${fake.url}/oauth/deauthorize`, { method: 'POST', body: leave });
  await expect(connected.customers.list()).rejects.toMatchObject({ statusCode: 401 });
});
