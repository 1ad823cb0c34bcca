import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLookupCache } from '#apps/api/access/lookup-cache.ts';
import { newApiKey, parseApiKey } from '#domain/access/api-key.ts';
import { bearer, buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp({ logLevel: 'trace' });
});
afterAll(() => api.close());

const get = (headers: Record<string, string>) => api.app.inject({ url: '/api/v1/event-types', headers });

test('a key gives access to the API, in any case of the word Bearer', async () => {
  expect((await get(api.headers)).statusCode).toBe(200);
  expect((await get({ authorization: `bearer ${api.platformKey}` })).statusCode).toBe(200);
});

test.each([
  ['no header', {}, 'missing_api_key'],
  ['another scheme', { authorization: 'Basic YTpi' }, 'missing_api_key'],
  ['half a key', { authorization: 'Bearer ck_live_abc' }, 'invalid_api_key'],
  ['a key that does not exist', bearer(newApiKey('live').key), 'invalid_api_key'],
  ['a key of the other environment', bearer(newApiKey('test').key), 'wrong_environment'],
])('%s is rejected with a challenge', async (_name, headers, code) => {
  const reply = await get(headers);
  expect([reply.statusCode, reply.json().code]).toEqual([401, code]);
  expect(reply.headers['www-authenticate']).toMatch(/^Bearer/);
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
});

test('a wrong secret returns the same error as an unknown key', async () => {
  const wrong = await get(bearer(`${api.platformKey.slice(0, -3)}AAA`));
  const unknown = await get(bearer(newApiKey('live').key));
  const comparable = (body: { request_id: string }) => ({ ...body, request_id: '' });
  expect(comparable(wrong.json())).toEqual(comparable(unknown.json()));
});

test('the response time does not reveal whether a key exists: every rejection takes longer than any lookup', async () => {
  const known = `${api.platformKey.slice(0, -3)}AAA`;
  await get(api.headers);
  for (const key of [known, known, newApiKey('live').key, 'nonsense']) {
    const startedAt = performance.now();
    await get(bearer(key));
    // setTimeout may fire a millisecond early.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(24);
  }
});

test('an expired key and a revoked key return their own errors', async () => {
  const expired = await api.key(undefined, { expiresAt: new Date(Date.now() - 1000), name: 'old' });
  expect((await get(bearer(expired))).json()).toMatchObject({
    code: 'expired_api_key',
    detail: expect.stringContaining('"old"'),
  });
  const revoked = await api.key();
  await api.db.sql`update api_key set revoked_at = now() where public_id = ${parseApiKey(revoked)?.publicId ?? ''}`;
  expect((await get(bearer(revoked))).json().code).toBe('revoked_api_key');
});

test('a key that expires while it is in use stops working', async () => {
  const key = await api.key(undefined, { expiresAt: new Date(Date.now() + 700) });
  expect((await get(bearer(key))).statusCode).toBe(200);
  await expect.poll(async () => (await get(bearer(key))).json().code).toBe('expired_api_key');
});

test('health, the API document and its pages are public', async () => {
  for (const url of ['/health/live', '/health/ready', '/openapi.json', '/docs', '/docs/runbook', '/docs/api', '/docs/api/endpoints']) {
    expect([url, (await api.app.inject({ url })).statusCode]).toEqual([url, 200]);
  }
});

test('neither the key nor its hash is ever logged or sent', async () => {
  const key = await api.key();
  const replies = [
    await get(bearer(key)),
    await get(bearer(`${key.slice(0, -3)}AAA`)),
    await api.app.inject({
      method: 'POST',
      url: '/api/v1/events',
      headers: { ...bearer(key), 'content-type': 'application/json' },
      payload: '{',
    }),
  ];
  api.app.log.info({ req: { headers: bearer(key) }, headers: bearer(key) }, 'a careless line');
  const secret = parseApiKey(key)?.secret ?? '';
  const seen = JSON.stringify([api.logged, replies.map((reply) => [reply.headers, reply.body])]);
  expect(seen).toContain('a careless line');
  expect(seen).not.toContain(secret);
  const [row] = await api.db.sql`select secret_hash from api_key where public_id = ${parseApiKey(key)?.publicId ?? ''}`;
  expect(seen).not.toContain(row?.['secret_hash']);
});

test('concurrent requests look up a key once per cache lifetime', async () => {
  let time = 0;
  const asked: string[] = [];
  const find = async (key: string) => {
    asked.push(key);
    return key.startsWith('known') ? key : undefined;
  };
  const cache = createLookupCache(find, { freshMs: () => 10, staleMs: () => 10, unknownMs: 2, max: 2, now: () => time });
  await Promise.all([cache.get('known'), cache.get('known'), cache.get('nobody')]);
  time = 1;
  await Promise.all([cache.get('known'), cache.get('nobody')]);
  expect(asked).toEqual(['known', 'nobody']);
  time = 2;
  await cache.get('nobody');
  time = 10;
  await cache.get('known');
  expect(asked).toEqual(['known', 'nobody', 'nobody', 'known']);
});

test('made-up keys do not evict real ones from the cache, and a failed lookup is not cached', async () => {
  let fails = true;
  const asked: string[] = [];
  const find = async (key: string) => {
    asked.push(key);
    if (fails) throw new Error('away');
    return key === 'real' ? key : undefined;
  };
  const cache = createLookupCache(find, { freshMs: () => 1000, staleMs: () => 1000, unknownMs: 1000, max: 2, now: () => 0 });
  await expect(cache.get('real')).rejects.toThrow('away');
  fails = false;
  for (const key of ['real', 'a', 'b', 'c', 'd', 'real']) await cache.get(key);
  expect(asked.filter((key) => key === 'real')).toHaveLength(2);
});
