import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { priceUs } from '#apps/api/access/charge.ts';
import { PlatformAccounts } from '#apps/api/access/platform-accounts.ts';
import { holdToLimit, openRateLimiter } from '#apps/api/access/rate-limit.ts';
import type { App } from '#apps/api/app.ts';
import { updatePartner } from '#db/partners/partner.ts';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { tester } from '#test/support/tester.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
  await vi.waitUntil(() => api.directory.isListening, { timeout: 10_000 });
});
afterAll(() => api.close());

/** Objects with many keys, and numbers that must be compared with their doubles: little to send, much to check. */
const wide = `{${Array.from({ length: 2_000 }, (_, index) => `"${index.toString(36)}":0.1234567890123456`).join()}}`;
const dear = (bytes: number) => `[${Array.from({ length: bytes / wide.length }, () => wide).join()}]`;
const post = (url: string, headers: Record<string, string>, payload: string) =>
  api.app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { ...headers, 'content-type': 'application/json' }, payload });
const validate = (headers: Record<string, string>, custom: string) =>
  post('/deals/validate', headers, `{"customer":{"company_name":"Dearwell"},"custom":${custom}}`);
const remainingOf = (reply: { headers: Record<string, unknown> }) => Number(/r=(\d+)/.exec(String(reply.headers['ratelimit']))?.[1]);

test('an ordinary request counts as one, and a request that is dear to check as several, as its own headers say', async () => {
  const { headers } = await api.partner('enterprise', { limit: 'tier' });
  const before = remainingOf(await validate(headers, '{}'));
  const reply = await validate(headers, dear(250_000));
  expect(reply.statusCode).toBe(200);
  const after = remainingOf(reply);
  expect(before - after).toBeGreaterThan(2);
  const next = await api.app.inject({ url: '/api/v1/partners/me', headers });
  expect(remainingOf(next)).toBeLessThanOrEqual(after);
});

/** The statuses of requests that are sent one after the other, at most 40 of the 50 that the partner may send at once, until one is 429. */
async function sendUntilLimited(custom: string): Promise<number[]> {
  const { headers } = await api.partner('enterprise', { limit: 'tier' });
  const statuses: number[] = [];
  while (statuses.length < 40) {
    const reply = await validate(headers, custom);
    statuses.push(reply.statusCode);
    if (reply.statusCode !== 429) continue;
    expect(reply.json().code).toBe('rate_limited');
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    break;
  }
  return statuses;
}

test('whoever sends only dear requests gets 429 with Retry-After long before its number of requests is used up', async () => {
  const statuses = await sendUntilLimited(dear(250_000));
  expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
});

test('a refused body is charged like an accepted one', async () => {
  const statuses = await sendUntilLimited(`${dear(250_000)},"custom":0`);
  expect([statuses[0], statuses.at(-1)]).toEqual([400, 429]);
});

test('a credential of the platform may use a quarter of a processor, ten seconds of it at once, and then waits', () => {
  let nowMs = 0;
  const accounts = new PlatformAccounts(() => nowMs);
  for (let sent = 0; sent < 10; sent++) accounts.charge('one', 250);
  expect(accounts.waitS('one')).toBe(0);
  accounts.charge('one', 500);
  expect([accounts.waitS('one'), accounts.waitS('other')]).toEqual([2, 0]);
  nowMs = 2_000;
  expect(accounts.waitS('one')).toBe(0);
  for (; nowMs < 600_000; nowMs += 1_000) accounts.charge('one', 250);
  expect(accounts.waitS('one')).toBe(0);
});

test('a credential of the platform that owes gets 429 with Retry-After, and others do not', async () => {
  const accounts = new PlatformAccounts();
  const app = Fastify() as unknown as App;
  app.decorateRequest('principal');
  app.addHook('onRequest', async (request) => {
    const credentialId = String(request.headers['x-credential']);
    request.principal = { kind: 'platform', credentialId, name: '', scopes: new Set() };
  });
  const rateLimiter = openRateLimiter({ sql: api.db.hot, log: api.app.log });
  app.addHook('onRequest', holdToLimit({ settings: () => Settings.parse({}), rateLimiter, platformAccounts: accounts }));
  app.get('/', async () => 'served');
  accounts.charge('one', 10_000);
  const refused = await app.inject({ url: '/', headers: { 'x-credential': 'one' } });
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate_limited']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(20);
  expect((await app.inject({ url: '/', headers: { 'x-credential': 'other' } })).statusCode).toBe(200);
  rateLimiter.close();
  await app.close();
});

test('a partner with the highest limit gets no larger share of the processor than others', async () => {
  const highest = { per_minute: 1_000_000, burst: 1_000_000 };
  expect(priceUs(1_000, highest)).toBe(25_000_000);
  expect(priceUs(10, { per_minute: 20, burst: 5 })).toBe(5 * 3_000_000);
  const { id, headers } = await api.partner('enterprise');
  await updatePartner(api.db, id, () => ({ ratePerMinute: 1_000_000, rateBurst: 1_000_000 }), tester);
  const before = remainingOf(await validate(headers, '{}'));
  expect(before - remainingOf(await validate(headers, dear(250_000)))).toBeGreaterThan(1_000);
});
