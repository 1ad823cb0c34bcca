import { afterAll, beforeAll, expect, test } from 'vitest';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner();
});
afterAll(() => api.close());

async function call(method: 'GET' | 'POST', path: string, payload?: object, headers: object = api.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json() };
}
const create = async (fields: object, headers?: object) => call('POST', '/api-keys', { name: 'test', ...fields }, headers);
const statusWith = async (key: string, path = '/endpoints') => (await call('GET', path, undefined, bearer(key))).status;

test('a key is shown once, works immediately, and is stored as a hash', async () => {
  const { status, body } = await create({ partner_id: partner.id, name: 'CRM' });
  expect([status, body.status, body.partner_id]).toEqual([201, 'active', partner.id]);
  expect(await statusWith(body.key)).toBe(200);
  const read = (await call('GET', `/api-keys/${body.id}`)).body;
  expect(body.key.startsWith(`${read.prefix}_`)).toBe(true);
  const stored = JSON.stringify(await api.db.sql`select * from api_key where id = ${body.id}`);
  expect(JSON.stringify(read) + stored).not.toContain(body.key.split('_').at(-1));
});

test('a key without the scope is rejected, and the error names the scope', async () => {
  const { key } = (await create({ partner_id: partner.id, scopes: ['webhooks:read'] })).body;
  expect(await statusWith(key)).toBe(200);
  const { status, body } = await call('POST', '/endpoints', { url: 'https://partner.example/' }, bearer(key));
  expect([status, body.code]).toEqual([403, 'missing_scope']);
  expect(body.detail).toContain('webhooks:write');
});

test('a caller cannot grant a scope that it does not have', async () => {
  const { key } = (await create({ partner_id: partner.id, scopes: ['credentials:write', 'webhooks:read'] })).body;
  const refused = await create({ scopes: ['webhooks:read', 'webhooks:write'] }, bearer(key));
  expect([refused.status, refused.body.code]).toEqual([403, 'scope_not_grantable']);
  const made = await create({}, bearer(key));
  expect(made.body).toMatchObject({ partner_id: partner.id, scopes: ['credentials:write', 'webhooks:read'] });
  const platformScope = await create({ partner_id: partner.id, scopes: ['events:write'] });
  expect(platformScope.body.code).toBe('scope_not_grantable');
  const all = (await call('GET', `/api-keys?partner_id=${partner.id}&limit=200`)).body.data[0];
  const wider = await call('POST', `/api-keys/${(await create({ partner_id: partner.id })).body.id}/rotate`, {}, bearer(key));
  expect([all.scopes.length, wider.body.code]).toEqual([2, 'scope_not_grantable']);
});

test('a rotated key works until the overlap ends; without overlap it ends immediately', async () => {
  const first = (await create({ partner_id: partner.id, scopes: ['webhooks:read'] })).body;
  const second = (await call('POST', `/api-keys/${first.id}/rotate`, { overlap_s: 3600 })).body;
  expect(second).toMatchObject({ name: 'test', scopes: ['webhooks:read'], expires_at: null });
  expect([await statusWith(first.key), await statusWith(second.key)]).toEqual([200, 200]);
  expect((await call('GET', `/api-keys/${first.id}`)).body).toMatchObject({ status: 'active', replaced_by: second.id });
  expect((await call('POST', `/api-keys/${first.id}/rotate`)).body.code).toBe('conflict');
  const third = (await call('POST', `/api-keys/${second.id}/rotate`, { overlap_s: 0 })).body;
  await expect.poll(() => statusWith(second.key)).toBe(401);
  expect(await statusWith(third.key)).toBe(200);
});

test('a revoked key is rejected, and revoking it again changes nothing', async () => {
  const { id, key } = (await create({ partner_id: partner.id })).body;
  expect(await statusWith(key)).toBe(200);
  const revoked = (await call('POST', `/api-keys/${id}/revoke`)).body;
  await expect.poll(() => statusWith(key)).toBe(401);
  expect((await call('POST', `/api-keys/${id}/revoke`)).body).toEqual(revoked);
});

test('an expiry in the past and an unknown partner are rejected', async () => {
  expect((await create({ expires_at: '2020-01-01T00:00:00Z' })).body.errors[0]).toMatchObject({ field: 'expires_at' });
  expect((await create({ partner_id: 'ptn_nobody' })).body.errors[0]).toMatchObject({ field: 'partner_id', code: 'unknown_partner' });
});

test('lists can be filtered by partner, platform keys and active keys', async () => {
  const mine = await api.partner();
  const { id } = (await create({ partner_id: mine.id })).body;
  const ids = async (query: string, headers?: object) =>
    (await call('GET', `/api-keys?${query}`, undefined, headers)).body.data.map((one: { id: string }) => one.id);
  expect(await ids(`partner_id=${mine.id}`)).toHaveLength(2);
  await call('POST', `/api-keys/${id}/revoke`);
  expect(await ids(`partner_id=${mine.id}&active=true`)).not.toContain(id);
  expect(await ids('', mine.headers)).toHaveLength(2);
  const platform = (await call('GET', '/api-keys?partner_id=platform')).body.data;
  expect(platform.every((one: { partner_id: unknown }) => one.partner_id === null)).toBe(true);
});

test('the last use of a key is recorded', async () => {
  const own = await buildTestApp();
  const user = await own.partner();
  await own.app.inject({ url: '/api/v1/endpoints', headers: user.headers });
  await own.directory.writeUses();
  const [row] = await own.db.sql`select last_used_at from api_key where partner_id = ${user.id}`;
  expect(row?.['last_used_at']).toBeInstanceOf(Date);
  await own.close();
});

test.each(['9999-12-31T23:59:59-05:00', '0000-01-01T00:00:00Z'])('an expiry of %s is a fault of the request', async (expires_at) => {
  const { status, body } = await create({ expires_at });
  expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/expires_at']);
});

test('a caller cannot end a credential that it could not grant', async () => {
  const weak = bearer((await create({ partner_id: partner.id, scopes: ['credentials:write', 'webhooks:read'] })).body.key);
  const strong = (await create({ partner_id: partner.id, scopes: ['webhooks:read', 'webhooks:write'] })).body;
  const equal = (await create({ partner_id: partner.id, scopes: ['webhooks:read'] })).body;
  const platform = bearer((await create({ scopes: ['credentials:write'] })).body.key);
  for (const caller of [weak, platform]) {
    const refused = await call('POST', `/api-keys/${strong.id}/revoke`, undefined, caller);
    expect([refused.status, refused.body.code]).toEqual([403, 'scope_not_grantable']);
    expect(refused.body.detail).toContain('webhooks:write');
  }
  expect(await statusWith(strong.key)).toBe(200);
  expect((await call('POST', `/api-keys/${equal.id}/revoke`, undefined, weak)).body.status).toBe('revoked');
  const own = (await call('GET', '/api-keys', undefined, partner.headers)).body.data.find(({ scopes }: { scopes: string[] }) =>
    scopes.includes('credentials:write'),
  );
  expect((await call('POST', `/api-keys/${own.id}/revoke`, undefined, weak)).status).toBe(200);
});
