import { createLocalJWKSet, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { createClient, discover, issuer, throughInject } from '#test/support/oauth.ts';

let api: TestApp;
let partner: TestPartner;
let server: oauth.AuthorizationServer;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner();
  server = await discover(api);
});
afterAll(() => api.close());

async function grant(clientId: string, proof: oauth.ClientAuth, parameters: Record<string, string> = {}) {
  const client = { client_id: clientId };
  const reply = await oauth.clientCredentialsGrantRequest(server, client, proof, parameters, throughInject(api));
  return oauth.processClientCredentialsResponse(server, client, reply);
}

test('discovery names the endpoints, and the key set verifies a token', async () => {
  expect(server).toMatchObject({ issuer: issuer.origin, grant_types_supported: ['client_credentials'] });
  const { id, client_secret } = await createClient(api, partner.id);
  const { access_token } = await grant(id, oauth.ClientSecretBasic(client_secret));
  const jwks = (await api.app.inject({ url: '/oauth/jwks' })).json();
  const { payload, protectedHeader } = await jwtVerify(access_token, createLocalJWKSet(jwks), {
    issuer: issuer.origin,
    audience: `${issuer.origin}/api/v1`,
    typ: 'at+jwt',
  });
  expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: jwks.keys[0].kid });
  expect(payload).toMatchObject({ sub: id, client_id: id, jti: expect.any(String), client_auth_method: 'client_secret_basic' });
  expect(JSON.stringify(jwks)).not.toContain('"d"');
});

test.each([
  ['client_secret_basic', oauth.ClientSecretBasic],
  ['client_secret_post', oauth.ClientSecretPost],
] as const)('a secret by %s opens the API', async (method, proofOf) => {
  const client = await createClient(api, partner.id, { auth_method: method });
  const token = await grant(client.id, proofOf(client.client_secret), { scope: 'webhooks:read' });
  expect(token).toMatchObject({ token_type: 'bearer', expires_in: 300, scope: 'webhooks:read' });
  expect((await api.app.inject({ url: '/api/v1/endpoints', headers: bearer(token.access_token) })).statusCode).toBe(200);
  const refused = await api.app.inject({ url: '/api/v1/api-keys', headers: bearer(token.access_token) });
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'missing_scope']);
  expect(refused.headers['www-authenticate']).toContain('error="insufficient_scope"');
});
