import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HubSpotFake } from '#apps/fakes/hubspot/hubspot.ts';
import type { TestApp } from '#test/support/app.ts';
import { appWithHubspot, call, connect, createConnection, oauthCredentials } from './hubspot-app.ts';

let app: TestApp;
let hubspot: HubSpotFake;
let close: () => Promise<void>;
beforeAll(async () => ({ app, hubspot, close } = await appWithHubspot()));
afterAll(() => close());

const byToken = (token = hubspot.privateToken) => createConnection(app, { method: 'token', token });

test('every vendor tells what it needs, permits and does not tell', async () => {
  const { status, body } = await call(app, 'GET', '/connectors');
  expect(status).toBe(200);
  expect(body['data'].map(({ vendor }: { vendor: string }) => vendor)).toContain('hubspot');
});

test('a token is tried out when the connection is created', async () => {
  const { status, body } = await byToken();
  expect(status).toBe(201);
  expect(body).toMatchObject({
    status: 'active',
    auth_method: 'token',
    account: { id: String(hubspot.account.portalId) },
    connect_url: null,
  });
  expect(JSON.stringify(body)).not.toContain(hubspot.privateToken);
});

test('a token that does not work says so, and a test after its correction makes the connection active', async () => {
  const { status, body } = await byToken('pat-wrong');
  expect(status).toBe(201);
  expect(body).toMatchObject({ status: 'action_required', status_reason: expect.stringMatching(/^Action required: /) });
  const rotated = await call(app, 'POST', `/connections/${body['id']}/rotate`, {
    credentials: { method: 'token', token: hubspot.privateToken },
  });
  expect(rotated).toMatchObject({ status: 200, body: { status: 'active', status_reason: null } });
});

test('new credentials that do not work replace nothing', async () => {
  const { body } = await byToken();
  const rotated = await call(app, 'POST', `/connections/${body['id']}/rotate`, { credentials: { method: 'token', token: 'pat-wrong' } });
  expect(rotated).toMatchObject({ status: 422, body: { code: 'vendor_refused_credentials' } });
  expect(await call(app, 'POST', `/connections/${body['id']}/test`)).toMatchObject({ status: 200, body: { status: 'active' } });
});

test('a vendor that is away makes a test fail, and not the connection', async () => {
  const { body } = await byToken();
  hubspot.faults.plan({ kind: 'unavailable', at: /account-info/ });
  expect(await call(app, 'POST', `/connections/${body['id']}/test`)).toMatchObject({ status: 502, body: { code: 'vendor_unavailable' } });
  expect(await call(app, 'GET', `/connections/${body['id']}`)).toMatchObject({ body: { status: 'active' } });
});

test('a pause stops what reads and writes, and a resumption continues it', async () => {
  const { body } = await byToken();
  const path = `/connections/${body['id']}`;
  expect(await call(app, 'POST', `${path}/pause`, { reason: 'Migration' })).toMatchObject({
    body: { status: 'paused', status_reason: 'Migration' },
  });
  expect(await call(app, 'GET', `${path}/objects/deals`)).toMatchObject({ status: 409, body: { code: 'connection_not_active' } });
  expect(await call(app, 'POST', `${path}/test`)).toMatchObject({ body: { status: 'paused' } });
  expect(await call(app, 'POST', `${path}/resume`)).toMatchObject({ body: { status: 'active', status_reason: null } });
  expect(await call(app, 'GET', `${path}/objects/deals`)).toMatchObject({ status: 200 });
});

test('an object is described as the account has it now', async () => {
  const { body } = await byToken();
  const read = async () =>
    (await call(app, 'GET', `/connections/${body['id']}/objects/deals`)).body['fields'] as { name: string; options: unknown }[];
  hubspot.account.addProperty('deals', { name: 'causeway_new', label: 'New', type: 'text' });
  expect((await read()).find(({ name }) => name === 'dealstage')?.options).toEqual(
    expect.arrayContaining([{ value: 'closedwon', label: expect.any(String) }]),
  );
  expect((await read()).map(({ name }) => name)).toContain('causeway_new');
  hubspot.account.loseProperty('deals', 'causeway_new');
  expect((await read()).map(({ name }) => name)).not.toContain('causeway_new');
});

test('the limits show what is used, and a used up quota as a state with its end', async () => {
  const { body } = await byToken();
  const path = `/connections/${body['id']}/limits`;
  expect(await call(app, 'GET', path)).toMatchObject({ status: 200, body: { budget_percent: 100 } });
  await app.db.sql`update vendor_limit set told = max where connection_id = ${body['id']} and limit_id = 'daily'`;
  const { data } = (await call(app, 'GET', path)).body as { data: Record<string, unknown>[] };
  expect(data.find(({ id }) => id === 'daily')).toMatchObject({
    state: 'waiting_for_quota',
    waiting_until: expect.stringMatching(/T00:00:00.000Z$/),
  });
  expect(data.find(({ id }) => id === 'ten_seconds')).toMatchObject({ state: 'available', max: 110, used_today: null });
});

test('a change is based on the version that was read, if the caller says so', async () => {
  const { body } = await byToken();
  const change = (tag: string) =>
    app.app.inject({
      method: 'PATCH',
      url: `/api/v1/connections/${body['id']}`,
      headers: { ...app.headers, 'if-match': tag },
      payload: { budget_percent: 40 },
    });
  expect((await change('"99"')).statusCode).toBe(412);
  const changed = await change(`"${body['version']}"`);
  expect(changed.json()).toMatchObject({ budget_percent: 40, version: body['version'] + 1 });
});

test('a connection that does not exist is 404 everywhere', async () => {
  const paths = ['', '/limits', '/objects/deals'].map((path) => ['GET', path] as const);
  const posts = ['/test', '/pause', '/resume', '/reconnect'].map((path) => ['POST', path] as const);
  for (const [method, path] of [...paths, ...posts]) expect((await call(app, method, `/connections/con_nobody${path}`)).status).toBe(404);
});

test.each([
  [{ vendor: 'netscape' }, 'unknown_vendor'],
  [{ credentials: { method: 'jwt_bearer', client_id: 'a', private_key: 'b', username: 'c' } }, 'auth_method_not_offered'],
  [{ budget_percent: 0 }, 'invalid_request'],
  [{ credentials: { method: 'token', token: 'two words' } }, 'invalid_request'],
  [{ credentials: { method: 'oauth', client_id: 'a', client_secret: 'b', login_url: 'javascript:alert(1)' } }, 'invalid_request'],
])('bad input %j is refused with %s', async (fields, code) => {
  expect((await createConnection(app, { method: 'token', token: 't' }, fields)).body).toMatchObject({ code });
});

describe('tokens', () => {
  test('that ran out are renewed without anybody noticing', async () => {
    const id = await connect(app, hubspot);
    hubspot.clock.advance(31 * 60_000);
    const before = hubspot.grants.refreshes;
    expect(await call(app, 'POST', `/connections/${id}/test`)).toMatchObject({ status: 200, body: { status: 'active' } });
    expect(hubspot.grants.refreshes - before).toBe(1);
  });

  test('an answer without a refresh token keeps the old one', async () => {
    const id = await connect(app, hubspot);
    hubspot.oauth.omitRefreshToken = true;
    for (let time = 0; time < 3; time++) {
      hubspot.clock.advance(31 * 60_000);
      expect(await call(app, 'POST', `/connections/${id}/test`)).toMatchObject({ status: 200 });
    }
    hubspot.oauth.omitRefreshToken = false;
  });

  test('that were revoked stop everything, with what to do', async () => {
    const id = await connect(app, hubspot);
    hubspot.grants.revokeAll();
    expect(await call(app, 'POST', `/connections/${id}/test`)).toMatchObject({ status: 422, body: { code: 'vendor_refused_credentials' } });
    const { body } = await call(app, 'GET', `/connections/${id}`);
    expect(body).toMatchObject({
      status: 'action_required',
      status_reason: expect.stringMatching(/^Action required: reconnect\..*are paused\.$/),
    });
    expect(await call(app, 'GET', `/connections/${id}/objects/deals`)).toMatchObject({ status: 409 });
  });

  test('a scope that is missing pauses the writes only, and names the setting', async () => {
    const { id } = (await createConnection(app, oauthCredentials(hubspot))).body;
    const scopes = ['oauth', 'crm.objects.companies.read'];
    const { accessToken, refreshToken } = hubspot.grants.issue({ clientId: hubspot.app.id, scopes });
    const sealed = app.vendors.keeper.sealTokens(id, { accessToken, refreshToken, scopes });
    await app.db.sql`update connection set tokens_sealed = ${sealed}, status = 'active' where id = ${id}`;
    expect(await call(app, 'POST', `/connections/${id}/test`)).toMatchObject({
      body: {
        status: 'active',
        writes_paused: true,
        missing_scopes: expect.arrayContaining([{ name: 'crm.objects.deals.write', setting: expect.stringContaining('app.hubspot.com') }]),
      },
    });
    await expect(app.vendors.open(id, { lane: 'incremental', patienceMs: 1_000, writes: true })).rejects.toMatchObject({
      code: 'connection_lacks_scopes',
    });
    const { session, connector } = await app.vendors.open(id, { lane: 'incremental', patienceMs: 1_000 });
    expect(await connector.objects.readMany(session, 'companies', ['1'], ['name'])).toEqual([]);
  });
});
