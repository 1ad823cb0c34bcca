import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { Turns } from '#apps/api/http/turns.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
let port: number;
const open: Socket[] = [];
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner('enterprise');
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  port = (api.app.server.address() as { port: number }).port;
});
afterAll(async () => {
  for (const socket of open) socket.destroy();
  await api.close();
});

/** Sends a head and then pieces for as long as the server takes them. Returns what it answered, and how much it took. */
async function sendForEver(head: string[], piece: string, path = '/api/v1/deal-imports') {
  const socket = connect(port, '127.0.0.1');
  open.push(socket);
  let [text, sent] = ['', 0];
  socket.on('data', (chunk) => (text += chunk.toString('latin1'))).on('error', () => {});
  const pump = (): void => {
    while (!socket.destroyed) {
      sent += piece.length;
      if (!socket.write(piece)) return void socket.once('drain', pump);
    }
  };
  socket.write([`POST ${path} HTTP/1.1`, 'host: x', 'content-type: text/csv', ...head, '', ''].join('\r\n'));
  pump();
  await new Promise((resolve) => socket.once('close', resolve));
  return { status: text.slice(9, 12), code: /"code":"(\w+)"/.exec(text)?.[1], sent };
}

const chunked = 'transfer-encoding: chunked';
const authorized = () => `authorization: Bearer ${partner.key}`;
const line = (length: number) => `${length.toString(16)}\r\n${'a'.repeat(length)}\r\n`;

test.each([
  ['in chunks', chunked, line(1)],
  ['of any length', 'content-length: 1000000000000', 'a'.repeat(1_000)],
])('a body without a credential, %s, is answered, and its connection is closed', async (_, head, piece) => {
  expect(await sendForEver([head], piece.repeat(1_000))).toMatchObject({ status: '401', code: 'missing_api_key' });
});

test('a body in chunks of a byte is refused as soon as that is clear, and its connection is closed', async () => {
  const { sent, ...answer } = await sendForEver([authorized(), chunked], line(1).repeat(1_000));
  expect(answer).toEqual({ status: '400', code: 'malformed_http' });
  expect(sent).toBeLessThan(16 * 1024 * 1024);
});

test('while a request waits, little of a body in chunks of a byte is read', async () => {
  const released = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const holding = api.db.sql.begin(async (tx) => {
    await tx`lock table deal_import in access exclusive mode`;
    locked.resolve();
    await released.promise;
  });
  onTestFinished(async () => {
    released.resolve();
    await holding;
  });
  await locked.promise;
  const accepted = once(api.app.server, 'connection');
  const socket = connect(port, '127.0.0.1');
  open.push(socket);
  socket.on('error', () => {});
  const [received] = (await accepted) as [Socket];
  socket.write(['POST /api/v1/deal-imports HTTP/1.1', 'host: x', authorized(), 'content-type: text/csv', chunked, '', ''].join('\r\n'));
  socket.write(line(1).repeat(60_000));
  await expect.poll(() => received.bytesRead).toBeGreaterThan(1_000);
  // Each request takes some iterations of the event loop, in which the rest could be read.
  for (let n = 0; n < 20; n++) await fetch(`http://127.0.0.1:${port}/health/live`);
  expect(received.bytesRead).toBeLessThan(200_000);
});

test.each([
  ['/api/v1/deal-imports', '401'],
  ['/nothing', '404'],
])('a large body of a refused request to %s is dropped in turns, and its connection takes the next request', async (path, status) => {
  const turns = vi.spyOn(Turns.prototype, 'next');
  const socket = connect(port, '127.0.0.1');
  open.push(socket);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  const statuses = () => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => match[1]);
  const bytes = 8 * 1024 * 1024;
  const type = 'content-type: application/x-www-form-urlencoded';
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\n${type}\r\ncontent-length: ${bytes}\r\n\r\n`);
  await expect.poll(statuses).toEqual([status]);
  socket.write(Buffer.alloc(bytes, 'a'));
  socket.write('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n');
  await expect.poll(statuses, { timeout: 10_000 }).toEqual([status, '200']);
  // A pause can come in the middle of a piece of 64 KiB.
  expect(turns.mock.calls.length).toBeGreaterThanOrEqual(bytes / (2 * 64 * 1024));
  turns.mockRestore();
});

test('an event that is longer than the settings allow is refused before its body arrives, or as soon as that is clear', async () => {
  const max = 256 * 1024 + 64 * 1024;
  const key = `authorization: Bearer ${await api.key()}`;
  const publish = (pieces: string[], ...head: string[]) => {
    const socket = connect(port, '127.0.0.1');
    open.push(socket);
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1'))).on('error', () => {});
    socket.write(['POST /api/v1/events HTTP/1.1', 'host: x', key, 'content-type: application/json', ...head, '', ''].join('\r\n'));
    for (const piece of pieces) socket.write(piece);
    return () => [text.slice(9, 12), /"code":"(\w+)"/.exec(text)?.[1]];
  };
  await expect.poll(publish([], `content-length: ${max + 1}`)).toEqual(['413', 'payload_too_large']);
  const pieces = Array.from({ length: max / 32_768 + 1 }, () => line(32_768));
  await expect.poll(publish(pieces, chunked)).toEqual(['413', 'payload_too_large']);
});

test('a file that is sent line by line is imported, and a refused small body leaves its connection open', async () => {
  const socket = connect(port, '127.0.0.1');
  open.push(socket);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  const statuses = () => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => match[1]);
  const post = (...head: string[]) => socket.write(['POST /api/v1/deal-imports HTTP/1.1', 'host: x', ...head, '', ''].join('\r\n'));

  post('content-length: 2');
  socket.write('{}');
  await expect.poll(statuses).toEqual(['401']);
  post(authorized(), 'content-type: text/csv', chunked);
  const rows = ['external_id,customer.company_name', ...Array.from({ length: 5_000 }, (_, i) => `line-${i},Line ${i}`)];
  for (const row of rows) socket.write(`${(row.length + 1).toString(16)}\r\n${row}\n\r\n`);
  socket.write('0\r\n\r\n');
  await expect.poll(statuses, { timeout: 5_000 }).toEqual(['401', '202']);
  expect(text).toContain('"total":5000');
});
