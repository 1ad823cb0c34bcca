import { createHmac, createPrivateKey, createPublicKey } from 'node:crypto';
import { generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSecretBox } from '#domain/secret-box.ts';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { createClient, getToken, issuer } from '#test/support/oauth.ts';

let api: TestApp;
let partner: TestPartner;
let client: Awaited<ReturnType<typeof createClient>>;
let kid: string;
/** The installation's own key: what nobody else has. */
let ours: ReturnType<typeof createPrivateKey>;
let published: Record<string, string>;
const secretBox = createSecretBox([{ id: 'test', key: Buffer.alloc(32, 7) }]);

beforeAll(async () => {
  api = await buildTestApp({ secretBox });
  partner = await api.partner();
  client = await createClient(api, partner.id, { scopes: ['webhooks:read', 'webhooks:write'] });
  await getToken(api, client);
  const [row] = await api.db.sql<{ id: string; sealed: string }[]>`select id, private_sealed as sealed from oauth_signing_key`;
  kid = row?.id ?? '';
  ours = createPrivateKey({ key: JSON.parse(secretBox.open(row?.sealed ?? '', `oauth-signing-key:${kid}`)), format: 'jwk' });
  published = (await api.app.inject({ url: '/oauth/jwks' })).json().keys[0];
});
afterAll(() => api.close());

const use = async (token: string, url = '/api/v1/endpoints') => {
  const reply = await api.app.inject({ url, headers: bearer(token) });
  return { status: reply.statusCode, code: reply.json().code, challenge: reply.headers['www-authenticate'] };
};
const nowS = () => Math.floor(Date.now() / 1_000);
const goodClaims = () => ({
  iss: issuer.origin,
  aud: `${issuer.origin}/api/v1`,
  sub: client.id,
  client_id: client.id,
  scope: 'webhooks:read',
  client_auth_method: 'client_secret_basic',
  jti: crypto.randomUUID(),
  iat: nowS(),
  exp: nowS() + 300,
});
type Key = CryptoKey | ReturnType<typeof createPrivateKey>;
const sign = (claims: object, { key = ours, header = {} }: { key?: Key; header?: object } = {}) =>
  new SignJWT({ ...goodClaims(), ...claims }).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header }).sign(key);
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

test('a token with all valid claims is accepted (the tests below remove or change one of them)', async () => {
  expect(await use(await sign({}))).toMatchObject({ status: 200 });
});

test.each([
  ['for another audience', { aud: 'https://other.example/api/v1' }, 'invalid_token'],
  ['for the token endpoint, as assertions are', { aud: `${issuer.origin}/oauth/token` }, 'invalid_token'],
  ['of another issuer', { iss: 'https://other.example' }, 'invalid_token'],
  ['that has expired', { exp: nowS() - 1 }, 'expired_token'],
  ['that is not valid yet', { nbf: nowS() + 60 }, 'invalid_token'],
  ['without an end', { exp: undefined }, 'invalid_token'],
  ['without an id', { jti: undefined }, 'invalid_token'],
  ['whose subject is another client', { sub: 'oac_other' }, 'invalid_token'],
  ['of a client that does not exist', { sub: 'oac_other', client_id: 'oac_other' }, 'revoked_token'],
])('a token %s is rejected', async (_name, claims, code) => {
  const answer = await use(await sign(claims));
  expect([answer.status, answer.code]).toEqual([401, code]);
  expect(answer.challenge).toMatch(/^Bearer realm="causeway", error="invalid_token", error_description="[^"]+"$/);
});

test('a token that is not an access token is rejected', async () => {
  expect((await use(await sign({}, { header: { typ: 'JWT' } }))).code).toBe('invalid_token');
  expect((await use(await sign({}, { header: { typ: undefined } }))).code).toBe('invalid_token');
});

test('a token signed with a key of another environment is rejected, whatever kid it names', async () => {
  const { privateKey } = await generateKeyPair('ES256');
  expect((await use(await sign({}, { key: privateKey }))).code).toBe('invalid_token');
  expect((await use(await sign({}, { key: privateKey, header: { kid: 'osk_elsewhere' } }))).code).toBe('invalid_token');
  expect((await use(await sign({}, { header: { kid: undefined } }))).code).toBe('invalid_token');
});

test('a key embedded in the token is ignored', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await crypto.subtle.exportKey('jwk', publicKey);
  expect((await use(await sign({}, { key: privateKey, header: { jwk, jku: 'https://evil.example/jwks' } }))).code).toBe('invalid_token');
});

test.each(['none', 'None', 'nOnE'])('a token signed with "%s" is rejected', async (alg) => {
  for (const header of [
    { alg, typ: 'at+jwt', kid },
    { alg, typ: 'at+jwt' },
  ]) {
    const unsigned = `${encode(header)}.${encode(goodClaims())}.`;
    expect((await use(unsigned)).code).toBe('invalid_token');
    expect((await use(`${unsigned}AAAA`)).code).toBe('invalid_token');
  }
});

test.each(['HS256', 'HS384', 'HS512'])('a token signed by %s with the published key as the secret is rejected', async (alg) => {
  const publicKey = createPublicKey({ key: published, format: 'jwk' });
  const secrets = [
    publicKey.export({ type: 'spki', format: 'pem' }),
    publicKey.export({ type: 'spki', format: 'der' }),
    JSON.stringify(published),
    Buffer.from(published['x'] ?? '', 'base64url'),
  ];
  for (const secret of secrets) {
    const text = `${encode({ alg, typ: 'at+jwt', kid })}.${encode(goodClaims())}`;
    const signature = createHmac(alg.replace('HS', 'sha'), secret).update(text).digest('base64url');
    expect((await use(`${text}.${signature}`)).code).toBe('invalid_token');
  }
});

test('a token with changed contents is rejected, even after the original was cached', async () => {
  const token = (await getToken(api, client, { scope: 'webhooks:read' })).body.access_token as string;
  expect((await use(token)).status).toBe(200);
  const [header = '', payload = '', signature = ''] = token.split('.');
  const wider = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), scope: 'webhooks:read credentials:write' };
  expect((await use([header, encode(wider), signature].join('.'))).code).toBe('invalid_token');
  expect((await use(`${token.slice(0, -4)}AAAA`)).code).toBe('invalid_token');
  expect((await use(`${token}${'A'.repeat(20_000)}`)).code).toBe('invalid_token');
});

test('a token that expires while it is in use stops working', async () => {
  const token = await sign({ exp: nowS() + 2 });
  expect((await use(token)).status).toBe(200);
  await expect.poll(async () => (await use(token)).code, { timeout: 5_000 }).toBe('expired_token');
});

test('a scope that the token does not have, or that its client has lost, is missing', async () => {
  const own = await createClient(api, partner.id, { scopes: ['webhooks:read', 'credentials:read'] });
  const narrow = (await getToken(api, own, { scope: 'webhooks:read' })).body.access_token;
  expect(await use(narrow, '/api/v1/api-keys')).toMatchObject({ status: 403, code: 'missing_scope' });
  const wide = (await getToken(api, own)).body.access_token;
  expect((await use(wide, '/api/v1/api-keys')).status).toBe(200);
  await api.app.inject({
    method: 'PATCH',
    url: `/api/v1/oauth-clients/${own.id}`,
    headers: api.headers,
    payload: { scopes: ['webhooks:read'] },
  });
  await expect.poll(async () => (await use(wide, '/api/v1/api-keys')).code).toBe('missing_scope');
  // And one that the client gets back is not handed to a token that never had it.
  expect((await use(await sign({ scope: 'credentials:read', sub: client.id }), '/api/v1/api-keys')).code).toBe('missing_scope');
});

test('the audit log records changes of a client under its own name', async () => {
  const token = (await getToken(api, client)).body.access_token;
  const payload = { url: 'https://partner.example/' };
  const made = await api.app.inject({ method: 'POST', url: '/api/v1/endpoints', headers: bearer(token), payload });
  const [entry] = await api.db.sql`select actor_kind, actor_id from audit_entry where object_id = ${made.json().id}`;
  expect(entry).toEqual({ actor_kind: 'partner', actor_id: client.id });
});
