import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import type { Fields, RecordWrite } from '#connectors/record.ts';
import { createStripe } from '#connectors/stripe/stripe.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { httpFor, sessionWith } from '#test/connectors/support/fake-session.ts';
import { startReceiver } from '#test/support/receiver.ts';

let stripe: StripeFake;
let session: VendorSession;
const connector = createStripe('http://127.0.0.1');
const { writeBatch } = connector.objects;

beforeEach(async () => {
  const much = { max: 100_000, windowMs: 1_000 };
  stripe = await startStripe({ port: 0, limits: { account: much, endpoint: much, search: much } });
  ({ session } = sessionWith(createStripe(stripe.url), httpFor(stripe.url), { accessToken: stripe.secretKey }));
});
afterEach(() => stripe.close());

const create = (key: string, fields: Fields): RecordWrite => ({ key, operation: 'create', fields });
const upsert = (key: string, value: string, fields: Fields): RecordWrite => ({
  ...{ key, operation: 'upsert', externalId: { field: 'metadata.deal', value }, fields },
});
const codesOf = (results: Awaited<ReturnType<typeof writeBatch>>) =>
  results.map((one) => (one.status === 'failed' ? one.failure.code : one.status));
const shown = (name: 'customer' | 'subscription') => stripe.account.all(name);

test('each write has its own result, in the order of the batch', async () => {
  const kept = stripe.account.create('customer', { name: 'Kept', metadata: { a: '1' } });
  const results = await writeBatch(session, 'customers', [
    create('1', { name: 'Acme', 'address.city': 'Bonn', 'metadata.deal': 'deal_1' }),
    create('2', { email: 'ada' }),
    create('3', { nickname: 'x' }),
    { key: '4', operation: 'update', id: kept.id, fields: { name: null, 'metadata.a': null } },
    { key: '5', operation: 'update', id: 'cus_none', fields: { name: 'x' } },
    { key: '6', operation: 'delete', id: kept.id, fields: {} },
  ]);
  expect(results.map(({ key }) => key)).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(codesOf(results)).toEqual(['created', 'email_invalid', 'parameter_unknown', 'updated', 'resource_missing', 'deleted']);
  expect(shown('customer')).toMatchObject([{ name: 'Acme', address: { city: 'Bonn' }, metadata: { deal: 'deal_1' } }]);
});

test('a create whose answer is lost has one effect when it is repeated', async () => {
  stripe.faults.plan({ kind: 'drop_after_accept' });
  await expect(writeBatch(session, 'customers', [create('row_1', { name: 'Acme' })])).rejects.toMatchObject({ kind: 'unavailable' });
  const [again] = await writeBatch(session, 'customers', [create('row_1', { name: 'Acme' })]);
  expect(again).toMatchObject({ status: 'created', id: shown('customer')[0]?.id });
  expect(shown('customer')).toHaveLength(1);
});

test('an upsert by metadata makes one record, also before searches show it', async () => {
  stripe.account.searchLags = true;
  const [first] = await writeBatch(session, 'customers', [upsert('1', 'deal_1', { name: 'Acme' })]);
  const [same] = await writeBatch(session, 'customers', [upsert('2', 'deal_1', { name: 'Acme' })]);
  const [other] = await writeBatch(session, 'customers', [upsert('3', 'deal_1', { name: 'Acme 2' })]);
  expect(same).toMatchObject({ id: (first as { id: string }).id });
  expect(other).toMatchObject({ status: 'failed', failure: { reason: 'busy', retryable: true } });
  stripe.account.index();
  expect(codesOf(await writeBatch(session, 'customers', [upsert('4', 'deal_1', { name: 'Acme 2' })]))).toEqual(['updated']);
  expect(shown('customer')).toMatchObject([{ name: 'Acme 2', metadata: { deal: 'deal_1' } }]);
});

test('an external id with quotes finds its own record only', async () => {
  stripe.account.create('customer', { name: 'Other', metadata: { deal: 'x' } });
  const value = `x' OR metadata['deal']:'x`;
  expect(codesOf(await writeBatch(session, 'customers', [upsert('1', value, { name: 'Acme' })]))).toEqual(['created']);
  expect(codesOf(await writeBatch(session, 'customers', [upsert('2', value, { name: 'Acme 2' })]))).toEqual(['updated']);
  expect(shown('customer').map(({ name }) => name)).toEqual(['Other', 'Acme 2']);
});

test('products, prices and subscriptions are created with their parts', async () => {
  const product: RecordWrite = { key: '1', operation: 'upsert', externalId: { field: 'id', value: 'plan_a' }, fields: { name: 'Plan A' } };
  expect(codesOf(await writeBatch(session, 'products', [product, { ...product, key: '2', fields: { name: 'Plan B' } }]))).toEqual([
    'created',
    'updated',
  ]);
  const [price] = await writeBatch(session, 'prices', [
    create('3', { product: 'plan_a', currency: 'eur', unit_amount: 2_000, 'recurring.interval': 'month' }),
  ]);
  const customer = stripe.account.create('customer', { name: 'Acme', metadata: {} });
  const items = JSON.stringify([{ price: (price as { id: string }).id, quantity: 2 }]);
  const fields = { customer: customer.id, collection_method: 'send_invoice', days_until_due: 14, items };
  expect(codesOf(await writeBatch(session, 'subscriptions', [create('4', fields)]))).toEqual(['created']);
  expect(shown('subscription')).toMatchObject([{ customer: customer.id, items: { data: [{ quantity: 2 }] } }]);
});

test('a record that another request holds is tried again later, and the others are written', async () => {
  const [held, free] = [1, 2].map((place) => stripe.account.create('customer', { name: `C${place}`, metadata: {} }));
  stripe.account.locked.add(held?.id ?? '');
  const update = (key: string, id = ''): RecordWrite => ({ key, operation: 'update', id, fields: { name: 'New' } });
  const results = await writeBatch(session, 'customers', [update('1', held?.id), update('2', free?.id)]);
  expect(results).toMatchObject([{ status: 'failed', failure: { reason: 'busy', retryable: true } }, { status: 'updated' }]);
});

test('writes of one record are made in their order', async () => {
  const { id } = stripe.account.create('customer', { name: 'Acme', metadata: {} });
  const writes = Array.from({ length: 5 }, (_, place): RecordWrite => ({
    key: `row_${place}`,
    operation: 'update',
    id,
    fields: { name: `N${place}` },
  }));
  await writeBatch(session, 'customers', writes);
  expect(shown('customer')).toMatchObject([{ name: 'N4' }]);
});

test('a refusal names the field that it is about', async () => {
  const long = { name: 'x'.repeat(300), 'address.city': 'Bonn' };
  const [result] = await writeBatch(session, 'customers', [create('1', long)]);
  expect(result).toMatchObject({
    status: 'failed',
    failure: { field: 'name', message: expect.stringContaining('at most 256 characters') },
  });
  const [other] = await writeBatch(session, 'customers', [create('2', { 'metadata.deal': 'x'.repeat(600) })]);
  expect(other).toMatchObject({ status: 'failed', failure: { field: 'metadata.deal' } });
});

test('a value that Stripe stores in another form is told', async () => {
  const { id } = stripe.account.create('customer', { name: 'Acme', metadata: {} });
  const { account } = stripe;
  const update = account.update.bind(account);
  account.update = (name, of, fields) =>
    update(name, of, { ...fields, name: typeof fields['name'] === 'string' ? fields['name'].trim() : null });
  const write = (key: string, name: string): RecordWrite => ({ key, operation: 'update', id, fields: { name, 'address.city': 'Bonn' } });
  expect(await writeBatch(session, 'customers', [write('1', 'Kept')])).toMatchObject([{ status: 'updated', isAltered: false }]);
  expect(await writeBatch(session, 'customers', [write('2', ' Trimmed ')])).toMatchObject([{ status: 'updated', isAltered: true }]);
});

test('nothing more is sent once a call of a batch has failed', async () => {
  const made = Array.from({ length: 40 }, (_, place) => stripe.account.create('customer', { name: `C${place}`, metadata: {} }));
  stripe.faults.plan({ kind: 'unauthorized', times: 1_000 });
  const writes = made.map(({ id }, place): RecordWrite => ({ key: `${place}`, operation: 'update', id, fields: { name: 'New' } }));
  await expect(writeBatch(session, 'customers', writes)).rejects.toMatchObject({ kind: 'unauthorized' });
  expect(stripe.arrived().length).toBeLessThan(30);
});

test('webhooks are subscribed to with a secret that verifies them, and unsubscribing can be repeated', async () => {
  const receiver = await startReceiver({ secrets: [] });
  const subscription = await connector.subscriptions?.subscribe(session, { url: receiver.url, objects: ['customers'] });
  const customer = stripe.account.create('customer', { name: 'Acme', metadata: {} });
  stripe.account.create('product', { name: 'Not asked for', metadata: {} });
  await stripe.webhooks.sender.settled();
  expect(receiver.requests).toHaveLength(1);
  const [arrived] = receiver.requests;
  const signed = {
    ...{ method: 'POST', url: receiver.url, body: Buffer.from(arrived?.body ?? '') },
    headers: { 'stripe-signature': String(arrived?.headers['stripe-signature']) },
  };
  expect(connector.inbound?.verify(signed, [subscription?.secret ?? ''], new Date())).toBe(true);
  expect(connector.inbound?.read(signed)).toMatchObject([{ object: 'customers', recordId: customer.id, effect: 'changed' }]);
  await connector.subscriptions?.unsubscribe(session, subscription?.id ?? '');
  await connector.subscriptions?.unsubscribe(session, subscription?.id ?? '');
  expect(stripe.account.all('webhook_endpoint')).toEqual([]);
  await receiver.close();
});
