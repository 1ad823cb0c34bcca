import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connector } from '#connectors/connector.ts';
import type { RecordWrite } from '#connectors/record.ts';
import { createStripe } from '#connectors/stripe/stripe.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { httpFor, sessionWith } from '#test/connectors/support/fake-session.ts';
import { eventually } from '#test/support/engine.ts';

/** Knows every parameter of the API version that the connector pins, and refuses all others. */
const MODULE = 'github.com/stripe/stripe-mock@v0.203.0';
const hasGo = spawnSync('go', ['version']).status === 0;
if (!hasGo) console.warn(`skipped: Go is not installed, so ${MODULE} cannot be`);

const folder = mkdtempSync(path.join(tmpdir(), 'causeway-stripe-mock-'));
let stop = async (): Promise<void> => {};
let url = '';
let connector: Connector;

beforeAll(async () => {
  if (!hasGo) return;
  execFileSync('go', ['install', MODULE], { env: { ...process.env, GOBIN: folder } });
  const port = await freePort();
  const mock = spawn(path.join(folder, 'stripe-mock'), ['-http-port', String(port)], { stdio: 'ignore' });
  url = `http://127.0.0.1:${port}`;
  connector = createStripe(url);
  stop = async () => {
    mock.kill();
    await once(mock, 'exit');
  };
  await eventually(
    () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    (isUp) => isUp,
  );
});
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const session = (): VendorSession => sessionWith(connector, httpFor(url), { accessToken: 'sk_test_123' }).session;

test.skipIf(!hasGo).each(['customers', 'products', 'prices', 'subscriptions', 'invoices'])(
  'Stripe accepts how %s are read',
  async (object) => {
    const read = (what: 'all' | 'changed' | 'gone') =>
      connector.objects.readPage(session(), { object, fields: ['metadata.deal', 'created'], what, since: new Date(), cursor: null });
    expect((await read('all')).records.length).toBeGreaterThan(0);
    await read('changed');
    await read('gone');
    expect(await connector.objects.readMany(session(), object, ['some_id'], ['id'])).toHaveLength(1);
  },
);

const writes: [string, RecordWrite['fields']][] = [
  [
    'customers',
    { name: 'Acme', email: 'ada@acme.example', phone: '1', description: 'x', 'address.city': 'Bonn', balance: 5, tax_exempt: 'none' },
  ],
  ['products', { name: 'Plan', description: 'x', active: true, url: 'https://acme.example', unit_label: 'seat' }],
  [
    'prices',
    {
      product: 'prod_1',
      currency: 'eur',
      unit_amount: 100,
      'recurring.interval': 'month',
      'recurring.interval_count': 1,
      nickname: 'x',
      lookup_key: 'k',
      active: true,
    },
  ],
  [
    'subscriptions',
    {
      customer: 'cus_1',
      items: '[{"price":"price_1","quantity":2}]',
      collection_method: 'send_invoice',
      days_until_due: 14,
      cancel_at_period_end: false,
      description: 'x',
    },
  ],
];

test.skipIf(!hasGo).each(writes)('Stripe accepts how %s are written, with every field that can be', async (object, fields) => {
  const withMetadata = { ...fields, 'metadata.deal': 'deal_1' };
  const described = (await connector.objects.describe(session(), object)).fields.filter(
    ({ readOnly, name }) => !readOnly && name !== 'metadata',
  );
  const missing = described.map(({ name }) => name).filter((name) => !(name in fields) && !name.startsWith('address.'));
  expect(missing).toEqual([]);
  const results = await connector.objects.writeBatch(session(), object, [
    { key: '1', operation: 'create', fields: withMetadata },
    { key: '2', operation: 'update', id: 'some_id', fields: { 'metadata.deal': null } },
    {
      key: '3',
      operation: 'upsert',
      externalId: { field: 'metadata.deal', value: "it's" },
      fields: object === 'products' ? { name: 'Plan' } : {},
    },
  ]);
  expect(results).toMatchObject([{ status: 'created' }, { status: 'updated' }, { status: 'updated' }]);
});

test.skipIf(!hasGo)('Stripe accepts how webhooks are subscribed to, and the account is asked for', async () => {
  await connector.objects.identify(session());
  const objects = connector.manifest.objects.map(({ name }) => name);
  const asking = connector.subscriptions?.subscribe(session(), { url: 'https://causeway.example/inbound', objects });
  // The mock's answer has no secret: what counts is that it is not the request that fails.
  await asking?.catch((error: unknown) => expect(error).toMatchObject({ kind: 'malformed' }));
  await connector.subscriptions?.unsubscribe(session(), 'we_1');
});

test.skipIf(!hasGo)('a parameter that Stripe does not know is refused, by this mock too', async () => {
  const [result] = await connector.objects.writeBatch(session(), 'customers', [
    { key: '1', operation: 'create', fields: { nickname: 'x' } },
  ]);
  expect(result).toMatchObject({ status: 'failed' });
});
