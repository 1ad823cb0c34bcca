import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { sessionOf } from '#test/support/session.ts';

let api: TestApp;
let partner: TestPartner;
let other: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  [partner, other] = [await api.partner(), await api.partner()];
});
afterAll(() => api.close());

async function call(headers: object, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
  const reply = await api.app.inject({ method, url, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.body === '' ? null : reply.json() };
}
const begin = (headers: object, partnerId: string) => call(headers, 'POST', '/auth/view', { partner_id: partnerId });
/** As soon as every process knows. */
const sees = (headers: object, path: string, status: number) =>
  expect.poll(async () => (await call(headers, 'GET', `/api/v1${path}`)).status).toBe(status);

test('somebody of the company sees what the partner sees and nothing of others, until they end it', async () => {
  const operator = await sessionOf(api, { roles: ['operator'] });
  const endpointOf = async ({ headers }: TestPartner) =>
    (await call(headers, 'POST', '/api/v1/endpoints', { url: 'https://partner.example/' })).body.id;
  const [own, foreign] = [await endpointOf(partner), await endpointOf(other)];
  await sees(operator, '/partners/me', 403);
  const begun = await begin(operator, partner.id);
  expect(begun.body).toMatchObject({ viewing: { partner_id: partner.id, name: 'Acme' } });
  await sees(operator, '/partners/me', 200);
  expect((await call(operator, 'GET', '/api/v1/partners/me')).body.id).toBe(partner.id);
  expect((await call(operator, 'GET', `/api/v1/endpoints/${own}`)).status).toBe(200);
  expect((await call(operator, 'GET', `/api/v1/endpoints/${foreign}`)).status).toBe(404);
  expect((await call(operator, 'GET', '/api/v1/endpoints')).body.data.map(({ id }: { id: string }) => id)).toEqual([own]);
  for (const path of ['/partners', '/connections', '/syncs', '/audit-entries']) {
    expect((await call(operator, 'GET', `/api/v1${path}`)).status).toBe(403);
  }
  // The secret of an endpoint needs the scope to change it.
  expect((await call(operator, 'GET', `/api/v1/endpoints/${own}/secret`)).status).toBe(403);
  const ended = await call(operator, 'POST', '/auth/view/end');
  expect([ended.body.viewing, ended.body.scopes.includes('partners:read')]).toEqual([null, true]);
  await sees(operator, '/partners', 200);
});

test('whatever is changed is refused while somebody looks, also what their own roles allow', async () => {
  const administrator = await sessionOf(api, { roles: ['administrator'] });
  const begun = await begin(administrator, partner.id);
  expect(begun.body.scopes.every((scope: string) => scope.endsWith(':read'))).toBe(true);
  await sees(administrator, '/partners/me', 200);
  const changes = [
    ['POST', '/endpoints', { url: 'https://evil.example/' }],
    ['POST', '/deals', { customer: { company_name: 'Mine' } }],
    ['POST', '/api-keys', { name: 'Mine' }],
    ['POST', '/users', { email: 'mine@acme.example', name: 'Mine', roles: ['partner_admin'] }],
    ['PATCH', `/partners/${partner.id}`, { name: 'Mine' }],
    ['POST', `/partners/${partner.id}/suspend`, { reason: 'x' }],
    ['POST', '/events', { type: 'deal.approved', data: {} }],
  ] as const;
  for (const [method, path, payload] of changes) {
    const { status, body } = await call(administrator, method, `/api/v1${path}`, payload);
    expect([path, status, body.code]).toEqual([path, 403, 'missing_scope']);
  }
});

test('nobody reads more as a partner than as themselves', async () => {
  const operator = await sessionOf(api, { roles: ['operator'] });
  await begin(operator, partner.id);
  await sees(operator, '/partners/me', 200);
  expect((await call(operator, 'GET', `/api/v1/partners/${partner.id}/commissions`)).status).toBe(403);
});

test("only people of the company look, as a partner that there is, and a partner's person or a key never", async () => {
  const person = await sessionOf(api, { roles: ['partner_admin'], partnerId: partner.id });
  expect((await begin(person, other.id)).body.code).toBe('platform_key_required');
  expect((await begin(person, partner.id)).body.code).toBe('platform_key_required');
  expect((await begin(api.headers, partner.id)).body.code).toBe('session_ended');
  const operator = await sessionOf(api, { roles: ['operator'] });
  expect((await begin(operator, 'ptn_00000000000000000000000000')).status).toBe(404);
  expect((await call(operator, 'GET', '/auth/session')).body.viewing).toBeNull();
});

test('a page of another site begins no view', async () => {
  const operator = await sessionOf(api, { roles: ['operator'] });
  expect((await begin({ ...operator, 'sec-fetch-site': 'cross-site' }, partner.id)).body.code).toBe('cross_site_request');
});

test('the audit log has who began and who ended, and as which partner', async () => {
  const operator = await sessionOf(api, { roles: ['operator'] });
  const { body } = await begin(operator, partner.id);
  await call(operator, 'POST', '/auth/view/end');
  const entries = (await call(api.headers, 'GET', `/api/v1/audit-entries?object_id=${body.session_id}`)).body.data;
  const views = entries.filter(({ detail }: { detail: { changed?: string[] } }) => detail.changed?.includes('viewed_partner_id'));
  expect(views).toHaveLength(2);
  expect(JSON.stringify(views)).toContain(partner.id);
  expect(views.map(({ actor }: { actor: { id: string } }) => actor.id)).toEqual([body.user.id, body.user.id]);
});

test('the view of one browser is not that of another of the same person, and ends with its session', async () => {
  const [first, second] = [await sessionOf(api, { roles: ['operator'] }), await sessionOf(api, { roles: ['operator'] })];
  await begin(first, partner.id);
  await sees(first, '/partners/me', 200);
  await sees(second, '/partners', 200);
  await call(first, 'POST', '/auth/sign-out');
  await sees(first, '/partners/me', 401);
});

test('as a suspended partner they are refused as it is, and can end the view', async () => {
  const suspended = await api.partner();
  const operator = await sessionOf(api, { roles: ['operator'] });
  await begin(operator, suspended.id);
  await call(api.headers, 'POST', `/api/v1/partners/${suspended.id}/suspend`, { reason: 'Unpaid' });
  await expect.poll(async () => (await call(operator, 'GET', '/api/v1/partners/me')).body.code).toBe('partner_suspended');
  expect((await call(operator, 'POST', '/auth/view/end')).status).toBe(200);
  await sees(operator, '/partners', 200);
});

test('whoever looks takes nothing from what the people of the partner may send', async () => {
  const limited = await api.partner('sandbox', { limit: 'tier' });
  const operator = await sessionOf(api, { roles: ['operator'] });
  await begin(operator, limited.id);
  await sees(operator, '/partners/me', 200);
  for (let n = 0; n < 100; n++) expect((await call(operator, 'GET', '/api/v1/partners/me')).status).toBe(200);
  const person = await sessionOf(api, { roles: ['partner_admin'], partnerId: limited.id });
  const { headers } = await api.app.inject({ url: '/api/v1/partners/me', headers: person });
  expect(headers['ratelimit']).toMatch(/r=59;/);
});
