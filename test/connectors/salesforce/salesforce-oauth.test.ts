import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { consent } from '#apps/fakes/consent.ts';
import { type SalesforceFake, startSalesforce } from '#apps/fakes/salesforce/salesforce.ts';
import { requestTokens } from '#connectors/oauth-http.ts';
import type { TokenRequest, VendorClient } from '#connectors/oauth-vendor.ts';
import { createSalesforce } from '#connectors/salesforce/salesforce.ts';
import type { VendorHttp } from '#connectors/vendor-http.ts';
import { httpFor, sessionWith } from '#test/connectors/support/fake-session.ts';

const redirectUri = 'https://causeway.example/connect/salesforce/callback';
let salesforce: SalesforceFake;
let http: VendorHttp;
let connector: ReturnType<typeof createSalesforce>;

beforeEach(async () => {
  salesforce = await startSalesforce({ port: 0, redirectUris: [redirectUri] });
  http = httpFor(salesforce.url);
  connector = createSalesforce(salesforce.url);
});
afterEach(() => salesforce.close());

const client = () => ({ method: 'oauth', clientId: salesforce.app.id, clientSecret: salesforce.app.secret }) as const;
const ask = (request: TokenRequest | null | undefined, from: VendorClient = client()) => {
  if (!request) throw new Error('there is nothing to ask');
  return requestTokens(http, connector.oauth, request, from);
};

async function connect() {
  const codeVerifier = 'a-verifier-of-more-than-forty-three-characters-0';
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const url = connector.oauth.authorizeUrl?.(client(), { redirectUri, state: 's1', codeChallenge, scopes: ['api', 'refresh_token'] });
  const returned = await consent(url?.href ?? '');
  const grant = { code: returned.searchParams.get('code') ?? '', codeVerifier, redirectUri };
  return ask(connector.oauth.exchange?.(client(), grant));
}

test('connects by consent, and keeps the token that each refresh replaces', async () => {
  const tokens = await connect();
  expect(tokens).toMatchObject({ instanceUrl: salesforce.url, scopes: ['api', 'refresh_token'], accountId: salesforce.org.orgId });
  expect(tokens.expiresAt).toBeUndefined();
  const fresh = await ask(connector.oauth.renew(client(), tokens, new Date()));
  expect(fresh.refreshToken).not.toBe(tokens.refreshToken);
  await expect(ask(connector.oauth.renew(client(), tokens, new Date()))).rejects.toMatchObject({ kind: 'unauthorized' });
});

test('without rotation an answer has no refresh token, and no scopes that would hide the old ones', async () => {
  const tokens = await connect();
  salesforce.oauth.omitRefreshToken = true;
  expect(await ask(connector.oauth.renew(client(), tokens, new Date()))).toMatchObject({ refreshToken: undefined, scopes: undefined });
});

test('revokes the whole grant', async () => {
  const tokens = await connect();
  const request = connector.oauth.revoke(client(), tokens);
  await fetch(request?.url ?? '', { method: 'POST', body: new URLSearchParams({ ...request?.form }) });
  const { session } = sessionWith(connector, http, tokens);
  await expect(connector.objects.identify(session)).rejects.toMatchObject({ kind: 'unauthorized' });
});

test('gets tokens with its own credentials, and with a signed assertion', async () => {
  const own: VendorClient = { ...client(), method: 'client_credentials' };
  const { privateKey, username } = salesforce.jwt;
  const jwt: VendorClient = { method: 'jwt_bearer', clientId: salesforce.app.id, privateKey, username };
  for (const one of [own, jwt]) {
    const tokens = await ask(connector.oauth.renew(one, null, new Date()), one);
    expect(tokens.refreshToken).toBeUndefined();
    expect(await connector.objects.identify(sessionWith(connector, http, tokens).session)).toMatchObject({ id: salesforce.org.orgId });
  }
  const eve: VendorClient = { ...jwt, username: 'eve@acme.example' };
  await expect(ask(connector.oauth.renew(eve, null, new Date()), eve)).rejects.toMatchObject({ kind: 'unauthorized' });
  const broken: VendorClient = { ...jwt, privateKey: 'not a key' };
  expect(() => connector.oauth.renew(broken, null, new Date())).toThrow('not an RSA key');
});

test('an assertion survives a clock that is a minute off, and is refused by one that is ten', async () => {
  const { privateKey, username } = salesforce.jwt;
  const jwt: VendorClient = { method: 'jwt_bearer', clientId: salesforce.app.id, privateKey, username };
  for (const offMs of [-60_000, 60_000]) {
    salesforce.clock.advance(offMs);
    await ask(connector.oauth.renew(jwt, null, new Date()), jwt);
    salesforce.clock.advance(-offMs);
  }
  salesforce.clock.advance(600_000);
  await expect(ask(connector.oauth.renew(jwt, null, new Date()), jwt)).rejects.toMatchObject({ kind: 'unauthorized' });
});

test.each(['http://169.254.169.254', 'https://10.0.0.1', 'https://localhost'])(
  'an org that is served at %s is not called',
  async (instanceUrl) => {
    salesforce.oauth.instanceUrl = instanceUrl;
    const own: VendorClient = { ...client(), method: 'client_credentials' };
    const tokens = await ask(connector.oauth.renew(own, null, new Date()), own);
    const { session } = sessionWith(connector, http, tokens);
    await expect(connector.objects.identify(session)).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('is not called'),
    });
  },
);
