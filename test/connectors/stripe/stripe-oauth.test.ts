import { afterEach, beforeEach, expect, test } from 'vitest';
import { consent } from '#apps/fakes/consent.ts';
import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import type { Connector } from '#connectors/connector.ts';
import { requestTokens } from '#connectors/oauth-http.ts';
import type { TokenRequest, VendorClient } from '#connectors/oauth-vendor.ts';
import { createStripe } from '#connectors/stripe/stripe.ts';
import type { VendorHttp } from '#connectors/vendor-http.ts';
import { httpFor, sessionWith } from '#test/connectors/support/fake-session.ts';

const redirectUri = 'https://causeway.example/connect/stripe/callback';
let stripe: StripeFake;
let http: VendorHttp;
let connector: Connector;

beforeEach(async () => {
  stripe = await startStripe({ port: 0, redirectUris: [redirectUri] });
  http = httpFor(stripe.url);
  connector = createStripe(stripe.url);
});
afterEach(() => stripe.close());

const app = (): VendorClient => ({ method: 'oauth', clientId: stripe.app.id, clientSecret: stripe.secretKey });
const platform = (): VendorClient => ({ ...app(), loginUrl: 'https://connect.stripe.com' }) as VendorClient;

const ask = (client: VendorClient, request: TokenRequest | null | undefined) => {
  if (!request) throw new Error('there is nothing to ask');
  return requestTokens(http, connector.oauth, request, client);
};

async function connect(client: VendorClient) {
  const url = connector.oauth.authorizeUrl?.(client, { redirectUri, state: 's1', codeChallenge: 'unused', scopes: [] });
  const returned = await consent(url?.href ?? '');
  expect(returned.searchParams.get('state')).toBe('s1');
  const code = returned.searchParams.get('code') ?? '';
  return ask(client, connector.oauth.exchange?.(client, { code, codeVerifier: 'unused', redirectUri }));
}

test('an app is installed by consent, and its hour is known', async () => {
  const tokens = await connect(app());
  expect(tokens.accountId).toBe(stripe.account.id);
  expect(Date.parse(tokens.expiresAt ?? '')).toBeGreaterThan(Date.now() + 59 * 60_000);
  expect(await connector.objects.identify(sessionWith(connector, http, tokens).session)).toMatchObject({ id: stripe.account.id });
  const fresh = await ask(app(), connector.oauth.renew(app(), tokens, new Date()));
  expect(fresh.refreshToken).not.toBe(tokens.refreshToken);
  await expect(ask(app(), connector.oauth.renew(app(), tokens, new Date()))).rejects.toMatchObject({ kind: 'unauthorized' });
  expect(connector.oauth.revoke(app(), fresh)).toBeNull();
});

test('a platform connects an account, and disconnects it', async () => {
  const tokens = await connect(platform());
  const { session } = sessionWith(connector, http, tokens);
  await connector.objects.identify(session);
  const request = connector.oauth.revoke(platform(), tokens);
  await fetch(request?.url ?? '', { method: 'POST', headers: { ...request?.headers }, body: new URLSearchParams({ ...request?.form }) });
  await expect(connector.objects.identify(session)).rejects.toMatchObject({ kind: 'unauthorized' });
});

test('a key that was entered cannot be renewed or revoked', () => {
  const key: VendorClient = { method: 'token', token: 'rk_test_1' };
  expect(connector.oauth.renew(key, null, new Date())).toBeNull();
  expect(connector.oauth.revoke(key, { accessToken: 'rk_test_1' })).toBeNull();
});
