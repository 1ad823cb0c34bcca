import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createLookupCache } from '#apps/api/access/lookup-cache.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

/** Notifications come in the order of their commits: once a change made now is known, so is every one before it. */
async function hearAllChanges(): Promise<void> {
  await vi.waitUntil(() => api.directory.isListening, { timeout: 10_000 });
  const { id } = await api.partner();
  await api.directory.tenants.get(id);
  const payload = { rate_limit: { per_minute: 60, burst: 2 } };
  const headers = { ...api.headers, 'if-match': '*' };
  expect((await api.app.inject({ method: 'PATCH', url: `/api/v1/partners/${id}`, headers, payload })).statusCode).toBe(200);
  await expect.poll(async () => (await api.directory.tenants.get(id))?.rateBurst, { timeout: 10_000 }).toBe(2);
}

test('while the database is unavailable, a cached partner is served from memory, and a change returns 503', async () => {
  const [known, unknown] = [await api.partner(), await api.partner()];
  const flags = (headers: object) => api.app.inject({ url: '/api/v1/partners/me/feature-flags', headers: { ...headers } });
  // A late one would make the directory forget what it is about to read.
  await hearAllChanges();
  expect((await flags(known.headers)).statusCode).toBe(200);
  await api.database.interrupt();
  try {
    expect((await flags(known.headers)).json()).toEqual({ data: [] });
    expect((await flags(unknown.headers)).json()).toMatchObject({ status: 503, code: 'database_unavailable' });
    const change = await api.app.inject({
      method: 'POST',
      url: '/api/v1/endpoints',
      headers: known.headers,
      payload: { url: 'https://partner.example/' },
    });
    expect([change.statusCode, change.json().code, change.headers['retry-after']]).toEqual([503, 'database_unavailable', '2']);
  } finally {
    await api.database.resume();
  }
  await expect.poll(async () => (await flags(unknown.headers)).statusCode).toBe(200);
});

test('a database that does not respond delays cached partners only briefly, and serves them until their entries expire', async () => {
  let [time, isMute] = [0, false];
  const find = (key: string) => (isMute ? new Promise<string>(() => {}) : Promise.resolve(key));
  const cache = createLookupCache(find, {
    freshMs: () => 1_000,
    staleMs: () => 45_000,
    unknownMs: 0,
    max: 10,
    patienceMs: 50,
    now: () => time,
  });
  expect(await cache.get('a')).toBe('a');
  [time, isMute] = [2_000, true];
  const waited = async () => {
    const startedAt = performance.now();
    expect(await cache.get('a')).toBe('a');
    return performance.now() - startedAt;
  };
  expect(await waited()).toBeGreaterThan(40);
  time = 2_100;
  expect(await waited()).toBeLessThan(40);
  time = 45_001;
  const over = cache.get('a').then(() => 'served');
  expect(await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 100, 'waits'))])).toBe('waits');
});
