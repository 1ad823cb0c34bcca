import { afterAll, beforeAll, expect, test } from 'vitest';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { buildTestApp, bearer, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

async function call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object, headers: object = api.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.body === '' ? null : reply.json() };
}
const url = 'https://alerts.company.example/causeway';
const create = (fields: object = {}) => call('POST', '/platform-endpoints', { url, ...fields });

test('the company creates, lists, changes and deletes endpoints of its own, and reads and rotates their secrets', async () => {
  const { status, body } = await create({ event_types: ['causeway.crm.*'] });
  expect([status, body]).toMatchObject([201, { partner_id: platformPartnerId, secret: expect.stringMatching(/^whsec_/), url }]);
  const path = `/platform-endpoints/${body.id}`;
  expect((await call('GET', '/platform-endpoints')).body.data).toMatchObject([{ id: body.id }]);
  expect((await call('PATCH', path, { description: 'Pager' })).body).toMatchObject({ description: 'Pager', version: 2 });
  expect((await call('GET', `${path}/secret`)).body.secret).toBe(body.secret);
  expect((await call('POST', `${path}/rotate-secret`)).body.previous).toHaveLength(1);
  expect((await call('POST', `${path}/disable`)).body.state).toBe('disabled');
  expect((await call('POST', `${path}/test`)).status).toBe(409);
  expect((await call('POST', `${path}/enable`)).body.state).toBe('enabled');
  expect((await call('POST', `${path}/test`)).body.deliveries).toMatchObject([{ endpoint_id: body.id }]);
  expect((await call('GET', `${path}/stats`)).status).toBe(200);
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path)).status).toBe(404);
});

test('a filter must match a type that is published, and the error names the nearest', async () => {
  const { status, body } = await create({ event_types: ['causeway.crm.unavailible', 'deal.approved'] });
  expect(status).toBe(400);
  expect(body.errors).toMatchObject([
    { pointer: '/event_types/0', code: 'unknown_event_type', message: expect.stringContaining('causeway.crm.unavailable') },
    { pointer: '/event_types/1', code: 'unknown_event_type', message: expect.stringContaining('/api/v1/platform-event-types') },
  ]);
});

test('only a platform key with the scope sees or changes them', async () => {
  const { id } = (await create()).body;
  const partner = await api.partner();
  const reader = bearer(await api.key(undefined, { scopes: ['platform_endpoints:read'] }));
  const webhooks = bearer(await api.key(undefined, { scopes: ['webhooks:read', 'webhooks:write'] }));
  expect((await call('GET', `/platform-endpoints/${id}`, undefined, reader)).status).toBe(200);
  expect((await call('GET', `/platform-endpoints/${id}/secret`, undefined, reader)).body.code).toBe('missing_scope');
  expect((await call('PATCH', `/platform-endpoints/${id}`, { description: 'x' }, webhooks)).body.code).toBe('missing_scope');
  expect((await call('GET', `/platform-endpoints/${id}`, undefined, partner.headers)).body.code).toBe('platform_key_required');
  // The routes of partners' endpoints know none of them.
  for (const path of [`/endpoints/${id}`, `/endpoints/${id}/secret`, `/endpoints/${id}/stats`]) {
    expect((await call('GET', path, undefined, webhooks)).status).toBe(404);
  }
  expect((await call('PATCH', `/endpoints/${id}`, { description: 'x' }, webhooks)).status).toBe(404);
  expect((await call('POST', `/endpoints/${id}/rotate-secret`, undefined, webhooks)).status).toBe(404);
  const listed = [await call('GET', '/endpoints'), await call('GET', `/endpoints?partner_id=${platformPartnerId}`)];
  expect(listed.flatMap(({ body }) => body.data as { id: string }[]).filter((found) => found.id === id)).toEqual([]);
});

test('their owner is no partner: it looks unknown everywhere, and cannot be changed', async () => {
  expect((await call('GET', '/partners')).body.data).not.toContainEqual(expect.objectContaining({ id: platformPartnerId }));
  const paths = (id: string): [method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object][] => [
    ['GET', `/partners/${id}`],
    ['PATCH', `/partners/${id}`, { name: 'Mine' }],
    ['DELETE', `/partners/${id}`],
    ['POST', `/partners/${id}/suspend`, { reason: 'no' }],
    ['POST', `/partners/${id}/activate`],
    ['POST', `/partners/${id}/promotions`, { tier: 'standard' }],
    ['GET', `/partners/${id}/promotion-checks`],
    ['POST', `/sandboxes/${id}/reset`],
    ['GET', `/sandboxes/${id}`],
    ['POST', '/api-keys', { name: 'k', partner_id: id, scopes: ['deals:read'] }],
    ['POST', '/oauth-clients', { name: 'c', partner_id: id, auth_method: 'client_secret_basic', scopes: ['deals:read'] }],
    ['POST', '/endpoints', { url, partner_id: id }],
    ['POST', '/deals', { partner_id: id, customer: { company_name: 'Acme' } }],
    ['POST', `/deal-imports?partner_id=${id}`, [{ external_id: '1', customer: { company_name: 'Acme' } }]],
    ['POST', '/events', { type: 'deal.approved', partner_ids: [id], data: { deal_id: '1' } }],
    ['GET', `/partners/${id}/feature-flags`],
  ];
  await api.eventType('deal.approved');
  const unknown = 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab';
  const about = (id: string, body: unknown) =>
    JSON.stringify(body)
      .replaceAll(id, 'ID')
      .replaceAll(/"request_id":"[^"]+"/g, '');
  for (const [place, request] of paths(platformPartnerId).entries()) {
    const [reserved, never] = [await call(...request), await call(...paths(unknown)[place]!)];
    expect([request, reserved.status, about(platformPartnerId, reserved.body)]).toEqual([
      request,
      never.status,
      about(unknown, never.body),
    ]);
    expect(reserved.status).toBeGreaterThanOrEqual(400);
  }
  for (const change of [`update partner set status = 'suspended'`, `update partner set tier = 'sandbox'`, 'delete from partner']) {
    await expect(api.db.sql.unsafe(`${change} where id = '${platformPartnerId}'`)).rejects.toThrow('owns the platform endpoints');
  }
});

test('every type is listed with a schema that its example matches', async () => {
  const { body } = await call('GET', '/platform-event-types');
  const types = body.data as { name: string; schema: { required: string[]; properties: object }; example: object }[];
  expect(types.length).toBeGreaterThan(15);
  for (const { name, schema, example } of types) {
    expect([name, Object.keys(example).toSorted()]).toEqual([name, Object.keys(schema.properties).toSorted()]);
    const { schemas } = api.evaluator;
    expect([name, await schemas.check('platform', schema, { data: example, dataJson: JSON.stringify(example) })]).toEqual([name, []]);
  }
});
