import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { type SalesforceFake, startSalesforce } from '#apps/fakes/salesforce/salesforce.ts';
import { call, callback, connect, createConnection } from '#test/api/connections/hubspot-app.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let app: TestApp;
let hubspot: HubSpotFake;
let salesforce: SalesforceFake;
beforeAll(async () => {
  [hubspot, salesforce] = await Promise.all([startHubSpot({ port: 0, redirectUris: [callback] }), startSalesforce({ port: 0 })]);
  app = await buildTestApp({ vendorUrls: { hubspot: hubspot.url, salesforce: salesforce.url } });
});
afterAll(async () => {
  await app.close();
  await Promise.all([hubspot.close(), salesforce.close()]);
});
beforeEach(() => void (salesforce.oauth.instanceUrl = undefined));

const ownCredentials = () => ({ method: 'client_credentials', client_id: salesforce.app.id, client_secret: salesforce.app.secret });
const addOrg = () => createConnection(app, ownCredentials(), { vendor: 'salesforce', name: 'Our org' });
const read = async (id: string) => (await call(app, 'GET', `/connections/${id}`)).body;
const session = { lane: 'incremental', patienceMs: 1_000 } as const;

const forbidden = ['http://169.254.169.254', 'https://10.0.0.1', 'https://localhost', 'https://[::1]', 'http://login.salesforce.com'];

test.each(forbidden)('a new connection whose org is said to be at %s asks a person to act, and nothing is called', async (instanceUrl) => {
  salesforce.oauth.instanceUrl = instanceUrl;
  const before = salesforce.arrived().length;
  const { status, body } = await addOrg();
  expect([status, body]).toMatchObject([
    201,
    { status: 'action_required', status_reason: expect.stringMatching(/^Action required: .*is not called/) },
  ]);
  expect(
    salesforce
      .arrived()
      .slice(before)
      .map(({ path }) => path),
  ).toEqual(['/services/oauth2/token']);
});

test.each(forbidden)('an org that moves to %s stops its connection, with the reason, and nothing is called there', async (instanceUrl) => {
  const { id } = (await addOrg()).body;
  expect(await read(id)).toMatchObject({ status: 'active' });
  salesforce.grants.revokeAll();
  salesforce.oauth.instanceUrl = instanceUrl;
  const opened = await app.vendors.open(id, session);
  await expect(opened.connector.objects.describe(opened.session, 'Account')).rejects.toMatchObject({
    kind: 'rejected',
    details: { isBlocked: true },
  });
  expect(await read(id)).toMatchObject({
    status: 'action_required',
    status_reason: expect.stringMatching(/^Action required: reconnect\. .*is not called: .*are paused\.$/),
  });
  await expect(app.vendors.open(id, session)).rejects.toMatchObject({ code: 'connection_not_active' });
});

test.each([-600_000, 600_000])('a vendor whose clock is %i ms off, or jumps so far, costs a refresh and no more', async (offMs) => {
  hubspot.clock.advance(offMs);
  const id = await connect(app, hubspot);
  const opened = await app.vendors.open(id, session);
  for (const jumpMs of [0, -offMs, offMs]) {
    hubspot.clock.advance(jumpMs);
    expect(await opened.connector.objects.readMany(opened.session, 'companies', ['1'], ['name'])).toEqual([]);
  }
  // Its clock says that the token has ended, ten minutes before ours.
  const before = hubspot.grants.refreshes;
  hubspot.clock.advance(21 * 60_000 + Math.abs(offMs));
  expect(await opened.connector.objects.readMany(opened.session, 'companies', ['1'], ['name'])).toEqual([]);
  expect(hubspot.grants.refreshes - before).toBe(1);
  expect(await read(id)).toMatchObject({ status: 'active' });
  hubspot.clock.advance(-21 * 60_000 - 2 * Math.abs(offMs));
});
