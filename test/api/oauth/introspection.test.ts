import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { basic, createClient, discover, getToken, postForm, throughInject } from '#test/support/oauth.ts';

type Client = Awaited<ReturnType<typeof createClient>>;
let api: TestApp;
let partner: TestPartner;
let client: Client;
let sibling: Client;
let stranger: Client;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner();
  client = await createClient(api, partner.id, { scopes: ['webhooks:read'] });
  sibling = await createClient(api, partner.id);
  stranger = await createClient(api, (await api.partner()).id);
});
afterAll(() => api.close());

const newToken = async (of = client): Promise<string> => (await getToken(api, of)).body.access_token;
const introspect = (token: string, headers: Record<string, string>) => postForm(api, '/oauth/introspect', { token }, headers);
const revoke = (token: string, of: Client) => postForm(api, '/oauth/revoke', { token }, basic(of.id, of.client_secret));
const asClient = (of: Client) => basic(of.id, of.client_secret);
const use = async (token: string) => (await api.app.inject({ url: '/api/v1/endpoints', headers: bearer(token) })).json().code ?? 'served';

test('a strict client introspects and revokes its token', async () => {
  const server = await discover(api);
  const name = { client_id: client.id };
  const proof = oauth.ClientSecretBasic(client.client_secret);
  const token = await newToken();
  const asked = await oauth.introspectionRequest(server, name, proof, token, throughInject(api));
  const answer = await oauth.processIntrospectionResponse(server, name, asked);
  expect(answer).toMatchObject({ active: true, client_id: client.id, scope: 'webhooks:read', iss: server.issuer, exp: expect.any(Number) });
  const revoked = await oauth.revocationRequest(server, name, proof, token, throughInject(api));
  await oauth.processRevocationResponse(revoked);
  const again = await oauth.introspectionRequest(server, name, proof, token, throughInject(api));
  expect(await oauth.processIntrospectionResponse(server, name, again)).toEqual({ active: false });
  expect(await use(token)).toBe('revoked_token');
});

test("a client sees the tokens of its own partner's clients, and not even the existence of others", async () => {
  const token = await newToken();
  expect((await introspect(token, asClient(sibling))).body).toMatchObject({ active: true, partner_id: partner.id });
  expect((await introspect(token, asClient(stranger))).body).toEqual({ active: false });
  expect((await introspect('nonsense', asClient(stranger))).body).toEqual({ active: false });
});

test('a platform key that can read partners sees all tokens; other platform keys are rejected', async () => {
  const token = await newToken();
  const answer = await introspect(token, api.headers);
  expect([answer.body.active, answer.headers['cache-control']]).toEqual([true, 'no-store']);
  const narrow = bearer(await api.key(undefined, { scopes: ['events:write'] }));
  const refusals = [narrow, partner.headers, bearer(token), bearer('ck_live_nothing'), asClient({ ...client, client_secret: 'x' }), {}];
  const statuses = [];
  for (const headers of refusals) statuses.push((await introspect(token, headers)).status);
  expect(statuses).toEqual([403, 403, 403, 401, 401, 401]);
});

test('a token that would be rejected now is not active: suspended partner, revoked client, lost scope', async () => {
  const other = await api.partner();
  const own = await createClient(api, other.id, { scopes: ['webhooks:read', 'deals:read'] });
  const token = await newToken(own);
  const post = (method: 'POST' | 'PATCH', path: string, payload: object = {}) =>
    api.app.inject({ method, url: `/api/v1${path}`, headers: api.headers, payload });
  await post('PATCH', `/oauth-clients/${own.id}`, { scopes: ['deals:read'] });
  await expect.poll(async () => (await introspect(token, api.headers)).body.scope).toBe('deals:read');
  await post('POST', `/partners/${other.id}/suspend`, { reason: 'x' });
  await expect.poll(async () => (await introspect(token, api.headers)).body).toEqual({ active: false });
  await post('POST', `/partners/${other.id}/activate`);
  await expect.poll(async () => (await introspect(token, api.headers)).body.active).toBe(true);
  await post('POST', `/oauth-clients/${own.id}/revoke`);
  await expect.poll(async () => (await introspect(token, api.headers)).body).toEqual({ active: false });
});

test('a token can only be revoked by the client that obtained it', async () => {
  const token = await newToken();
  const refused = await revoke(token, sibling);
  expect([refused.status, refused.body.error]).toEqual([400, 'unauthorized_client']);
  expect(await use(token)).toBe('served');
  expect((await postForm(api, '/oauth/revoke', { token }, {})).status).toBe(401);
  expect((await revoke(token, client)).status).toBe(200);
  expect(await use(token)).toBe('revoked_token');
  expect((await revoke(token, client)).status).toBe(200);
});

test('revoking an unknown token changes nothing and is not an error', async () => {
  expect((await revoke('nonsense', client)).status).toBe(200);
  const [row] = await api.db.sql`select count(*)::int as n from oauth_revoked_token where jti = 'nonsense'`;
  expect(row?.['n']).toBe(0);
});

test('a request without a token is rejected', async () => {
  const { status, body } = await postForm(api, '/oauth/introspect', '', asClient(client));
  expect([status, body.error]).toEqual([400, 'invalid_request']);
});
