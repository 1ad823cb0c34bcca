import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { tester } from '#test/support/tester.ts';

let stripe: StripeFake;
let engine: TestEngine;
beforeAll(async () => {
  stripe = await startStripe({ port: 0 });
  engine = await startTestEngine({ vendorUrls: { stripe: stripe.url } });
});
afterAll(async () => {
  await engine.close();
  await stripe.close();
});

async function connect(token = stripe.secretKey): Promise<string> {
  const { status, body } = await engine.call('POST', '/connections', {
    ...{ vendor: 'stripe', name: 'Our Stripe', credentials: { method: 'token', token } },
  });
  expect([status, body['status']]).toEqual([201, 'active']);
  return body['id'];
}

const read = async (id: string) => (await engine.call('GET', `/connections/${id}`)).body;
const endpointsOf = (id: string) =>
  stripe.account.all('webhook_endpoint').filter(({ url }) => typeof url === 'string' && url.endsWith(`/api/v1/inbound/${id}`));
const subscribed = (id: string) =>
  eventually(
    () => engine.call('GET', `/inbound-sources/${id}`),
    ({ status }) => status === 200 && endpointsOf(id).length === 1,
  );
async function disconnect(id: string) {
  await engine.call('POST', `/connections/${id}/disconnect`);
  const { disconnect_report: report } = await eventually(
    () => read(id),
    ({ status }) => status === 'disconnected',
  );
  return report as { erased: string[]; remains: string[] };
}
const asked = (id: string) =>
  eventually(
    () => engine.db.sql<{ at: Date | null }[]>`select maintain_at as at from connection where id = ${id}`,
    ([row]) => (row?.at?.getTime() ?? 0) > Date.now() + 60_000,
  );

test('a vendor that takes such wishes sends its webhooks here, until the disconnection, which removes them and says so', async () => {
  const id = await connect();
  const { body: source } = await subscribed(id);
  expect(source).toMatchObject({ vendor: 'stripe', secrets: [expect.anything()] });
  expect(endpointsOf(id)[0]?.['enabled_events']).toEqual(expect.arrayContaining(['customer.updated', 'account.application.deauthorized']));
  const report = await disconnect(id);
  expect(endpointsOf(id)).toEqual([]);
  expect(report.erased).toEqual(expect.arrayContaining([expect.stringContaining('webhooks that Stripe sent here')]));
});

test('webhooks that the vendor does not let us remove are named in the report', async () => {
  const id = await connect();
  await subscribed(id);
  stripe.faults.plan({ kind: 'unauthorized', at: /DELETE \/v1\/webhook_endpoints/ });
  const { remains } = await disconnect(id);
  expect(remains).toEqual(
    expect.arrayContaining([expect.stringContaining(`(${endpointsOf(id)[0]?.id}) that Stripe did not let Causeway end`)]),
  );
});

test('a vendor that is away for a moment is asked again before the credentials are erased', async () => {
  const id = await connect();
  await subscribed(id);
  stripe.faults.plan({ kind: 'unavailable', at: /DELETE \/v1\/webhook_endpoints/ });
  await disconnect(id);
  expect(endpointsOf(id)).toEqual([]);
});

test('a key that may not create webhooks is no fault of the connection', async () => {
  const id = await connect(stripe.restrict(['rak_customer_read']));
  await asked(id);
  expect(await read(id)).toMatchObject({ status: 'active', missing_scopes: [], writes_paused: false });
  expect(endpointsOf(id)).toEqual([]);
  const { remains } = await disconnect(id);
  expect(remains).toEqual(expect.arrayContaining([expect.stringContaining('set up by hand at Stripe')]));
});

test('webhooks that somebody set up by hand are left alone', async () => {
  const id = await connect();
  await subscribed(id);
  await engine.call('DELETE', `/inbound-sources/${id}`);
  await engine.db.sql`update connection set subscription_id = null where id = ${id}`;
  const row = await engine.vendors.reread(id);
  await engine.vendors.subscribe(row, tester);
  expect((await engine.vendors.reread(id)).subscriptionId).toBeNull();
});

test('a process that died before it stored the secret of its webhooks leaves none behind', async () => {
  const id = await connect();
  await subscribed(id);
  const [first] = endpointsOf(id);
  await engine.db.sql`delete from inbound_source where id = ${id}`;
  await engine.db.sql`update connection set subscription_id = null where id = ${id}`;
  await engine.vendors.subscribe(await engine.vendors.reread(id), tester);
  expect(endpointsOf(id).map((endpoint) => endpoint.id)).not.toEqual([first?.id]);
  expect(endpointsOf(id)).toHaveLength(1);
});

test.each([
  ['hubspot', /^Webhooks at HubSpot, which can only be removed there/],
  ['salesforce', /^No webhooks: Salesforce sends none$/],
])('the report of %s says what becomes of its webhooks', async (vendor, words) => {
  const row = { ...(await engine.vendors.reread(await connect())), vendor };
  expect(engine.vendors.disconnectReport(row, null).remains).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
});
