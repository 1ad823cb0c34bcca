import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { createClient, getToken } from '#test/support/oauth.ts';

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner();
});
afterAll(() => api.close());

async function call(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object, headers: object = api.headers) {
  const reply = await api.app.inject({ method, url: `/api/v1/oauth-clients${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, headers: reply.headers, body: reply.json() };
}
const create = (fields: object, headers?: object) => call('POST', '', { name: 'test', ...fields }, headers);
const statusOf = async (id: string, secret: string) => (await getToken(api, { id, client_secret: secret })).status;
const publicJwk = async (alg: string, options = {}) => exportJWK((await generateKeyPair(alg, { extractable: true, ...options })).publicKey);

test('a secret is shown once and stored as a hash', async () => {
  const { status, body } = await create({ partner_id: partner.id });
  expect([status, body.auth_method, body.status]).toEqual([201, 'client_secret_basic', 'active']);
  expect(body.client_secret).toMatch(/^cs_live_[0-9a-zA-Z]{43}$/);
  const read = (await call('GET', `/${body.id}`)).body;
  const audit = await api.db.sql`select detail from audit_entry where object_kind like 'oauth_client%'`;
  const stored = await api.db.sql`select * from oauth_client_secret`;
  expect(JSON.stringify([read, audit, stored])).not.toContain(body.client_secret);
  expect(JSON.stringify(audit)).not.toContain(stored[0]?.['secret_hash']);
});

test('a rotated secret works until the overlap ends; without overlap every older one ends immediately', async () => {
  const { id, client_secret: first } = (await create({ partner_id: partner.id })).body;
  const second = (await call('POST', `/${id}/rotate-secret`)).body.client_secret;
  await expect.poll(() => statusOf(id, second)).toBe(200);
  expect(await statusOf(id, first)).toBe(200);
  const third = (await call('POST', `/${id}/rotate-secret`, { overlap_s: 0 })).body.client_secret;
  await expect.poll(() => statusOf(id, third)).toBe(200);
  expect([await statusOf(id, first), await statusOf(id, second)]).toEqual([401, 401]);
});

test('only the use of a rotated secret is noted, later, and no change to anybody', async () => {
  const { id, client_secret: first } = (await create({ partner_id: partner.id })).body;
  const second = (await call('POST', `/${id}/rotate-secret`)).body.client_secret;
  await expect.poll(() => statusOf(id, second)).toBe(200);
  const used = async () => {
    await api.directory.writeUses();
    return (await api.db.sql`select last_used_at from oauth_client_secret where client_id = ${id} order by id`).map(
      (row) => row['last_used_at'],
    );
  };
  const changes = async () => (await api.db.sql`select count(*)::int as n from audit_entry`)[0]?.['n'];
  expect(await used()).toEqual([null, null]);
  const before = await changes();
  expect(await statusOf(id, first)).toBe(200);
  expect(await used()).toEqual([expect.any(Date), null]);
  expect(await changes()).toBe(before);
});

test('a secret whose overlap ends while the client is cached stops working', async () => {
  const { id, client_secret } = (await create({ partner_id: partner.id })).body;
  await call('POST', `/${id}/rotate-secret`, { overlap_s: 1 });
  expect(await statusOf(id, client_secret)).toBe(200);
  await expect.poll(() => statusOf(id, client_secret)).toBe(401);
});

test('the number of valid secrets is limited, so that comparing them stays fast', async () => {
  const { id } = (await create({ partner_id: partner.id })).body;
  const answers = [];
  for (let i = 0; i < 5; i++) answers.push((await call('POST', `/${id}/rotate-secret`)).status);
  expect(answers).toEqual([201, 201, 201, 201, 409]);
});

test('a caller cannot grant a scope that it does not have, nor set the credentials of a client that has it', async () => {
  const key = bearer(await api.key(partner.id, { scopes: ['credentials:write', 'webhooks:read'] }));
  const refused = await create({ scopes: ['webhooks:write'] }, key);
  expect([refused.status, refused.body.code]).toEqual([403, 'scope_not_grantable']);
  expect((await create({}, key)).body).toMatchObject({ partner_id: partner.id, scopes: ['credentials:write', 'webhooks:read'] });
  const wide = await createClient(api, partner.id);
  expect((await call('POST', `/${wide.id}/rotate-secret`, {}, key)).body.code).toBe('scope_not_grantable');
  const wideByKey = await createClient(api, partner.id, { auth_method: 'private_key_jwt', jwks: { keys: [await publicJwk('ES256')] } });
  const own = { jwks: { keys: [await publicJwk('ES256')] } };
  expect((await call('PATCH', `/${wideByKey.id}`, own, key)).body.code).toBe('scope_not_grantable');
});

test('a client is not ended, nor its scopes reduced, by a caller that could not grant them', async () => {
  const weak = bearer(await api.key(partner.id, { scopes: ['credentials:write', 'webhooks:read'] }));
  const { id } = (await create({ partner_id: partner.id, scopes: ['webhooks:read', 'webhooks:write'] })).body;
  const change = { ...weak, 'if-match': '*' };
  for (const refused of [
    await call('POST', `/${id}/revoke`, undefined, weak),
    await call('POST', `/${id}/rotate-secret`, undefined, weak),
    await call('PATCH', `/${id}`, { scopes: ['webhooks:read'] }, change),
    await call('PATCH', `/${id}`, { name: 'renamed' }, change),
  ]) {
    expect([refused.status, refused.body.code]).toEqual([403, 'scope_not_grantable']);
  }
  expect((await call('POST', `/${id}/revoke`)).body.status).toBe('revoked');
});

test('platform scopes cannot be granted, and a platform key must name the partner', async () => {
  expect((await create({ partner_id: partner.id, scopes: ['events:write'] })).status).toBe(400);
  expect((await create({})).body.errors).toEqual([expect.objectContaining({ field: 'partner_id', code: 'required' })]);
  expect((await create({ partner_id: 'ptn_nobody' })).body.errors).toEqual([expect.objectContaining({ code: 'unknown_partner' })]);
});

test.each([
  ['EC P-256', 'ES256', {}],
  ['RSA of 2048 bits', 'RS256', {}],
  ['Ed25519', 'Ed25519', {}],
])('%s is accepted as a key, and only its verifying part is stored', async (_name, alg, options) => {
  const key = { ...(await publicJwk(alg, options)), kid: 'one', note: 'ours' };
  const { status, body } = await create({ partner_id: partner.id, auth_method: 'private_key_jwt', jwks: { keys: [key] } });
  expect([status, body.client_secret]).toEqual([201, null]);
  expect(body.jwks.keys[0]).not.toHaveProperty('note');
  expect(body.jwks.keys[0]).toMatchObject({ kid: 'one' });
});

test.each([
  ['a private key', async () => exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey), /leaked/],
  ['a shared secret', async () => ({ kty: 'oct', k: 'c2VjcmV0' }), /./],
  ['EC P-384', () => publicJwk('ES384'), /P-256/],
  ['RSA of 1024 bits', async () => weakRsa(), /2048/],
  ['half a key', async () => ({ kty: 'EC', crv: 'P-256', x: 'AA' }), /well-formed/],
  ['a key for encryption', async () => ({ ...(await publicJwk('ES256')), use: 'enc' }), /signatures/],
])('%s is rejected', async (_name, make, message) => {
  const { status, body } = await create({ partner_id: partner.id, auth_method: 'private_key_jwt', jwks: { keys: [await make()] } });
  expect([status, body.code]).toEqual([400, 'invalid_request']);
  expect(body.errors[0].message).toMatch(message);
});

test('keys for other purposes do not spoil a set: they are ignored, and the client says which and why', async () => {
  const good = { ...(await publicJwk('ES256')), kid: 'sig-1', use: 'sig', alg: 'ES256' };
  const keys = [
    { ...(await publicJwk('RSA-OAEP')), kid: 'enc-1', use: 'enc', alg: 'RSA-OAEP' },
    { kty: 'AKP', alg: 'ML-DSA-65', kid: 'pq', pub: 'AAAA' },
    good,
    { kty: 'oct', k: 'c2VjcmV0' },
    { ...(await publicJwk('ES256')), key_ops: ['deriveKey'] },
    { ...(await publicJwk('RS512')), alg: 'RS512' },
  ];
  const { status, body } = await create({ partner_id: partner.id, auth_method: 'private_key_jwt', jwks: { keys } });
  expect(status).toBe(201);
  const ignored = [
    { kty: 'RSA', kid: 'enc-1', reason: expect.stringContaining('signatures') },
    { kty: 'AKP', kid: 'pq', reason: expect.stringContaining('EC P-256') },
    { kty: 'oct', kid: null, reason: expect.stringContaining('EC P-256') },
    { kty: 'EC', kid: null, reason: expect.stringContaining('key_ops') },
    { kty: 'RSA', kid: null, reason: expect.stringContaining('ES256') },
  ];
  expect(body.jwks).toEqual({ keys: [good], ignored });
  const read = await call('GET', `/${body.id}`);
  expect(read.body.jwks).toEqual(body.jwks);
  expect(JSON.stringify(read.body)).not.toContain('c2VjcmV0');
  const again = await call('PATCH', `/${body.id}`, { jwks: { keys: [good] } });
  expect(again.body.jwks).toEqual({ keys: [good] });
});

test('a private key is refused also beside a good one: its owner has to know', async () => {
  const leaked = await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);
  const jwks = { keys: [await publicJwk('ES256'), leaked] };
  const { status, body } = await create({ partner_id: partner.id, auth_method: 'private_key_jwt', jwks });
  expect([status, body.errors]).toEqual([400, [expect.objectContaining({ message: expect.stringContaining('leaked') })]]);
});

async function weakRsa() {
  const { generateKeyPairSync } = await import('node:crypto');
  return generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
}

test.each([
  ['a proof that another method needs', { jwks_uri: 'https://keys.example/jwks' }, 'jwks_uri'],
  ['no keys', { auth_method: 'private_key_jwt' }, 'jwks'],
  ['keys by http', { auth_method: 'private_key_jwt', jwks_uri: 'http://keys.example/jwks' }, 'jwks_uri'],
  ['keys on a private address', { auth_method: 'private_key_jwt', jwks_uri: 'https://127.0.0.1/jwks' }, 'jwks_uri'],
  ['no certificate', { auth_method: 'self_signed_tls_client_auth' }, 'certificate_thumbprint'],
  ['half a thumbprint', { auth_method: 'self_signed_tls_client_auth', certificate_thumbprint: 'abc' }, 'certificate_thumbprint'],
  ['a subject that is no name', { auth_method: 'tls_client_auth', certificate_subject: 'acme' }, 'certificate_subject'],
])('%s is rejected with the field', async (_name, fields, field) => {
  const { status, body } = await create({ partner_id: partner.id, ...fields });
  expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
});

test('a change needs the current version and takes effect immediately, and a revoked client cannot be changed', async () => {
  const { body, headers } = await create({ partner_id: partner.id, scopes: ['webhooks:read', 'webhooks:write'] });
  const stale = await call('PATCH', `/${body.id}`, { name: 'x' }, { ...api.headers, 'if-match': '"9"' });
  expect([headers['etag'], stale.status]).toEqual(['"1"', 412]);
  const changed = await call('PATCH', `/${body.id}`, { scopes: ['webhooks:read'] }, { ...api.headers, 'if-match': '"1"' });
  expect([changed.status, changed.body.scopes, changed.body.version]).toEqual([200, ['webhooks:read'], 2]);
  const revoked = (await call('POST', `/${body.id}/revoke`)).body;
  expect(revoked).toMatchObject({ status: 'revoked', version: 3 });
  expect((await call('POST', `/${body.id}/revoke`)).body).toEqual(revoked);
  expect((await call('PATCH', `/${body.id}`, { name: 'x' })).body.code).toBe('conflict');
  expect((await call('POST', `/${body.id}/rotate-secret`)).body.code).toBe('conflict');
});

test('lists can be filtered by partner and by active clients', async () => {
  const mine = await api.partner();
  const [one, two] = [await createClient(api, mine.id), await createClient(api, mine.id)];
  const ids = async (query: string, headers?: object) =>
    (await call('GET', `?${query}`, undefined, headers)).body.data.map((client: { id: string }) => client.id);
  expect(await ids(`partner_id=${mine.id}`)).toEqual([two.id, one.id]);
  await call('POST', `/${one.id}/revoke`);
  expect(await ids('active=true', mine.headers)).toEqual([two.id]);
});

test("the time of a client's last token is recorded", async () => {
  const own = await buildTestApp();
  const client = await createClient(own, (await own.partner()).id);
  await getToken(own, client);
  await own.directory.writeUses();
  const [row] = await own.db.sql`select last_used_at from oauth_client where id = ${client.id}`;
  expect(row?.['last_used_at']).toBeInstanceOf(Date);
  await own.close();
});
