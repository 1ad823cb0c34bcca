import { afterAll, beforeAll, expect, test } from 'vitest';
import { Settings } from '#domain/settings.ts';
import { bearer, buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

async function call(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object, headers: object = api.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
}

test('a sandbox is created with a working key and an endpoint whose secret is shown', async () => {
  const { status, body } = await call('POST', '/sandboxes', { name: 'Trial', endpoint_url: 'https://partner.example/hook', seed: 42 });
  expect([status, body]).toMatchObject([
    201,
    {
      seed: 42,
      run: 1,
      status: 'provisioning',
      counts: {},
      partner: { name: 'Trial', tier: 'sandbox' },
      api_key: { id: expect.stringMatching(/^key_/), key: expect.stringMatching(/^ck_live_/) },
      endpoint: { url: 'https://partner.example/hook', secret: expect.stringMatching(/^whsec_/) },
    },
  ]);
  expect(api.workflowCalls).toContainEqual({ call: 'provisionSandbox', ids: [body.partner_id] });
  const own = await call('GET', `/sandboxes/${body.partner_id}`, undefined, bearer(body.api_key.key));
  expect([own.status, own.body.partner_id]).toEqual([200, body.partner_id]);
  expect((await call('POST', '/events', { type: 'x', data: {} }, bearer(body.api_key.key))).body.code).toBe('platform_key_required');
});

test('a sandbox whose endpoint cannot be created leaves nothing behind', async () => {
  const settings = Settings.parse({});
  settings.webhooks.delivery.max_endpoints_per_partner = 0;
  const full = await buildTestApp({ settings: () => settings });
  const send = { headers: full.headers, payload: { name: 'Half', endpoint_url: 'https://partner.example/hook' } };
  const reply = await full.app.inject({ method: 'POST', url: '/api/v1/sandboxes', ...send });
  expect(reply.json().code).toBe('endpoint_limit_reached');
  expect((await full.app.inject({ url: '/api/v1/partners', headers: full.headers })).json().data).toEqual([]);
  await full.close();
});

test('a repeat with the same Idempotency-Key creates no second tenant and shows the same key', async () => {
  const headers = { ...api.headers, 'idempotency-key': 'one-sandbox' };
  const first = await call('POST', '/sandboxes', { name: 'Once' }, headers);
  const second = await call('POST', '/sandboxes', { name: 'Once' }, headers);
  expect(second.body).toEqual(first.body);
  expect((await call('GET', '/partners?name=Once')).body.data).toHaveLength(1);
});

test('without a body it gets a random seed and no endpoint', async () => {
  const { status, body } = await call('POST', '/sandboxes');
  expect([status, body.endpoint, body.partner.name]).toEqual([201, null, 'Sandbox']);
});

test('a rejected URL leaves nothing behind', async () => {
  const { status, body } = await call('POST', '/sandboxes', { name: 'Refused', endpoint_url: 'http://10.0.0.1/' });
  expect([status, body.errors[0].field]).toEqual([400, 'endpoint_url']);
  expect((await call('GET', '/partners?name=Refused')).body.data).toEqual([]);
});

test('a reset starts another run, for the partner itself and the platform, but only for sandboxes', async () => {
  const { body } = await call('POST', '/sandboxes', { seed: 7 });
  const path = `/sandboxes/${body.partner_id}/reset`;
  expect(await call('POST', path, undefined, bearer(body.api_key.key))).toMatchObject({
    status: 202,
    body: { run: 2, seed: 7, status: 'provisioning' },
  });
  expect((await call('POST', path)).body.run).toBe(3);
  expect(api.workflowCalls.filter(({ call: name, ids }) => name === 'provisionSandbox' && ids[0] === body.partner_id)).toHaveLength(3);

  const other = await api.partner();
  expect((await call('POST', path, undefined, other.headers)).body.detail).toContain(`There is no sandbox ${body.partner_id}`);
  // Around a promotion it would keep its invented customers.
  expect((await call('PATCH', `/partners/${body.partner_id}`, { tier: 'standard' })).body).toMatchObject({
    status: 409,
    code: 'conflict',
    errors: [{ field: 'tier' }],
  });
  await api.db.sql`update partner set tier = 'standard' where id = ${body.partner_id}`;
  expect((await call('POST', path)).body.code).toBe('conflict');
  expect((await call('POST', `/sandboxes/${other.id}/reset`)).status).toBe(404);
});

test("a caller needs all scopes of the sandbox's key to create a sandbox", async () => {
  const key = await api.key(undefined, { scopes: ['partners:write'] });
  const reply = await api.app.inject({ method: 'POST', url: '/api/v1/sandboxes', headers: bearer(key), payload: { name: 'Mine' } });
  expect([reply.statusCode, reply.json().code]).toEqual([403, 'scope_not_grantable']);
  expect(await api.db.sql`select 1 from partner where name = 'Mine'`).toHaveLength(0);
});
