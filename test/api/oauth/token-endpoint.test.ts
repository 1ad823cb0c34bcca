import { afterAll, beforeAll, expect, test } from 'vitest';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { basic, createClient, getToken, postForm } from '#test/support/oauth.ts';

let api: TestApp;
let partner: TestPartner;
let client: Awaited<ReturnType<typeof createClient>>;
beforeAll(async () => {
  api = await buildTestApp({ logLevel: 'trace' });
  partner = await api.partner();
  client = await createClient(api, partner.id, { scopes: ['webhooks:read', 'deals:read'] });
});
afterAll(() => api.close());

const grant = { grant_type: 'client_credentials' };
const ask = (fields: Record<string, string> | string, headers: Record<string, string> = {}) =>
  postForm(api, '/oauth/token', fields, headers);

test('responses are never cached, and contain the granted scopes', async () => {
  const { headers, body } = await getToken(api, client);
  expect([headers['cache-control'], headers['pragma']]).toEqual(['no-store', 'no-cache']);
  expect(body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 300, scope: 'webhooks:read deals:read' });
});

test.each([
  ['one of them', 'deals:read', 'deals:read'],
  ['one of them twice', 'deals:read  deals:read', 'deals:read'],
])('requesting %s grants fewer scopes', async (_name, scope, given) => {
  expect((await getToken(api, client, { scope })).body.scope).toBe(given);
});

test.each([
  ['a scope that the client has not got', 'deals:read webhooks:write'],
  ['a scope of the platform', 'events:write'],
  ['a scope that nobody has', 'world:rule'],
  ['no scope at all', ' '],
])('requesting %s is rejected', async (_name, scope) => {
  const { status, body } = await getToken(api, client, { scope });
  expect([status, body.error]).toEqual([400, 'invalid_scope']);
});

test('a wrong secret, an unknown client and another method return the same error', async () => {
  const key = await createClient(api, partner.id, { auth_method: 'self_signed_tls_client_auth', certificate_thumbprint: 'a'.repeat(43) });
  const answers = [
    await ask(grant, basic(client.id, `${client.client_secret.slice(0, -3)}AAA`)),
    await ask(grant, basic('oac_00000000000000000000000000', client.client_secret)),
    await ask(grant, basic(key.id, client.client_secret)),
    await ask({ ...grant, client_id: client.id, client_secret: 'wrong' }),
  ].map(({ status, headers, body }) => ({ status, body, challenge: headers['www-authenticate'] }));
  expect(answers[0]).toEqual({
    status: 401,
    challenge: expect.stringMatching(/^Basic/),
    body: expect.objectContaining({ error: 'invalid_client' }),
  });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

test('a secret works in the header and in the form, whichever the client is registered for', async () => {
  for (const auth_method of ['client_secret_basic', 'client_secret_post']) {
    const own = await createClient(api, partner.id, { auth_method });
    const asForm = await ask({ ...grant, client_id: own.id, client_secret: own.client_secret });
    const asHeader = await ask(grant, basic(own.id, own.client_secret));
    expect([asForm.status, asHeader.status]).toEqual([200, 200]);
    const both = await ask({ ...grant, client_id: own.id, client_secret: own.client_secret }, basic(own.id, own.client_secret));
    expect([both.status, both.body.error]).toEqual([400, 'invalid_request']);
    for (const route of ['/oauth/introspect', '/oauth/revoke']) {
      const token = asForm.body.access_token;
      expect((await postForm(api, route, { token, client_id: own.id, client_secret: own.client_secret })).status).toBe(200);
    }
  }
});

/** Every character as RFC 6749 2.3.1 lets a client write it. */
const escaped = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

test('a percent-encoded id and secret are decoded once, in the header and in the form', async () => {
  const { id, client_secret: secret } = client;
  expect((await ask(grant, basic(escaped(id), escaped(secret)))).status).toBe(200);
  const form = `grant_type=client_credentials&client_id=${escaped(id)}&client_secret=${escaped(secret)}`;
  expect((await ask(form)).status).toBe(200);
  const twice = [
    await ask(grant, basic(id, escaped(escaped(secret)))),
    await ask({ ...grant, client_id: id, client_secret: escaped(secret) }),
  ];
  for (const { status, body } of twice) {
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    expect(body.error_description).toContain('percent-encoded once too often');
  }
});

test.each([
  ['an empty form', '', {}],
  ['a form of empty parameters', 'grant_type=&scope=', {}],
  ['an empty form with credentials', '', { authorization: 'Basic eDp5' }],
])('the error for %s names grant_type', async (_name, form, headers) => {
  const { status, body } = await ask(form, headers);
  expect([status, body.error]).toEqual([400, 'invalid_request']);
  expect(body.error_description).toContain('grant_type is required');
});

test('a request without any body names grant_type too, or the token', async () => {
  const post = async (url: string) => (await api.app.inject({ method: 'POST', url })).json();
  expect(await post('/oauth/token')).toMatchObject({
    error: 'invalid_request',
    error_description: expect.stringContaining('grant_type is required'),
  });
  expect(await post('/oauth/introspect')).toMatchObject({
    error: 'invalid_request',
    error_description: expect.stringContaining('token is required'),
  });
});

test.each([
  ['not base64', 'Basic %%%'],
  ['no colon', `Basic ${btoa('abc')}`],
  ['no name', `Basic ${btoa(':abc')}`],
  ['no secret', `Basic ${btoa('abc:')}`],
  ['a broken escape', `Basic ${btoa('abc:%zz')}`],
  ['64 KiB', `Basic ${btoa(`abc:${'x'.repeat(65_536)}`)}`],
  ['another scheme', 'Digest username="abc"'],
  ['an API key', 'Bearer ck_live_abc'],
  ['nothing', ''],
])('an Authorization header with %s is an invalid client', async (_name, authorization) => {
  const { status, body } = await ask(grant, { authorization });
  expect([status, body.error]).toEqual([401, 'invalid_client']);
});

test('a header with escapes is decoded like a form', async () => {
  const escaped = client.client_secret.replaceAll('_', '%5F');
  expect((await ask(grant, basic(client.id, escaped))).status).toBe(200);
});

const withClient = () => basic(client.id, client.client_secret);
test.each([
  ['no grant type', '', 'invalid_request'],
  ['another grant type', 'grant_type=password', 'unsupported_grant_type'],
  ['a field twice', 'grant_type=client_credentials&grant_type=client_credentials', 'invalid_request'],
  ['two proofs', `grant_type=client_credentials&client_secret=x`, 'invalid_request'],
  ['two clients', `grant_type=client_credentials&client_id=oac_other`, 'invalid_request'],
])('a form with %s is rejected', async (_name, form, error) => {
  const { status, body, headers } = await ask(form, withClient());
  expect([status, body.error, headers['cache-control']]).toEqual([400, error, 'no-store']);
  expect(body.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
});

test('a body that is not a form and one that is too large get errors in the same format', async () => {
  const json = await ask(JSON.stringify(grant), { ...withClient(), 'content-type': 'application/json' });
  const large = await ask(`${'x'.repeat(40_000)}=1`, withClient());
  expect([json.status, json.body.error, large.status, large.body.error]).toEqual([415, 'invalid_request', 413, 'invalid_request']);
  expect(json.body.error_description).toBe('Send the body as a form with Content-Type: application/x-www-form-urlencoded.');
});

test.each(['suspend', 'revoke'] as const)(
  'after %s no token is issued, the error gives the reason, and existing tokens are rejected',
  async (how) => {
    const other = await api.partner();
    const own = await createClient(api, other.id);
    const token = (await getToken(api, own)).body.access_token;
    const use = async () => (await api.app.inject({ url: '/api/v1/endpoints', headers: bearer(token) })).json();
    expect(await use()).toHaveProperty('data');
    const url = how === 'suspend' ? `/api/v1/partners/${other.id}/suspend` : `/api/v1/oauth-clients/${own.id}/revoke`;
    await api.app.inject({ method: 'POST', url, headers: api.headers, ...(how === 'suspend' && { payload: { reason: 'unpaid bill' } }) });
    await expect.poll(async () => (await use()).code).toBe(how === 'suspend' ? 'partner_suspended' : 'revoked_token');
    const { status, body } = await getToken(api, own);
    expect([status, body.error]).toEqual(how === 'suspend' ? [403, 'unauthorized_client'] : [401, 'invalid_client']);
    expect(body.error_description).toContain(how === 'suspend' ? 'unpaid bill' : 'revoked');
  },
);

test('a partner that is not active yet gets no token', async () => {
  const { id } = await api.partner();
  const own = await createClient(api, id);
  await api.db.sql`update partner set status = 'pending' where id = ${id}`;
  await expect.poll(async () => (await getToken(api, own)).status).toBe(403);
  expect((await getToken(api, own)).body).toMatchObject({
    error: 'unauthorized_client',
    error_description: expect.stringContaining('not active yet'),
  });
});

test('a partner that requires another kind of credential gets no token for a secret, and an existing token is rejected', async () => {
  const { id } = await api.partner();
  const own = await createClient(api, id);
  const token = (await getToken(api, own)).body.access_token;
  await api.app.inject({
    method: 'PATCH',
    url: `/api/v1/partners/${id}`,
    headers: api.headers,
    payload: { credential_policy: 'private_key_jwt' },
  });
  await expect.poll(async () => (await getToken(api, own)).status).toBe(403);
  expect((await getToken(api, own)).body.error).toBe('unauthorized_client');
  expect((await api.app.inject({ url: '/api/v1/endpoints', headers: bearer(token) })).json().code).toBe('credential_not_allowed');
});

test('neither secrets nor tokens are logged', async () => {
  const { body } = await getToken(api, client);
  await ask({ ...grant, client_id: client.id, client_secret: client.client_secret });
  await api.app.inject({ url: '/api/v1/endpoints', headers: bearer(body.access_token) });
  const log = JSON.stringify(api.logged);
  expect(log).not.toContain(client.client_secret);
  expect(log).not.toContain(body.access_token);
});

test('a parameter without a value is treated as omitted', async () => {
  for (const empty of [{ scope: '' }, { client_id: '', client_secret: '' }, { client_assertion: '', client_assertion_type: '' }]) {
    const { status, body } = await getToken(api, client, empty);
    expect([status, body.scope]).toEqual([200, 'webhooks:read deals:read']);
  }
  expect((await ask({ grant_type: '' }, basic(client.id, client.client_secret))).status).toBe(400);
});
