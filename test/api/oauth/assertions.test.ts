import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { createJwksFetcher } from '#connectors/jwks/fetch-jwks.ts';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { eventually } from '#test/support/engine.ts';
import { createClient, discover, issuer, postForm, throughInject } from '#test/support/oauth.ts';
import { tlsFixture } from '#test/support/tls.ts';

/** Where a partner publishes its keys: answers what the test says, and counts. */
interface KeyHost {
  url: string;
  answer: { status: number; body: string | Buffer; headers?: Record<string, string> };
  asked: number;
  server: Server;
}

let api: TestApp;
let partner: TestPartner;
let host: KeyHost;
let pair: { privateKey: CryptoKey; jwk: JWK };
let client: { id: string };
const guard = createEgressGuard({ allow: ['receiver.test', '127.0.0.1'], resolve: async () => [{ address: '127.0.0.1', family: 4 }] });

beforeAll(async () => {
  host = await startKeyHost();
  api = await buildTestApp({ guard, fetchJwks: createJwksFetcher({ guard, version: 'test', ca: tlsFixture.cert }) });
  partner = await api.partner();
  pair = await newPair('ES256');
  client = await createClient(api, partner.id, { auth_method: 'private_key_jwt', jwks: { keys: [pair.jwk] } });
});
afterAll(async () => {
  await api.close();
  host.server.close();
});

async function startKeyHost(): Promise<KeyHost> {
  const own: KeyHost = {
    url: '',
    asked: 0,
    answer: { status: 200, body: '{}' },
    server: createServer(tlsFixture, (_request, reply) => {
      own.asked += 1;
      reply.writeHead(own.answer.status, { 'content-type': 'application/json', ...own.answer.headers }).end(own.answer.body);
    }),
  };
  own.server.listen(0, '127.0.0.1');
  await once(own.server, 'listening');
  own.url = `https://receiver.test:${(own.server.address() as AddressInfo).port}`;
  return own;
}

async function newPair(alg: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { privateKey, jwk: { ...jwk, kid: await calculateJwkThumbprint(jwk) } };
}

const nowS = () => Math.floor(Date.now() / 1_000);
interface Made {
  claims?: object;
  header?: object;
  key?: CryptoKey;
  id?: string;
}
async function assertionOf({ claims = {}, header = {}, key = pair.privateKey, id = client.id }: Made = {}) {
  const good = { iss: id, sub: id, aud: issuer.origin, jti: crypto.randomUUID(), iat: nowS(), exp: nowS() + 60 };
  return new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: 'ES256', kid: pair.jwk.kid ?? '', ...header }).sign(key);
}

const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const send = (assertion: string, fields: Record<string, string> = {}) =>
  postForm(api, '/oauth/token', { grant_type: 'client_credentials', client_assertion_type: type, client_assertion: assertion, ...fields });

test.each(['ES256', 'RS256', 'PS256', 'Ed25519', 'EdDSA'])('a strict client gets a token with an assertion signed by %s', async (alg) => {
  const { privateKey, jwk } = await newPair(alg === 'EdDSA' ? 'Ed25519' : alg);
  const own = await createClient(api, partner.id, { auth_method: 'private_key_jwt', jwks: { keys: [jwk] } });
  const server = await discover(api);
  const name = { client_id: own.id };
  if (alg === 'EdDSA') {
    // The library knows this algorithm only by its newer name. A key that names either is good for both.
    for (const one of [
      own,
      await createClient(api, partner.id, { auth_method: 'private_key_jwt', jwks: { keys: [{ ...jwk, alg: 'Ed25519' }] } }),
    ]) {
      const { status } = await send(await assertionOf({ id: one.id, key: privateKey, header: { alg, kid: jwk.kid } }));
      expect(status).toBe(200);
    }
    return;
  }
  const reply = await oauth.clientCredentialsGrantRequest(
    server,
    name,
    oauth.PrivateKeyJwt({ key: privateKey, kid: jwk.kid }),
    {},
    throughInject(api),
  );
  const token = await oauth.processClientCredentialsResponse(server, name, reply);
  expect((await api.app.inject({ url: '/api/v1/endpoints', headers: bearer(token.access_token) })).statusCode).toBe(200);
});

test('the audience may be the issuer or the token endpoint, alone or as a list of one', async () => {
  for (const aud of [issuer.origin, `${issuer.origin}/oauth/token`, [issuer.origin]]) {
    expect((await send(await assertionOf({ claims: { aud } }))).status).toBe(200);
  }
});

test('an assertion is valid for one request, even if two are concurrent', async () => {
  const assertion = await assertionOf();
  const answers = await Promise.all([send(assertion), send(assertion), send(assertion)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401]);
  const again = await send(assertion);
  expect([again.status, again.body.error_description]).toEqual([401, expect.stringContaining('used before')]);
});

test('the same jti of another client is another assertion', async () => {
  const jti = crypto.randomUUID();
  const second = await newPair('ES256');
  const other = await createClient(api, partner.id, { auth_method: 'private_key_jwt', jwks: { keys: [second.jwk] } });
  expect((await send(await assertionOf({ claims: { jti } }))).status).toBe(200);
  const theirs = await assertionOf({ claims: { jti }, id: other.id, key: second.privateKey, header: { kid: second.jwk.kid } });
  expect((await send(theirs)).status).toBe(200);
});

test('a small clock difference is allowed', async () => {
  expect((await send(await assertionOf({ claims: { iat: nowS() + 20, nbf: nowS() + 20, exp: nowS() + 3_610 } }))).status).toBe(200);
  expect((await send(await assertionOf({ claims: { exp: nowS() - 20 } }))).status).toBe(200);
});

/** What authlib's `PrivateKeyJWT` sends unless it is told otherwise. */
const authlibDefaults = () => ({ aud: `${issuer.origin}/oauth/token`, iat: nowS(), exp: nowS() + 3_600, jti: crypto.randomUUID() });

test("authlib's default assertion, valid for an hour, is accepted once, and its jti is remembered as long as it is valid", async () => {
  const claims = authlibDefaults();
  const assertion = await assertionOf({ claims });
  expect((await send(assertion)).status).toBe(200);
  expect((await send(assertion)).body.error_description).toContain('used before');
  const [used] = await api.db.sql<{ left: number }[]>`
    select extract(epoch from expires_at)::int - ${claims.exp} as left from oauth_used_assertion where jti = ${claims.jti}`;
  expect(used?.left).toBeGreaterThan(30);
});

test.each([
  [
    'five minutes ahead',
    () => ({ iat: nowS() + 300, exp: nowS() + 360 }),
    /iat is (\d+), (\d+) s ahead of the clock of this server \((\d+)\)/,
  ],
  ['ahead, with nbf', () => ({ iat: undefined, nbf: nowS() + 300 }), /nbf is (\d+), (\d+) s ahead of the clock of this server \((\d+)\)/],
  [
    'behind',
    () => ({ iat: nowS() - 300, exp: nowS() - 240 }),
    /exp is (\d+), (\d+) s before the time of this server \((\d+)\)\. It was made at \d+/,
  ],
  [
    'far ahead, without iat',
    () => ({ iat: undefined, exp: nowS() + 7_200 }),
    /exp is (\d+), (\d+) s ahead of the clock of this server \((\d+)\)\. It must be at most 3600 s/,
  ],
])('the error for a clock that is %s has the numbers', async (_name, claims, told) => {
  const { status, body } = await send(await assertionOf({ claims: claims() }));
  expect([status, body.error]).toEqual([401, 'invalid_client']);
  const [claimed = 0, difference = 0, server = 0] = told.exec(body.error_description)?.slice(1).map(Number) ?? [];
  expect(difference, body.error_description).toBeGreaterThan(200);
  // Both are rounded to seconds.
  expect(Math.abs(Math.abs(claimed - server) - difference)).toBeLessThanOrEqual(1);
});

test('the error for a wrong audience shows the one that was sent, bounded, and those that are right', async () => {
  const told = async (aud: unknown) => (await send(await assertionOf({ claims: { aud } }))).body.error_description as string;
  const right = `only the issuer or the token endpoint: ${issuer.origin} or ${issuer.origin}/oauth/token.`;
  expect(await told(`${issuer.origin}/oauth/token/`)).toBe(`The assertion's aud is '${issuer.origin}/oauth/token/'. It must be ${right}`);
  expect(await told(['https://other.example', issuer.origin])).toContain("'https://other.example'");
  expect((await told('x'.repeat(5_000))).length).toBeLessThan(500);
});

test('nothing that only the client knows is said to somebody who did not sign', async () => {
  const stranger = await newPair('ES256');
  const { body } = await send(await assertionOf({ key: stranger.privateKey, claims: { aud: 'https://other.example', iat: nowS() + 300 } }));
  expect(body.error_description).toBe('The assertion is not signed with a key of an existing client.');
});

test('members of a key set that nobody here knows cost nothing, in an uploaded set and in a published one', async () => {
  const unknown = { x5c: ['MIIB…'], 'x5t#S256': 'abc', ext: true, custom: { deep: [1, null] }, nbf: 5 };
  const others = Array.from({ length: 20 }, (_, i) => ({ kty: 'AKP', alg: 'ML-DSA-44', kid: `pq-${i}`, pub: 'AAAA' }));
  const set = { version: 3, issuer: { name: 'somebody' }, keys: [{ ...pair.jwk, ...unknown }] };
  const large = { ...set, keys: [...others, ...set.keys] };
  const uploaded = await createClient(api, partner.id, { auth_method: 'private_key_jwt', jwks: large });
  host.answer = { status: 200, body: JSON.stringify(set) };
  const published = await createWithUri();
  for (const { id } of [uploaded, published]) expect((await send(await assertionOf({ id }))).status).toBe(200);
});

test.each([
  ['for somebody else', { aud: 'https://other.example' }],
  ['for us and for somebody else', { aud: [issuer.origin, 'https://other.example'] }],
  ['for nobody', { aud: undefined }],
  ['that has expired', { exp: nowS() - 60 }],
  ['that never expires', { exp: undefined }],
  ['that lives for two hours', { exp: nowS() + 7_200 }],
  ['from the future', { iat: nowS() + 120 }],
  ['that is not valid yet', { nbf: nowS() + 120 }],
  ['without a jti', { jti: undefined }],
  ['with an endless jti', { jti: 'x'.repeat(300) }],
  ['about another subject', { sub: 'oac_other' }],
  ['without a subject', { sub: undefined }],
  ['of an unknown client', { iss: 'oac_other', sub: 'oac_other' }],
])('an assertion %s is rejected', async (_name, claims) => {
  const { status, body } = await send(await assertionOf({ claims }));
  expect([status, body.error]).toEqual([401, 'invalid_client']);
});

test('an assertion that is signed with another key, not signed, or signed with a shared secret is rejected', async () => {
  const stranger = await newPair('ES256');
  const parts = (await assertionOf()).split('.');
  const unsigned = [Buffer.from('{"alg":"none"}').toString('base64url'), parts[1], ''].join('.');
  const shared = await new SignJWT({ iss: client.id, sub: client.id, aud: issuer.origin, jti: 'x', exp: nowS() + 60 })
    .setProtectedHeader({ alg: 'HS256', kid: pair.jwk.kid ?? '' })
    .sign(Buffer.from(JSON.stringify(pair.jwk)));
  for (const assertion of [await assertionOf({ key: stranger.privateKey }), unsigned, shared, 'a.b.c', 'nonsense', 'x'.repeat(9_000)]) {
    const { status, body } = await send(assertion);
    expect([status, body.error]).toEqual([401, 'invalid_client']);
  }
});

test('an access token is not accepted as an assertion', async () => {
  const token = (await send(await assertionOf())).body.access_token;
  expect((await send(token)).status).toBe(401);
});

test('client_id may be repeated in the form if it is the same; the assertion type is required', async () => {
  expect((await send(await assertionOf(), { client_id: client.id })).status).toBe(200);
  expect((await send(await assertionOf(), { client_id: 'oac_other' })).status).toBe(401);
  expect((await send(await assertionOf(), { client_assertion_type: 'saml' })).body.error).toBe('invalid_request');
});

test('a client with a secret cannot switch to assertions', async () => {
  const own = await createClient(api, partner.id);
  expect((await send(await assertionOf({ id: own.id }))).status).toBe(401);
});

test('a partner that requires signed assertions is served with them', async () => {
  const strict = await api.partner();
  const own = await createClient(api, strict.id, { auth_method: 'private_key_jwt', jwks: { keys: [pair.jwk] } });
  await api.db.sql`update partner set credential_policy = 'private_key_jwt' where id = ${strict.id}`;
  await expect
    .poll(async () => (await api.app.inject({ url: '/api/v1/endpoints', headers: strict.headers })).json().code)
    .toBe('credential_not_allowed');
  const token = (await send(await assertionOf({ id: own.id }))).body.access_token;
  expect((await api.app.inject({ url: '/api/v1/endpoints', headers: bearer(token) })).statusCode).toBe(200);
});

const publish = (keys: JWK[]) => {
  host.answer = { status: 200, body: JSON.stringify({ keys }) };
};
let paths = 0;
const createWithUri = () => createClient(api, partner.id, { auth_method: 'private_key_jwt', jwks_uri: `${host.url}/${paths++}` });

test('keys that a client publishes itself are fetched once for many requests', async () => {
  publish([pair.jwk]);
  const own = await createWithUri();
  host.asked = 0;
  for (let i = 0; i < 3; i++) expect((await send(await assertionOf({ id: own.id }))).status).toBe(200);
  expect(host.asked).toBe(1);
});

test('a published key of another kind is ignored, and the log says which and why', async () => {
  const enc = { ...(await newPair('ES256')).jwk, kid: 'enc-1', use: 'enc' };
  publish([enc, { kty: 'AKP', kid: 'pq', pub: 'AAAA' }, { kty: 'EC', kid: 7 } as unknown as JWK, null as unknown as JWK, pair.jwk]);
  const own = await createWithUri();
  expect((await send(await assertionOf({ id: own.id }))).status).toBe(200);
  const told = api.logged.filter(({ msg }) => msg === 'keys of an OAuth client are ignored');
  const ignored = [
    expect.objectContaining({ kid: 'enc-1', reason: expect.stringContaining('signatures') }),
    expect.objectContaining({ kty: 'AKP', kid: 'pq' }),
    expect.objectContaining({ kty: null }),
    expect.objectContaining({ kty: null }),
  ];
  expect(told).toEqual([expect.objectContaining({ uri: expect.stringContaining(host.url), count: 4, ignored })]);
});

test('of many published keys that could have signed, a few are tried', async () => {
  const others = await Promise.all(Array.from({ length: 12 }, async () => (await newPair('ES256')).jwk));
  publish([...others, pair.jwk]);
  const own = await createWithUri();
  expect((await send(await assertionOf({ id: own.id }))).status).toBe(200);
  expect((await send(await assertionOf({ id: own.id, header: { kid: undefined } }))).status).toBe(401);
});

test('made-up key ids do not cause repeated requests to a host', async () => {
  publish([pair.jwk]);
  const own = await createWithUri();
  host.asked = 0;
  const statuses = [];
  for (const kid of ['a', 'b', 'c']) statuses.push((await send(await assertionOf({ id: own.id, header: { kid } }))).status);
  expect([statuses, host.asked]).toEqual([[401, 401, 401], 1]);
});

test.each([
  ['says 500', { status: 500, body: '' }],
  ['redirects', { status: 302, body: '', headers: { location: 'https://127.0.0.1/' } }],
  ['sends no JSON', { status: 200, body: '<html>' }],
  ['sends bytes that are not UTF-8', { status: 200, body: Buffer.from('{"keys":[],"é":1}', 'latin1') }],
  ['sends no keys', { status: 200, body: '{"keys":[]}' }],
  ['sends a private key', { status: 200, body: JSON.stringify({ keys: [{ kty: 'oct', k: 'AAAA' }] }) }],
  ['sends far too much', { status: 200, body: `{"keys":[],"x":"${'x'.repeat(100_000)}"}` }],
])('when the host %s, the client is rejected and the company is told why, once a day', async (_name, answer) => {
  host.answer = answer;
  const own = await createWithUri();
  const { status, body } = await send(await assertionOf({ id: own.id }));
  expect([status, body.error]).toEqual([401, 'invalid_client']);
  const type = 'causeway.oauth_client.keys_unavailable';
  const told = () => api.logged.filter((line) => line['type'] === type && line['client_id'] === own.id);
  await eventually(told, (lines) => lines.length > 0);
  expect(told()).toMatchObject([{ partner_id: partner.id, jwks_uri: expect.stringContaining(host.url), reason: expect.any(String) }]);
  const other = await createWithUri();
  await send(await assertionOf({ id: other.id }));
  await send(await assertionOf({ id: own.id, header: { kid: 'another' } }));
  await eventually(
    () => api.logged.filter((line) => line['client_id'] === other.id),
    (lines) => lines.length > 0,
  );
  expect(told()).toHaveLength(1);
});

test('keys at an address that has become private are not fetched', async () => {
  const strict = createJwksFetcher({
    guard: createEgressGuard({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] }),
    version: 'test',
    ca: tlsFixture.cert,
  });
  host.asked = 0;
  await expect(strict(host.url)).rejects.toThrow(/no public address/);
  expect(host.asked).toBe(0);
});
