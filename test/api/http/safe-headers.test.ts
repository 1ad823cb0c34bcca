import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '#apps/api/app.ts';
import { buildHealthServer } from '#apps/api/health-server.ts';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner();
  await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => api.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const documented = (app: App) =>
  Object.entries(app.swagger().paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, operation]) => ({
      method: method.toUpperCase() as Method,
      url: path.replaceAll(/\{.*?\}/g, 'x'),
      isOpen: (operation as { security?: unknown[] }).security?.length === 0,
    })),
  );
/** Without secrets and personal data: what they may be cached as. */
const cached: Record<string, string> = {
  '/.well-known/oauth-authorization-server': 'public, max-age=300',
  '/oauth/jwks': 'public, max-age=300',
  '/api/v1/deal-schema': 'private, max-age=60',
  '/openapi.json': 'no-cache',
  '/docs': 'no-cache',
  '/docs/api': 'no-cache',
  '/docs/receivers/receiver.mjs': 'no-cache',
  '/docs/style.css': 'no-cache',
};

test('no response is guessed at, and only those without secrets and personal data may be stored', async () => {
  const routes = [...documented(api.app), ...Object.keys(cached).map((url) => ({ method: 'GET' as const, url, isOpen: true }))];
  expect(routes.length).toBeGreaterThan(90);
  for (const { method, url } of routes) {
    for (const headers of [{}, bearer(api.platformKey), partner.headers]) {
      const reply = await api.app.inject({ method, url, headers, ...(method !== 'GET' && { payload: {} }) });
      const expected = reply.statusCode < 400 ? (cached[url] ?? 'no-store') : 'no-store';
      expect([method, url, reply.headers['x-content-type-options']]).toEqual([method, url, 'nosniff']);
      expect([method, url, reply.statusCode, reply.headers['cache-control']]).toEqual([method, url, reply.statusCode, expected]);
    }
  }
});

test('no route with a credential is public to caches', () => {
  const secured = documented(api.app).filter(({ isOpen }) => !isOpen);
  expect(secured.filter(({ url }) => cached[url]?.startsWith('public'))).toEqual([]);
});

test.each([
  '/nowhere',
  '/api/v1/nowhere',
  '/docs/nowhere',
  '/api/v1/partners/%ff',
  '/api/v1/events?type=%ff',
  `/api/v1/partners/${'x'.repeat(300)}`,
])('nor is the refusal of %s', async (url) => {
  const { headers, statusCode } = await api.app.inject({ url, headers: api.headers });
  expect(statusCode).toBeGreaterThanOrEqual(400);
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
});

test.each([
  ['no HTTP', 'NONSENSE'],
  ['no Host', 'GET / HTTP/1.1'],
  ['a broken header', 'GET / HTTP/1.1\r\nHost: x\r\nX-Name : a'],
  ['headers that are too large', `GET / HTTP/1.1\r\nHost: x\r\nX-Padding: ${'a'.repeat(20_000)}`],
  ['an expectation that nobody meets', 'POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: the unexpected'],
])('a response to %s has the same headers', async (_name, head) => {
  const socket = connect((api.app.server.address() as { port: number }).port, '127.0.0.1');
  const parts: Buffer[] = [];
  socket.on('data', (part) => parts.push(part));
  socket.on('error', () => {});
  socket.write(`${head}\r\nConnection: close\r\n\r\n`);
  await once(socket, 'close');
  const reply = Buffer.concat(parts).toString().toLowerCase();
  expect(reply).toMatch(/^http\/1\.1 4\d\d /);
  expect(reply).toContain('x-content-type-options: nosniff\r\n');
  expect(reply).toContain('cache-control: no-store\r\n');
  expect(reply).toContain('application/problem+json');
});

test('the health server of a worker sends them too', async () => {
  const health = await buildHealthServer(async () => []);
  for (const url of ['/health/live', '/health/ready', '/nowhere']) {
    expect((await health.inject({ url })).headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  }
  await health.close();
});
