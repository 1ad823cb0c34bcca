import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createSandboxCrm } from '#connectors/sandbox-crm/sandbox-crm.ts';
import { tidyReason } from '#connectors/vendor-http.ts';
import { anOpportunity } from './opportunity.ts';

const token = 'secret-token';

/** A writer against a server that answers as the test says. */
async function against(answer: (response: ServerResponse) => void, { path = '', timeoutMs = 30_000 } = {}) {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    request.resume().on('end', () => answer(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const writer = createSandboxCrm({ url: `http://127.0.0.1:${port}${path}`, token, version: 'test', timeoutMs });
  onTestFinished(async () => {
    await writer.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return { paths, write: () => writer.writeOpportunity(anOpportunity({ dealId: 'deal_1' })) };
}

test('the path of CRM_URL is kept', async () => {
  const { paths, write } = await against((response) => response.end('{"id":"opp_1"}'), { path: '/api/v2' });
  expect(await write()).toEqual({ id: 'opp_1' });
  expect(paths).toEqual(['/api/v2/opportunities/by-external-id/deal_1']);
});

test('a redirect is not followed: the token would go along', async () => {
  const { paths, write } = await against((response) => response.writeHead(307, { location: '/elsewhere' }).end());
  await expect(write()).rejects.toMatchObject({ kind: 'malformed', message: expect.stringContaining('redirects are not followed') });
  expect(paths).toHaveLength(1);
});

test('an answer that drips is given up at the deadline', async () => {
  const drip = (response: ServerResponse) => {
    response.write('{');
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  };
  const { write } = await against(drip, { timeoutMs: 500 });
  await expect(write()).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('no complete answer within 500 ms'),
  });
});

test('an endless answer is not read to its end', async () => {
  const { write } = await against((response) => response.end(Buffer.alloc(2 * 1024 * 1024, 'x')));
  await expect(write()).rejects.toMatchObject({ kind: 'malformed', message: expect.stringContaining('larger than') });
});

test('an answer that is not UTF-8 is malformed, not a record with replaced characters', async () => {
  const { write } = await against((response) => response.end(Buffer.from('{"id":"opp_é"}', 'latin1')));
  await expect(write()).rejects.toMatchObject({ kind: 'malformed', message: expect.stringContaining('not UTF-8') });
});

test.each([
  [503, 'unavailable', 7_000],
  [408, 'unavailable', 7_000],
  [403, 'unauthorized', undefined],
  [404, 'rejected', undefined],
  [422, 'rejected', undefined],
])('HTTP %i without a known body is %s', async (status, kind, retryAfterMs) => {
  const { write } = await against((response) => response.writeHead(status, { 'retry-after': '7' }).end('<html>'));
  const error: unknown = await write().catch((error: unknown) => error);
  expect(error).toMatchObject({ kind, message: expect.stringMatching(new RegExp(`answered HTTP ${status}$`)) });
  expect(error).toHaveProperty('retryAfterMs', retryAfterMs);
});

test('an error is what its status says, also when its body breaks off', async () => {
  const { write } = await against((response) => {
    response.writeHead(422, { 'content-length': '99' }).write('{', () => response.socket?.destroy());
  });
  await expect(write()).rejects.toMatchObject({ kind: 'rejected', message: expect.stringMatching(/answered HTTP 422$/) });
});

test('a reason in a form of its own keeps nothing back of the others', async () => {
  const errors = [{ code: 7 }, null, { field: 'stage', message: 'is unknown' }];
  const { write } = await against((response) => response.writeHead(422).end(JSON.stringify({ errors })));
  await expect(write()).rejects.toMatchObject({ kind: 'rejected', message: expect.stringMatching(/HTTP 422: stage is unknown$/) });
});

test('a success whose body breaks off is no answer', async () => {
  const { write } = await against((response) => {
    response.writeHead(200, { 'content-length': '99' }).write('{', () => response.socket?.destroy());
  });
  await expect(write()).rejects.toMatchObject({ kind: 'unavailable' });
});

test('a 204 has no body, whatever it announces', async () => {
  const { write } = await against((response) => response.socket?.end('HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n'));
  await expect(write()).rejects.toMatchObject({ kind: 'malformed', message: expect.stringContaining('HTTP 204') });
});

test.each(['{}', '{"id":7}', '{"id":""}', '[]', '', 'null'])('a success that says %s is malformed', async (body) => {
  const { write } = await against((response) => response.end(body));
  await expect(write()).rejects.toMatchObject({ kind: 'malformed' });
});

test('a foreign reason is one short line without our secrets', () => {
  expect(tidyReason(`no\u0000t \u202eok:\n Bearer ${token}`, [token])).toBe('no t  ok:  Bearer [redacted]');
  expect(tidyReason('x'.repeat(1_000), [])).toHaveLength(300);
  expect(tidyReason(`${'x'.repeat(299)}🌊`, []).isWellFormed()).toBe(true);
});
