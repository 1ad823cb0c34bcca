import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib';
import fastify from 'fastify';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import type { App } from '#apps/api/app.ts';
import { consoleRoutes } from '#apps/api/console/console-routes.ts';
import { handleError } from '#apps/api/http/errors.ts';
import { sendSafeHeaders } from '#apps/api/http/safe-headers.ts';

const script = 'export const answer = 42;';
const folder = mkdtempSync(path.join(tmpdir(), 'causeway-console-'));
mkdirSync(path.join(folder, 'assets'));
writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Causeway</title>');
writeFileSync(path.join(folder, 'assets/main-abc.js'), script);
writeFileSync(path.join(folder, 'assets/main-abc.js.br'), brotliCompressSync(script));
writeFileSync(path.join(folder, 'assets/main-abc.js.gz'), gzipSync(script));
afterAll(() => rmSync(folder, { recursive: true }));

async function serve(from: string) {
  const lines: string[] = [];
  const app = fastify() as unknown as App;
  app.setErrorHandler(handleError);
  sendSafeHeaders(app);
  consoleRoutes(app, { log: pino({}, { write: (line: string) => void lines.push(line) }) }, from);
  await app.ready();
  return { app, lines };
}

test('each view of the console is the one page, which browsers ask about each time', async () => {
  const { app } = await serve(folder);
  for (const url of [
    '/console',
    '/console/',
    '/console/deliveries',
    '/console/deliveries/dlv_01k9v5?a=b',
    '/console/event-types/deal.approved',
  ]) {
    const { statusCode, headers, body } = await app.inject({ url });
    expect([url, statusCode, headers['content-type'], headers['cache-control']]).toEqual([
      url,
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(body).toContain('<title>Causeway</title>');
    expect((await app.inject({ url, headers: { 'if-none-match': String(headers['etag']) } })).statusCode).toBe(304);
  }
});

test('the policy allows nothing within the page, nothing from elsewhere, and no frame', async () => {
  const { app } = await serve(folder);
  for (const url of ['/console', '/console/assets/main-abc.js']) {
    const { headers } = await app.inject({ url });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|http|\*/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  }
});

test('files are served as they were compressed at the build, for good', async () => {
  const { app } = await serve(folder);
  const gzip = await app.inject({ url: '/console/assets/main-abc.js', headers: { 'accept-encoding': 'gzip' } });
  expect(gunzipSync(gzip.rawPayload).toString()).toBe(script);
  expect(gzip.headers).toMatchObject({
    ...{ 'content-encoding': 'gzip', vary: 'accept-encoding', 'content-type': 'text/javascript; charset=utf-8' },
    'cache-control': 'public, max-age=31536000, immutable',
  });
  const br = await app.inject({ url: '/console/assets/main-abc.js', headers: { 'accept-encoding': 'gzip, br' } });
  expect(br.headers['content-encoding']).toBe('br');
  const plain = await app.inject({ url: '/console/assets/main-abc.js' });
  expect([plain.body, plain.headers['content-encoding']]).toEqual([script, undefined]);
});

test('what is no view and no file is not found, and not kept', async () => {
  const { app } = await serve(folder);
  for (const url of [
    '/console/assets/other.js',
    '/console/..%2findex.html',
    '/console/wp-login.php',
    '/console/a/b/c/d/e',
    '/console/assets/.digest',
  ]) {
    const { statusCode, headers } = await app.inject({ url });
    expect([url, statusCode, headers['cache-control']]).toEqual([url, 404, 'no-store']);
  }
});

test('where no console was built, the log and the address say so', async () => {
  const { app, lines } = await serve(path.join(folder, 'nowhere'));
  expect(lines.join('')).toContain('no console was built');
  const reply = await app.inject({ url: '/console' });
  expect([reply.statusCode, reply.json().detail]).toEqual([404, expect.stringContaining('node scripts/build-console.mjs')]);
});
