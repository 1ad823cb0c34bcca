import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { createClient, issuer } from '#test/support/oauth.ts';
import { createCausewayClient, type PrivateKey } from '../../../sdk/typescript/src/index.ts';
import { serve } from '../harness.ts';

let api: TestApp;
let baseUrl: string;
let partnerId: string;

beforeAll(async () => {
  api = await buildTestApp();
  baseUrl = await api.app.listen({ port: 0, host: '127.0.0.1' });
  partnerId = (await api.partner('enterprise')).id;
});
afterAll(() => api.close());

test.each(['client_secret_basic', 'client_secret_post'] as const)(
  'a client with a secret gets a token by %s',
  async (clientAuthentication) => {
    const { id, client_secret } = await createClient(api, partnerId, { auth_method: clientAuthentication });
    const causeway = createCausewayClient({ baseUrl, clientId: id, clientSecret: client_secret, clientAuthentication });
    expect((await causeway.partners.getOwn()).id).toBe(partnerId);
    const wrong = createCausewayClient({ baseUrl, clientId: id, clientSecret: 'p%s s+w:rd', clientAuthentication });
    await expect(wrong.partners.getOwn()).rejects.toMatchObject({
      status: 401,
      code: 'invalid_client',
      message: expect.stringContaining('not valid'),
    });
  },
);

test('a token can be introspected and revoked by the client that has it', async () => {
  const { id, client_secret } = await createClient(api, partnerId);
  const causeway = createCausewayClient({ baseUrl, clientId: id, clientSecret: client_secret, scopes: ['webhooks:read'] });
  const { access_token: token } = await causeway.oauth.getAccessToken({ grant_type: 'client_credentials' });
  expect(await causeway.oauth.introspect({ token })).toMatchObject({ active: true, client_id: id });
  await causeway.oauth.revoke({ token });
  expect(await causeway.oauth.introspect({ token })).toEqual({ active: false });
  const byKey = createCausewayClient({ baseUrl, key: api.platformKey });
  await expect(byKey.oauth.introspect({ token })).rejects.toThrow('Only an OAuth client');
});

/** A client of private_key_jwt at the API, and its key as a JWK and as PEM. */
async function clientWithKey(alg: string) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg };
  const { id } = await createClient(api, partnerId, { auth_method: 'private_key_jwt', jwks: { keys: [jwk] } });
  const own = { ...(await exportJWK(privateKey)), kid: 'k1', alg } as PrivateKey;
  return { id, jwk: own, pem: await exportPKCS8(privateKey) };
}

const audience = `${issuer.origin}/oauth/token`;

test.each(['EdDSA', 'ES256', 'RS256', 'PS256'])('a client with a key for %s gets a token', async (alg) => {
  const { id, jwk, pem } = await clientWithKey(alg);
  // What is in a PEM of RSA does not say whether it is for RS256 or PS256.
  for (const privateKey of alg === 'PS256' ? [jwk] : [jwk, pem]) {
    const causeway = createCausewayClient({ baseUrl, clientId: id, privateKey, audience });
    expect((await causeway.partners.getOwn()).id).toBe(partnerId);
  }
});

test('an assertion for another audience, and one with another key, are refused with the reason', async () => {
  const { id, jwk } = await clientWithKey('ES256');
  const elsewhere = createCausewayClient({ baseUrl, clientId: id, privateKey: jwk, audience: 'https://elsewhere.example/oauth/token' });
  await expect(elsewhere.partners.getOwn()).rejects.toMatchObject({ code: 'invalid_client', message: expect.stringContaining('aud') });
  const other = await clientWithKey('ES256');
  const forged = createCausewayClient({ baseUrl, clientId: id, privateKey: other.jwk, audience });
  await expect(forged.partners.getOwn()).rejects.toMatchObject({ code: 'invalid_client' });
});

test.each([{ kty: 'oct', k: 'c2VjcmV0' }, '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----', 'c2VjcmV0'])(
  'a key that cannot sign is refused without being shown: %j',
  async (privateKey) => {
    const causeway = createCausewayClient({ baseUrl, clientId: 'oac_1', privateKey });
    await expect(causeway.partners.getOwn()).rejects.toThrow(/^privateKey is no private key(?!.*c2Vj)/);
  },
);

test.each([-300_000, 300_000])('a clock that is %i ms off costs one more request', async (offsetMs) => {
  const { id, jwk } = await clientWithKey('EdDSA');
  const asked: string[] = [];
  const counting: typeof fetch = (url, init) => {
    asked.push(new URL(url instanceof Request ? url.url : url).pathname);
    return fetch(url, init);
  };
  const real = Date.now;
  const causeway = createCausewayClient({ baseUrl, clientId: id, privateKey: jwk, audience, fetch: counting });
  // The server is in the same process: only what is computed before it is asked is off.
  Date.now = () => real() + (new Error().stack?.includes('sdk/typescript/src/') ? offsetMs : 0);
  onTestFinished(() => void (Date.now = real));
  expect((await causeway.partners.getOwn()).id).toBe(partnerId);
  expect(asked).toEqual(['/oauth/token', '/oauth/token', '/api/v1/partners/me']);
});

test.each(['plain', 'p%s s+w:rd/=&é', '%41'])('the secret %j arrives as it is, in the header and in the form', async (clientSecret) => {
  const seen: string[][] = [];
  const server = await serve((response, _, request) => {
    const [id = '', secret = ''] = atob(request.headers.authorization?.replace('Basic ', '') ?? '').split(':');
    const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
    let form = '';
    request.on('data', (chunk: Buffer) => (form += chunk.toString()));
    request.on('end', () => {
      const fields = new URLSearchParams(form);
      seen.push([fields.get('client_id') ?? decode(id), fields.get('client_secret') ?? decode(secret)]);
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"invalid_client","error_description":"No"}');
    });
  });
  onTestFinished(server.close);
  for (const clientAuthentication of ['client_secret_basic', 'client_secret_post'] as const) {
    const causeway = createCausewayClient({ baseUrl: server.url, clientId: 'oac:1', clientSecret, clientAuthentication });
    await expect(causeway.endpoints.list()).rejects.toMatchObject({ status: 401, code: 'invalid_client', message: 'No' });
  }
  expect(seen).toEqual([
    ['oac:1', clientSecret],
    ['oac:1', clientSecret],
  ]);
});

/** An API whose tokens are numbered; `refuse` says the code that a token is refused with. */
async function serveTokens(refuse: (token: string) => string | undefined) {
  const seen: string[] = [];
  let issued = 0;
  const server = await serve((response, _, request) => {
    const sent = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const isToken = request.url === '/oauth/token';
    const code = isToken ? undefined : refuse(sent);
    seen.push(isToken ? 'token' : `${request.method} ${sent} ${String(request.headers['idempotency-key'] ?? '')}`.trim());
    const answer = isToken ? { access_token: `t${++issued}`, expires_in: 300 } : { code, data: [], has_more: false, next_cursor: null };
    response.writeHead(code ? 401 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  onTestFinished(server.close);
  return { seen, causeway: createCausewayClient({ baseUrl: server.url, clientId: 'id', clientSecret: 'secret' }) };
}

test('a token is fetched once, and sent with every call', async () => {
  const { seen, causeway } = await serveTokens(() => undefined);
  await causeway.endpoints.list();
  await causeway.endpoints.list();
  expect(seen).toEqual(['token', 'GET t1', 'GET t1']);
});

test('calls at the same time share one token, the first one and each renewal', async () => {
  const { seen, causeway } = await serveTokens((token) => (token === 't1' ? 'revoked_token' : undefined));
  await Promise.all(Array.from({ length: 5 }, () => causeway.endpoints.list()));
  expect(seen.filter((one) => one === 'token')).toHaveLength(2);
});

test.each(['invalid_token', 'expired_token', 'revoked_token'])(
  'a token that is refused as %s is replaced, and the request sent once more',
  async (code) => {
    const { seen, causeway } = await serveTokens((token) => (token === 't1' ? code : undefined));
    await causeway.endpoints.create({ url: 'https://you.example.com' });
    const key = seen[1]?.split(' ')[2];
    expect(seen).toEqual(['token', `POST t1 ${key}`, 'token', `POST t2 ${key}`]);
  },
);

test('a second token that is refused is not replaced again, and other refusals cost no token', async () => {
  const always = await serveTokens(() => 'revoked_token');
  await expect(always.causeway.endpoints.list()).rejects.toMatchObject({ code: 'revoked_token' });
  expect(always.seen).toEqual(['token', 'GET t1', 'token', 'GET t2']);
  const other = await serveTokens(() => 'token_not_bound_to_caller');
  await expect(other.causeway.endpoints.list()).rejects.toMatchObject({ code: 'token_not_bound_to_caller' });
  expect(other.seen).toEqual(['token', 'GET t1']);
});
