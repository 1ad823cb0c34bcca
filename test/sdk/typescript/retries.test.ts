import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createCausewayClient } from '../../../sdk/typescript/src/index.ts';
import { serve } from '../harness.ts';

type Reply = (response: ServerResponse) => unknown;

const ok: Reply = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"ep_1"}');
const refuse =
  (status: number, code: string, head = {}): Reply =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/problem+json', 'request-id': 'req_1', ...head })
      .end(JSON.stringify({ code, detail: `${code} it is` }));
const breakOff: Reply = (response) => response.socket?.destroy();

/** A server that gives one reply after the other, and 200 from then on. */
async function against(...replies: Reply[]) {
  const keys: unknown[] = [];
  const server = await serve((response, n, request: IncomingMessage) => {
    keys.push(request.headers['idempotency-key']);
    (replies[n - 1] ?? ok)(response);
  });
  onTestFinished(server.close);
  const causeway = createCausewayClient({ baseUrl: server.url, key: 'ck_test_x' });
  return { causeway, keys, requests: server.requests };
}

const soon = { 'retry-after': '1' };
const body = { url: 'https://you.example.com' };

test.each([
  ['408', refuse(408, 'request_timeout')],
  ['409 while the first request is running', refuse(409, 'idempotency_in_progress', soon)],
  ['429', refuse(429, 'rate_limited', soon)],
  ['500', refuse(500, 'internal')],
  ['502', refuse(502, 'unknown')],
  ['503', refuse(503, 'overloaded', soon)],
  ['504', refuse(504, 'unknown')],
  ['a broken connection', breakOff],
])('a POST is sent again after %s, with the same Idempotency-Key', async (_, reply) => {
  const { causeway, keys } = await against(reply);
  expect(await causeway.endpoints.create(body)).toEqual({ id: 'ep_1' });
  expect(keys).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), keys[0]]);
});

test.each([
  ['400', refuse(400, 'invalid_request')],
  ['404', refuse(404, 'not_found')],
  ['another 409', refuse(409, 'conflict')],
])('nothing is sent again after %s', async (_, reply) => {
  const { causeway, requests } = await against(reply);
  await expect(causeway.endpoints.create(body)).rejects.toMatchObject({ requestId: 'req_1', message: expect.stringContaining('it is') });
  expect(requests).toHaveLength(1);
});

test('a PATCH is sent again only if it was not carried out', async () => {
  const limited = await against(refuse(429, 'rate_limited', soon));
  expect(await limited.causeway.endpoints.update('ep_1', {})).toEqual({ id: 'ep_1' });
  for (const reply of [breakOff, refuse(500, 'internal'), refuse(502, 'unknown')]) {
    const { causeway, requests } = await against(reply);
    await expect(causeway.endpoints.update('ep_1', {})).rejects.toMatchObject({ name: 'CausewayError' });
    expect(requests).toHaveLength(1);
  }
});

test('attempts end after maxRetries, of the client or of the call', async () => {
  const { causeway, requests } = await against(...Array.from({ length: 9 }, () => breakOff));
  await expect(causeway.endpoints.get('ep_1', {}, { maxRetries: 1 })).rejects.toMatchObject({ status: 0, code: 'connection_failed' });
  expect(requests).toHaveLength(2);
  await expect(causeway.endpoints.get('ep_1', {}, { maxRetries: 0 })).rejects.toMatchObject({ code: 'connection_failed' });
  expect(requests).toHaveLength(3);
});

test('what Retry-After asks for is waited for, and more than a minute is told instead', async () => {
  const { causeway, requests } = await against(
    refuse(429, 'rate_limited', { 'retry-after': '2' }),
    refuse(429, 'rate_limited', { 'retry-after': '99999' }),
  );
  await expect(causeway.endpoints.get('ep_1')).rejects.toMatchObject({ status: 429, code: 'rate_limited', retryAfterMs: 99_999_000 });
  const [first, second] = requests;
  expect(requests).toHaveLength(2);
  expect(second!.at - first!.at).toBeGreaterThan(1_950);
});

test('a call that is aborted ends at once, in its request, in its wait and before it', async () => {
  const silent = await against(() => {});
  const inRequest = silent.causeway.endpoints.get('ep_1', {}, { signal: AbortSignal.timeout(50) });
  await expect(inRequest).rejects.toMatchObject({ name: 'TimeoutError' });
  const waiting = await against(refuse(429, 'rate_limited', { 'retry-after': '50' }));
  const abort = new AbortController();
  const inWait = waiting.causeway.endpoints.get('ep_1', {}, { signal: abort.signal });
  await expect.poll(() => waiting.requests.length).toBe(1);
  abort.abort(new Error('enough'));
  await expect(inWait).rejects.toThrow('enough');
  await expect(waiting.causeway.endpoints.get('ep_1', {}, { signal: abort.signal })).rejects.toThrow('enough');
  expect(waiting.requests).toHaveLength(1);
});

test('an attempt ends after timeoutMs, and its error says so', async () => {
  const { causeway } = await against(() => {});
  const late = causeway.endpoints.get('ep_1', {}, { timeoutMs: 50, maxRetries: 0 });
  await expect(late).rejects.toMatchObject({
    status: 0,
    code: 'timeout',
    message: 'GET /api/v1/endpoints/ep_1 was not answered within 50 ms',
  });
});

test.each(['ck_live_secret\n', ' ck_live_secret', ''])('the key %j is refused without being shown', (key) => {
  expect(() => createCausewayClient({ baseUrl: 'http://127.0.0.1:1', key })).toThrow(/^key is (?!.*secret)/);
});

test.each(['', 'causeway.example.com', 'ftp://causeway.example.com', 'https://me:secret@causeway.example.com'])(
  'the baseUrl %j is refused',
  (baseUrl) => {
    expect(() => createCausewayClient({ baseUrl, key: 'ck' })).toThrow('baseUrl must be the address');
  },
);
