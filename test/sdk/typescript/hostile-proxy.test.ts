import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { type Causeway, createCausewayClient } from '../../../sdk/typescript/src/index.ts';
import { serve } from '../harness.ts';

/** What the proxy does in place of passing a request on. */
type Fault = (response: ServerResponse, request: IncomingMessage) => unknown;

let api: TestApp;
let proxy: Server;
let causeway: Causeway;
/** The next requests meet these, one each; then all pass. */
let faults: Fault[] = [];
let passed: string[] = [];
let keys: unknown[] = [];

beforeAll(async () => {
  api = await buildTestApp();
  const upstream = new URL(await api.app.listen({ port: 0, host: '127.0.0.1' }));
  proxy = createServer((request, response) => {
    keys.push(request.headers['idempotency-key']);
    const fault = faults.shift();
    if (fault) {
      request.resume();
      request.on('end', () => fault(response, request));
      return;
    }
    passed.push(`${request.method} ${request.url}`);
    pass(request, upstream, response);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { key } = await api.partner('enterprise');
  causeway = createCausewayClient({ baseUrl: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, key, timeoutMs: 20_000 });
});
beforeEach(() => {
  [faults, passed, keys] = [[], [], []];
});
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await api.close();
});

function pass(request: IncomingMessage, { hostname, port }: URL, response: ServerResponse): void {
  const { method, url: path, headers } = request;
  const sent = forward({ hostname, port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  request.pipe(sent);
}

const html: Fault = (response) =>
  response.writeHead(200, { 'content-type': 'text/html', 'request-id': 'req_proxy' }).end('<html>Please sign in</html>');
const half: Fault = (response) =>
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-length': '500', 'request-id': 'req_half' })
    .write('{"data":[', () => response.socket?.destroy());
const broken: Fault = (response) => response.socket?.destroy();
const later =
  (retryAfter: string, status = 503): Fault =>
  (response) =>
    response.writeHead(status, { 'retry-after': retryAfter, 'content-type': 'text/html' }).end('<html>Busy</html>');

test('HTML with 200 is an error that names it, with the request id, and is asked for once', async () => {
  faults = [html];
  const error = {
    name: 'CausewayError',
    code: 'unexpected_answer',
    status: 200,
    requestId: 'req_proxy',
    message: expect.stringContaining('text/html'),
  };
  await expect(causeway.deals.list()).rejects.toMatchObject(error);
  expect([passed, keys]).toEqual([[], [undefined]]);
  faults = [html];
  await expect(causeway.deals.export()).rejects.toMatchObject({ ...error, message: expect.stringContaining('text/csv') });
});

test.each([301, 302, 303, 307, 308])('a %i to another host is an error that names it, and nothing is sent there', async (status) => {
  const other = await serve((response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  const location = `${other.url}/api/v1/deals`;
  for (const call of [() => causeway.deals.list(), () => causeway.deals.create({ customer: { company_name: 'Acme' } })]) {
    faults = [(response) => response.writeHead(status, { location }).end()];
    await expect(call()).rejects.toMatchObject({
      code: 'unexpected_answer',
      status,
      message: expect.stringContaining(`${status} to ${location}`),
    });
  }
  expect([other.requests, passed]).toEqual([[], []]);
  other.close();
});

test('half an answer is asked for again, and is an error with the request id if it stays so', async () => {
  faults = [half];
  expect((await causeway.deals.list()).data).toEqual([]);
  faults = [half, half];
  const stays = causeway.deals.list({}, { maxRetries: 1 });
  await expect(stays).rejects.toMatchObject({
    code: 'unexpected_answer',
    status: 200,
    requestId: 'req_half',
    message: expect.stringContaining('breaks off'),
  });
});

test('what was carried out although its answer got lost is not carried out twice', async () => {
  faults = [
    (response, request) => {
      const { method, url: path, headers } = request;
      // The body was read by then: it is made anew.
      const { port } = api.app.server.address() as AddressInfo;
      const sent = forward({ hostname: '127.0.0.1', port, method, path, headers }, (answer) => {
        answer.resume();
        answer.on('end', () => response.socket?.destroy());
      });
      sent.end(JSON.stringify({ external_id: 'CRM-1', customer: { company_name: 'Acme' } }));
    },
  ];
  const deal = await causeway.deals.create({ external_id: 'CRM-1', customer: { company_name: 'Acme' } });
  expect(keys).toEqual([expect.any(String), keys[0]]);
  const listed = [];
  for await (const one of causeway.deals.list({ external_id: 'CRM-1' })) listed.push(one.id);
  expect(listed).toEqual([deal.id]);
});

test('a broken connection is asked for again, and says so if it stays broken', async () => {
  faults = [broken];
  expect((await causeway.deals.list()).data).toBeInstanceOf(Array);
  faults = [broken, broken];
  await expect(causeway.deals.list({}, { maxRetries: 1 })).rejects.toMatchObject({
    code: 'connection_failed',
    status: 0,
    cause: expect.any(Error),
  });
});

test.each(['1.5', 'soon', '-1', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
  'Retry-After: %s is answered with the own backoff',
  async (retryAfter) => {
    faults = [later(retryAfter)];
    const before = performance.now();
    expect((await causeway.deals.list()).data).toBeInstanceOf(Array);
    expect(performance.now() - before).toBeGreaterThan(450);
  },
);

test('Retry-After: 99999 ends the call at once, and the error says how long to wait', async () => {
  faults = [later('99999', 429)];
  const told = causeway.deals.list();
  await expect(told).rejects.toMatchObject({
    status: 429,
    retryAfterMs: 99_999_000,
    message: expect.stringContaining('429 with text/html'),
  });
  expect(passed).toEqual([]);
});

test('Retry-After as a date is waited for', async () => {
  const at = Math.ceil(Date.now() / 1_000 + 1) * 1_000;
  faults = [later(new Date(at).toUTCString())];
  expect((await causeway.deals.list()).data).toBeInstanceOf(Array);
  expect(Date.now()).toBeGreaterThanOrEqual(at);
});

test('a page of a list that breaks in the middle is asked for again, and no member comes twice', async () => {
  for (const external_id of ['L-1', 'L-2', 'L-3']) await causeway.deals.create({ external_id, customer: { company_name: external_id } });
  const seen = [];
  for await (const { external_id } of causeway.deals.list({ limit: 1 })) {
    seen.push(external_id);
    faults = [seen.length % 2 === 0 ? half : broken];
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining(['L-1', 'L-2', 'L-3']));
});

test('an export that breaks off fails while it is read', async () => {
  faults = [
    (response) =>
      response.writeHead(200, { 'content-type': 'text/csv', 'content-length': '999' }).write('id,review', () => response.socket?.destroy()),
  ];
  const file = await causeway.deals.export();
  await expect(file.text()).rejects.toThrow('terminated');
});
