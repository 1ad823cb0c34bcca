import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newApiKey } from '#domain/access/api-key.ts';
import { Settings } from '#domain/settings.ts';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { basic, createClient, getToken, issuer, postForm } from '#test/support/oauth.ts';
import { clientCertificate, tlsFixture } from '#test/support/tls.ts';

const proxies = ['192.0.2.0/24', '198.51.100.0/24'];
const settings = Settings.parse({
  gateway: { oauth: { mtls: { source: 'header', trusted_proxies: proxies } }, client_address: { trusted_proxies: ['203.0.113.1'] } },
});
/** Half of `gateway.failed_auth_per_minute`. */
const BURST = 30;
const unknownId = 'oac_00000000000000000000000000';

let api: TestApp;
let partner: TestPartner;
let client: Awaited<ReturnType<typeof createClient>>;
let stranger: CryptoKey;
/** A wrong proof of a client that exists, and the same of one that does not. */
let wrong: Record<string, (id?: string) => Promise<{ fields?: Record<string, string>; headers?: Record<string, string> }>>;

beforeAll(async () => {
  api = await buildTestApp({ settings: () => settings });
  partner = await api.partner();
  client = await createClient(api, partner.id);
  const pair = await generateKeyPair('ES256', { extractable: true });
  stranger = (await generateKeyPair('ES256')).privateKey;
  const signing = await createClient(api, partner.id, {
    auth_method: 'private_key_jwt',
    jwks: { keys: [await exportJWK(pair.publicKey)] },
  });
  const certified = await createClient(api, partner.id, { auth_method: 'tls_client_auth', certificate_subject: clientCertificate.subject });
  wrong = {
    'a wrong secret': async (id = client.id) => ({ headers: basic(id, 'cs_live_wrong') }),
    'a wrong assertion': async (id = signing.id) => ({ fields: await assertionOf(id) }),
    'a wrong certificate': async (id = certified.id) => ({
      fields: { client_id: id },
      headers: { 'x-client-cert': encodeURIComponent(tlsFixture.cert), 'x-client-verify': 'SUCCESS' },
    }),
  };
});
afterAll(() => api.close());

async function assertionOf(id: string) {
  const claims = { iss: id, sub: id, aud: issuer.origin, jti: crypto.randomUUID() };
  const assertion = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).setExpirationTime('1m').sign(stranger);
  return { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion };
}

const routes = ['/oauth/token', '/oauth/introspect', '/oauth/revoke'];
const form = { grant_type: 'client_credentials', token: 'x' };
let addresses = 0;
const newAddress = () => `192.0.2.${++addresses}`;

async function send(url: string, kind: string, remoteAddress: string, id?: string) {
  const { fields = {}, headers = {} } = (await wrong[kind]?.(id)) ?? {};
  return postForm(api, url, { ...form, ...fields }, headers, { remoteAddress });
}

const cases = routes.flatMap((url) => ['a wrong secret', 'a wrong assertion', 'a wrong certificate'].map((kind) => [url, kind] as const));

test.each(cases)('%s accepts %s a limited number of times from one address, then returns 429 with Retry-After', async (url, kind) => {
  const address = newAddress();
  const answers = await Promise.all(Array.from({ length: BURST + 5 }, () => send(url, kind, address)));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(BURST);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.headers).toMatchObject({ 'retry-after': '1', 'cache-control': 'no-store' });
  expect(refused?.body).toEqual({ error: 'temporarily_unavailable', error_description: expect.stringContaining('invalid credentials') });
});

test.each(['a wrong secret', 'a wrong assertion', 'a wrong certificate'])('%s of an id that cannot be one counts, too', async (kind) => {
  const address = newAddress();
  // A guess that is repeated has a limit of its own.
  const ids = Array.from({ length: BURST + 5 }, (_, n) => ['\0', 'oac_\0', 'x'.repeat(150), 'oac_'][n % 4] + '0'.repeat(n));
  const answers = await Promise.all(ids.map((id) => send('/oauth/token', kind, address, id)));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(BURST);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
});

test('unknown clients and forms without a client count as well', async () => {
  const address = newAddress();
  const guesses = Array.from({ length: BURST }, (_, n) =>
    n % 2
      ? send('/oauth/token', 'a wrong secret', address, unknownId)
      : postForm(api, '/oauth/token', form, {}, { remoteAddress: address }),
  );
  expect(new Set((await Promise.all(guesses)).map(({ status }) => status))).toEqual(new Set([401]));
  expect((await send('/oauth/token', 'a wrong assertion', address, unknownId)).status).toBe(429);
});

test('invalid keys, tokens and client credentials from one address count towards one limit, wherever they are sent', async () => {
  const address = newAddress();
  const sendKey = () => api.app.inject({ url: '/api/v1/endpoints', headers: bearer(newApiKey('live').key), remoteAddress: address });
  let guesses = 0;
  const introspect = () => postForm(api, '/oauth/introspect', form, bearer(`a.b.c${++guesses}`), { remoteAddress: address });
  const guess = () => postForm(api, '/oauth/token', form, basic(client.id, `cs_live_${++guesses}`), { remoteAddress: address });
  await Promise.all(Array.from({ length: BURST / 3 }, () => [sendKey(), introspect(), guess()]).flat());
  expect((await sendKey()).statusCode).toBe(429);
  expect((await introspect()).status).toBe(429);
  expect((await send('/oauth/revoke', 'a wrong secret', address)).status).toBe(429);
  expect((await send('/oauth/token', 'a wrong secret', newAddress())).status).toBe(401);
});

test('a credential that was found invalid before stays a 401 with its reason, whatever else its address sends', async () => {
  const address = newAddress();
  const call = (key: string) => api.app.inject({ url: '/api/v1/endpoints', headers: bearer(key), remoteAddress: address });
  const mistyped = newApiKey('live').key;
  const expired = await api.key(partner.id, { expiresAt: new Date(Date.now() - 1_000) });
  expect((await call(mistyped)).json().code).toBe('invalid_api_key');
  const flood = await Promise.all(Array.from({ length: 10 * BURST }, () => call(newApiKey('live').key)));
  expect(flood.at(-1)?.statusCode).toBe(429);
  expect((await call(mistyped)).json().code).toBe('invalid_api_key');
  // Never sent from here before, but nobody without the secret gets as far as this.
  expect((await call(expired)).json().code).toBe('expired_api_key');
  expect((await call(partner.key)).statusCode).toBe(200);
  const own = await Promise.all(Array.from({ length: BURST }, () => call(mistyped)));
  expect(own.at(-1)?.statusCode).toBe(429);
});

test('addresses of one IPv6 network count as one', async () => {
  const call = (n: number) =>
    api.app.inject({ url: '/api/v1/endpoints', headers: bearer(newApiKey('live').key), remoteAddress: `2001:db8:0:7::${n.toString(16)}` });
  const answers = await Promise.all(Array.from({ length: BURST + 5 }, (_, n) => call(n)));
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(5);
});

test('behind a trusted proxy callers count by the address that the proxy names', async () => {
  const call = (client: string) =>
    api.app.inject({
      url: '/api/v1/endpoints',
      headers: { ...bearer(newApiKey('live').key), 'x-forwarded-for': client },
      remoteAddress: '203.0.113.1',
    });
  await Promise.all(Array.from({ length: BURST }, () => call('192.0.2.200')));
  expect((await call('192.0.2.200')).statusCode).toBe(429);
  expect((await call('192.0.2.201')).statusCode).toBe(401);
});

test('an address over the limit can still authenticate with valid credentials, and malformed forms do not count', async () => {
  const address = newAddress();
  const badForm = () => postForm(api, '/oauth/token', { ...form, client_secret: 'x' }, basic(client.id, 'x'), { remoteAddress: address });
  for (let n = 0; n < 2 * BURST; n++) expect((await badForm()).status).toBe(400);
  await Promise.all(Array.from({ length: BURST }, () => send('/oauth/token', 'a wrong secret', address)));
  expect((await send('/oauth/token', 'a wrong secret', address)).status).toBe(429);
  const right = await postForm(api, '/oauth/token', form, basic(client.id, client.client_secret), { remoteAddress: address });
  expect(right.status).toBe(200);
});

test.each(cases)(
  'at %s the response time for %s does not reveal whether the client exists: it takes longer than any lookup',
  async (url, kind) => {
    const address = newAddress();
    await getToken(api, client);
    for (const id of [undefined, undefined, unknownId, unknownId]) {
      const startedAt = performance.now();
      const answer = await send(url, kind, address, id);
      expect(answer.body).toEqual((await send(url, kind, address, unknownId)).body);
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(50);
    }
  },
);

test('nor does the response time of a 429', async () => {
  const address = newAddress();
  await Promise.all(Array.from({ length: BURST }, () => send('/oauth/token', 'a wrong secret', address)));
  for (const id of [undefined, unknownId]) {
    const startedAt = performance.now();
    expect((await send('/oauth/token', 'a wrong secret', address, id)).status).toBe(429);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(25);
  }
});
