import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

const origin = 'https://app.acme.example';
let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner();
  await call('POST', '/api/v1/endpoints', { payload: { url: 'https://partner.example/hooks?key=hidden' }, headers: partner.headers });
});
afterAll(() => api.close());

async function call(method: 'GET' | 'POST', url: string, sent: { payload?: object; headers?: Record<string, string> } = {}) {
  const reply = await api.app.inject({ method, url, headers: sent.headers ?? api.headers, ...(sent.payload && { payload: sent.payload }) });
  const isJson = reply.headers['content-type']?.includes('json') === true;
  return { status: reply.statusCode, headers: reply.headers, body: isJson ? reply.json() : reply.body };
}
const create = (extra: object = {}, headers = api.headers) =>
  call('POST', '/api/v1/embed-sessions', { payload: { partner_id: partner.id, origin, ...extra }, headers });
const status = (token: string) => call('GET', '/embed/v1/status', { headers: bearer(token) });

test('a token shows the health of its partner and of nobody else', async () => {
  const other = await api.partner();
  await call('POST', '/api/v1/endpoints', { payload: { url: 'https://other.example/hooks' }, headers: other.headers });
  const { status: created, body } = await create();
  expect([created, body]).toMatchObject([201, { partner_id: partner.id, origin, revoked_at: null }]);
  const shown = await status(body.token);
  expect(shown.body.partner).toMatchObject({ name: 'Acme', state: 'healthy', remedy: null });
  expect(shown.body.endpoints).toHaveLength(1);
  expect(JSON.stringify(shown.body)).not.toMatch(/other\.example|hidden/);
});

test('a session lasts a quarter of an hour at most, and ends by itself', async () => {
  const { body } = await create();
  expect(Date.parse(body.expires_at) - Date.parse(body.created_at)).toBe(900_000);
  await api.db.sql`update embed_session set expires_at = now() where id = ${body.id}`;
  expect(await status(body.token)).toMatchObject({ status: 401, body: { code: 'session_ended' } });
  for (const lifetime_s of [0, 59, 901, 60.5]) expect((await create({ lifetime_s })).status).toBe(400);
});

test('a revoked session shows nothing, and revoking it again changes nothing', async () => {
  const { body } = await create();
  const revoked = await call('POST', `/api/v1/embed-sessions/${body.id}/revoke`);
  expect((await status(body.token)).body.code).toBe('session_ended');
  expect((await call('POST', `/api/v1/embed-sessions/${body.id}/revoke`)).body).toEqual(revoked.body);
  const { body: list } = await call('GET', `/api/v1/embed-sessions?partner_id=${partner.id}`);
  expect(list.data.map(({ id }: { id: string }) => id)).not.toContain(body.id);
  expect((await call('POST', '/api/v1/embed-sessions/emb_none/revoke')).status).toBe(404);
});

test('a suspended partner is shown to nobody', async () => {
  const suspended = await api.partner();
  const { body } = await create({ partner_id: suspended.id });
  await call('POST', `/api/v1/partners/${suspended.id}/suspend`, { payload: { reason: 'Unpaid' } });
  await expect.poll(async () => (await status(body.token)).body.code).toBe('partner_suspended');
});

test('the token is no credential of the API, and no other credential is a token', async () => {
  const { body } = await create();
  expect((await call('GET', '/api/v1/endpoints', { headers: bearer(body.token) })).status).toBe(401);
  for (const wrong of [api.platformKey, partner.key, `${body.token}x`, 'emt_', body.id]) expect((await status(wrong)).status).toBe(401);
  expect((await call('GET', '/embed/v1/status', { headers: {} })).status).toBe(401);
});

test('the token is neither stored nor logged nor audited, and only its hash is kept', async () => {
  const { body } = await create();
  await status(body.token);
  const rows = await api.db.sql`select to_jsonb(s) as row from embed_session s union all select detail::jsonb from audit_entry`;
  expect(JSON.stringify(rows) + JSON.stringify(api.logged)).not.toContain(body.token);
  const audited = await api.db.sql`select action, partner_id, detail from audit_entry where object_id = ${body.id}`;
  expect(audited).toMatchObject([{ action: 'embed_session.created', partner_id: partner.id }]);
  expect(JSON.stringify(audited)).not.toContain(hashApiSecret(body.token));
});

test.each([
  ...['*', 'https://*', 'https://*.acme.example', 'https://app.acme.example/', 'https://app.acme.example/path', 'https://APP.acme.example'],
  ...['https://app.acme.example:443', 'http://app.acme.example', 'null', 'https://a.example https://b.example', "https://a;script-src'"],
  ...['https://user@app.acme.example', 'data:text/html,x', 'https://app.acme.example\n', 'https://', ''],
])('no origin of a page, so no session: %j', async (wrong) => {
  expect(await create({ origin: wrong })).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});

test('only the page of the session may frame it; a session that never was has no page', async () => {
  for (const allowed of [origin, 'http://localhost:8080', 'http://[::1]:9000', 'https://a.example:8443']) {
    const { body } = await create({ origin: allowed });
    const page = await call('GET', `/embed/v1/sessions/${body.id}`, { headers: {} });
    expect(page.headers['content-security-policy']).toContain(`frame-ancestors ${allowed};`);
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(page.body).not.toContain(body.token);
  }
  expect((await call('GET', '/embed/v1/sessions/emb_none', { headers: {} })).status).toBe(404);
});

test('a key makes sessions only with the scope, and only of what it may read itself', async () => {
  const lacking = bearer(await api.key(undefined, { scopes: ['webhooks:read', 'partners:write'] }));
  expect((await create({}, lacking)).body.code).toBe('missing_scope');
  const blind = bearer(await api.key(undefined, { scopes: ['embeds:manage'] }));
  expect((await create({}, blind)).body.code).toBe('scope_not_grantable');
  expect((await create({}, bearer(await api.key(undefined, { scopes: ['embeds:manage', 'webhooks:read'] })))).status).toBe(201);
  expect((await create({ partner_id: 'ptn_none' })).body.errors).toMatchObject([{ code: 'unknown_partner' }]);
});

test('a partner has a bounded number of sessions at a time', async () => {
  const { id } = await api.partner();
  await api.db.sql`
    insert into embed_session (id, partner_id, secret_hash, origin, created_by, expires_at)
    select 'emb_' || i, ${id}, 'hash ' || i, ${origin}, 'key_1', now() + interval '10 minutes' from generate_series(1, 500) i`;
  const refused = await create({ partner_id: id });
  expect([refused.status, Number(refused.headers['retry-after']) > 500]).toEqual([429, true]);
  await call('POST', '/api/v1/embed-sessions/emb_7/revoke');
  expect((await create({ partner_id: id })).status).toBe(201);
});

test('the element is at most 4 KB, may be loaded by any page, and is not sent twice', async () => {
  expect(gzipSync(readFileSync('apps/embed/causeway-status.js'), { level: 9 }).length).toBeLessThanOrEqual(4_096);
  for (const url of ['/embed/v1.js', '/embed/v1/frame.js', '/embed/v1/frame.css']) {
    const { status: found, headers } = await call('GET', url, { headers: {} });
    expect([found, headers['access-control-allow-origin']]).toEqual([200, '*']);
    expect((await call('GET', url, { headers: { 'if-none-match': String(headers['etag']) } })).status).toBe(304);
  }
});
