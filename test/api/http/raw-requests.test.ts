import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
let port: number;
beforeAll(async () => {
  api = await buildTestApp({ logLevel: 'debug' });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  port = (api.app.server.address() as { port: number }).port;
});
afterAll(() => api.close());

/** What the server answers to these bytes, to the end of the connection. */
async function send(head: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const parts: Buffer[] = [];
  socket.on('data', (part) => parts.push(part));
  socket.on('error', () => {});
  socket.write(`${head}\r\nConnection: close\r\n\r\n`);
  await once(socket, 'close');
  return Buffer.concat(parts).toString();
}
const get = (header: string) => send(`GET /api/v1/endpoints HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${api.platformKey}\r\n${header}`);

test('oversized headers are rejected with a problem', async () => {
  const reply = await get(`X-Padding: ${'a'.repeat(20_000)}`);
  expect(reply).toMatch(/^HTTP\/1\.1 431 /);
  expect(reply).toContain('"code":"headers_too_large"');
});

test('a URL with a character that is not allowed in one is told so, as a placeholder of the documents is', async () => {
  expect(await send('GET /api/v1/events/evt_… HTTP/1.1\r\nHost: x')).toContain('Percent-encode it');
});

test.each([
  ['a lone line feed in a value', 'X-Name: a\nSet-Cookie: stolen=1'],
  ['a lone carriage return in a value', 'X-Name: a\rSet-Cookie: stolen=1'],
  ['a null character', 'X-Name: a\u0000b'],
  ['a space before the colon', 'X-Name : a'],
  ['two lengths', 'Content-Length: 0\r\nContent-Length: 5'],
  ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
])('%s is rejected as malformed, or is only a header of its own', async (_name, header) => {
  const reply = await get(header);
  expect(reply).toMatch(/^HTTP\/1\.1 (400|200) /);
  expect(reply.toLowerCase()).not.toContain('set-cookie');
  expect(reply.match(/^HTTP\/1\.1/gm)).toHaveLength(1);
});

test('the request id, which is returned, cannot inject a header', async () => {
  const reply = await get('Request-Id: abc%0d%0aSet-Cookie: stolen=1');
  expect(reply).toMatch(/^HTTP\/1\.1 200 /);
  expect(reply.toLowerCase()).not.toContain('set-cookie');
  expect(reply.toLowerCase()).not.toContain('abc%0d');
});

test('a credential that is too long for a header is rejected like any invalid one', async () => {
  const reply = await send(`GET /api/v1/endpoints HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${'a'.repeat(9_000)}`);
  expect(reply).toMatch(/^HTTP\/1\.1 401 /);
});

test.each([
  ['ends', 'JSON', 'POST /api/v1/events', 'application/json', '{"type":'],
  ['resets', 'JSON', 'POST /api/v1/events', 'application/json', '{"type":'],
  ['ends', 'a form', 'POST /oauth/token', 'application/x-www-form-urlencoded', 'grant_type='],
  ['ends', 'a file', 'POST /api/v1/deal-imports', 'text/csv', 'company_name,'],
])('a client that %s the connection in the middle of %s is no fault here, and none of the database', async (how, _, line, type, body) => {
  const before = api.logged.length;
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const head = [`${line} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${api.platformKey}`, `Content-Type: ${type}`, 'Content-Length: 1000'];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  // What was sent has arrived when another request is answered: one process serves both, in order.
  await get('X-Name: a');
  if (how === 'resets') socket.resetAndDestroy();
  else socket.destroy();
  const lines = () => api.logged.slice(before);
  await expect.poll(() => lines().map(({ msg }) => msg)).toContainEqual(expect.stringContaining('closed the connection'));
  expect(lines().filter(({ level }) => Number(level) >= 40)).toEqual([]);
});
