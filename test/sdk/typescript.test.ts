import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSecret, publicKeyOf, signHeaders } from '#domain/delivery/signature.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { CausewayError, createCausewayClient, listAll, verifyWebhook, WebhookVerificationError } from '../../sdk/typescript/src/index.ts';
import { serve } from './harness.ts';

let engine: TestEngine;
let receiver: Receiver;
let baseUrl: string;
let key: string;
const secrets: string[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  receiver = await startReceiver({ secrets });
  baseUrl = await engine.app.listen({ port: 0, host: '127.0.0.1' });
  const partner = await engine.call('POST', '/partners', { name: 'Acme' });
  key = (await engine.call('POST', '/api-keys', { name: 'SDK', partner_id: partner.body['id'] })).body['key'] as string;
});
afterAll(async () => {
  await receiver.close();
  await engine.close();
});

test('a key is enough for an endpoint, a test webhook, its verification and its delivery', async () => {
  const causeway = createCausewayClient({ baseUrl, key });
  const { data: endpoint } = await causeway.POST('/api/v1/endpoints', { body: { url: `${receiver.url}/sdk`, event_types: [] } });
  secrets.push(endpoint?.secret ?? '');
  const { data: sent } = await causeway.POST('/api/v1/partners/webhooks/test');
  const { headers, body } = (await eventually(
    () => receiver.requests[0],
    (request) => request !== undefined,
  )) as Receiver['requests'][number];
  const event = await verifyWebhook({ body, headers, secrets });
  expect([event.id, event.type]).toEqual([sent?.event.id, 'webhook.test']);

  const path = { id: sent?.deliveries[0]?.id ?? '' };
  const read = async () => (await causeway.GET('/api/v1/deliveries/{id}', { params: { path } })).data;
  const delivery = await eventually(read, (one) => one?.status === 'delivered' && one.attempts.length > 0);
  expect(delivery?.attempts[0]?.status_code).toBe(200);
  expect(receiver.problems()).toEqual([]);
});

test('a list is read over all its pages', async () => {
  const causeway = createCausewayClient({ baseUrl, key });
  for (const description of ['a', 'b', 'c']) {
    await causeway.POST('/api/v1/endpoints', { body: { url: `${receiver.url}/list`, description } });
  }
  const descriptions: string[] = [];
  for await (const endpoint of listAll(causeway, '/api/v1/endpoints', { limit: 2 })) descriptions.push(endpoint.description);
  expect(descriptions.slice(0, 3)).toEqual(['c', 'b', 'a']);
});

test('a refusal is thrown with its code, its faults and the request id', async () => {
  const causeway = createCausewayClient({ baseUrl, key });
  const refused = causeway.POST('/api/v1/endpoints', { body: { url: 'not a url' } });
  await expect(refused).rejects.toBeInstanceOf(CausewayError);
  await expect(refused).rejects.toMatchObject({ status: 400, code: 'invalid_request', requestId: expect.any(String) });
  await refused.catch((error: CausewayError) => expect(error.errors[0]).toMatchObject({ pointer: '/url', field: 'url' }));
});

test('what is unchanged since it was read is no refusal', async () => {
  const causeway = createCausewayClient({ baseUrl, key });
  const first = await causeway.GET('/api/v1/deal-schema');
  const header = { 'if-none-match': first.response.headers.get('etag') ?? '' };
  const again = await causeway.GET('/api/v1/deal-schema', { params: { header } });
  expect([first.data?.['type'], again.response.status, again.data]).toEqual(['object', 304, undefined]);
});

test('what is refused with 429 or 503 is sent again after Retry-After, with the same Idempotency-Key', async () => {
  const keys: unknown[] = [];
  const server = await serve((response, _, request) => {
    keys.push(request.headers['idempotency-key']);
    if (keys.length < 3) response.writeHead(keys.length === 1 ? 429 : 503, { 'retry-after': '0' }).end();
    else response.writeHead(202, { 'content-type': 'application/json' }).end('{"event":{},"deliveries":[]}');
  });
  const causeway = createCausewayClient({ baseUrl: server.url, key });
  await causeway.POST('/api/v1/partners/webhooks/test');
  server.close();
  expect(keys).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), keys[0], keys[0]]);
});

test('a wait that is too long is not waited for', async () => {
  const server = await serve((response) => response.writeHead(429, { 'retry-after': '3600' }).end());
  const causeway = createCausewayClient({ baseUrl: server.url, key });
  await expect(causeway.GET('/api/v1/endpoints')).rejects.toMatchObject({ status: 429 });
  server.close();
});

test('client credentials are exchanged for a token once, and the token is sent', async () => {
  const seen: string[] = [];
  const server = await serve((response, _, request) => {
    seen.push(`${request.url} ${request.headers.authorization}`);
    const answer =
      request.url === '/oauth/token' ? { access_token: 'token-1', expires_in: 300 } : { data: [], has_more: false, next_cursor: null };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  const causeway = createCausewayClient({ baseUrl: server.url, clientId: 'id', clientSecret: 'secret' });
  await causeway.GET('/api/v1/endpoints');
  await causeway.GET('/api/v1/endpoints');
  server.close();
  expect(seen).toEqual([`/oauth/token Basic ${btoa('id:secret')}`, '/api/v1/endpoints Bearer token-1', '/api/v1/endpoints Bearer token-1']);
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
  return { seen, close: server.close, causeway: createCausewayClient({ baseUrl: server.url, clientId: 'id', clientSecret: 'secret' }) };
}

test('calls at the same time share one token, the first one and each renewal', async () => {
  const { seen, causeway, close } = await serveTokens((token) => (token === 't1' ? 'revoked_token' : undefined));
  await Promise.all(Array.from({ length: 5 }, () => causeway.GET('/api/v1/endpoints')));
  close();
  expect(seen.filter((one) => one === 'token')).toHaveLength(2);
});

test.each(['invalid_token', 'expired_token', 'revoked_token'])(
  'a token that is refused as %s is replaced, and the request sent once more',
  async (code) => {
    const { seen, causeway, close } = await serveTokens((token) => (token === 't1' ? code : undefined));
    await causeway.POST('/api/v1/endpoints', { body: { url: 'https://you.example.com' } });
    close();
    const key = seen[1]?.split(' ')[2];
    expect(seen).toEqual(['token', `POST t1 ${key}`, 'token', `POST t2 ${key}`]);
  },
);

test('a second token that is refused is not replaced again, and other refusals and keys cost no token', async () => {
  const always = await serveTokens(() => 'revoked_token');
  await expect(always.causeway.GET('/api/v1/endpoints')).rejects.toMatchObject({ code: 'revoked_token' });
  always.close();
  expect(always.seen).toEqual(['token', 'GET t1', 'token', 'GET t2']);
  const other = await serveTokens(() => 'token_not_bound_to_caller');
  await expect(other.causeway.GET('/api/v1/endpoints')).rejects.toMatchObject({ code: 'token_not_bound_to_caller' });
  other.close();
  expect(other.seen).toEqual(['token', 'GET t1']);
  await expect(createCausewayClient({ baseUrl, key: 'ck_live_x' }).GET('/api/v1/endpoints')).rejects.toMatchObject({ status: 401 });
});

test.each(['v1', 'v1a'] as const)('webhooks signed as %s are verified, and forged or old ones are refused', async (scheme) => {
  const secret = newSecret(scheme);
  const body = '{"type":"deal.approved","timestamp":"2026-01-01T00:00:00Z","data":{"n":1}}';
  const sign = (timestamp: number) =>
    signHeaders({ id: 'evt_1', timestamp, body, type: 'deal.approved', secrets: [newSecret(scheme), secret] });
  const nowS = Math.floor(Date.now() / 1_000);
  const known = scheme === 'v1' ? secret : publicKeyOf(secret);
  const headers = { ...sign(nowS) };
  await expect(verifyWebhook({ body, headers, secrets: known })).resolves.toMatchObject({ id: 'evt_1', data: { n: 1 } });
  await expect(verifyWebhook({ body: `${body} `, headers, secrets: known })).rejects.toBeInstanceOf(WebhookVerificationError);
  await expect(verifyWebhook({ body, headers: { ...sign(nowS - 301) }, secrets: known })).rejects.toThrow('300 s');
});
