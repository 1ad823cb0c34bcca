import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newApiKey } from '#domain/access/api-key.ts';
import { Settings } from '#domain/settings.ts';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { secondMs } from '#test/support/limits.ts';
import { basic, createClient, getToken, postForm } from '#test/support/oauth.ts';
import { sessionOf } from '#test/support/session.ts';

let api: TestApp;
let settings = Settings.parse({});
beforeAll(async () => {
  api = await buildTestApp({ settings: () => settings });
  await vi.waitUntil(() => api.directory.isListening, { timeout: 10_000 });
});
afterAll(() => api.close());

const get = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  api.app.inject({ url: '/api/v1/partners/me/feature-flags', headers, remoteAddress });
const patch = (partner: TestPartner, body: object) =>
  api.app.inject({ method: 'PATCH', url: `/api/v1/partners/${partner.id}`, headers: { ...api.headers, 'if-match': '*' }, payload: body });
const statuses = async (partner: TestPartner, requests: number) => {
  const replies = await Promise.all(Array.from({ length: requests }, () => get(partner.headers)));
  return Object.fromEntries(
    Object.entries(Object.groupBy(replies, (reply) => reply.statusCode)).map(([status, some]) => [status, some?.length]),
  );
};

test.each([
  ['sandbox', 5, 15],
  ['standard', 10, 10],
  ['enterprise', 50, 10],
] as const)('a %s partner is told its limit with every answer, and has its burst of %d', async (tier, burst, windowS) => {
  const partner = await api.partner(tier, { limit: 'tier' });
  const begun = performance.now();
  const first = await get(partner.headers);
  expect(first.headers['ratelimit-policy']).toBe(`"default";q=${burst};w=${windowS}`);
  expect(first.headers['ratelimit']).toMatch(new RegExp(`^"default";r=${burst - 1};t=[123]$`));
  expect(first.headers['retry-after']).toBeUndefined();
  const admitted = (await statuses(partner, 3 * burst))['200'];
  const refilled = ((performance.now() - begun) / 1_000) * (burst / windowS);
  expect(admitted).toBeGreaterThanOrEqual(burst - 1);
  expect(admitted).toBeLessThanOrEqual(burst - 1 + Math.floor(refilled));
});

test("a partner's programs do not lock out its people, nor they them, and all its people share one limit", async () => {
  const partner = await api.partner('sandbox', { limit: 'tier' });
  const people = [];
  for (const role of ['partner_admin', 'partner_sales']) people.push(await sessionOf(api, { roles: [role], partnerId: partner.id }));
  const [one = {}, other = {}] = people;
  await statuses(partner, 6);
  expect((await get(partner.headers)).statusCode).toBe(429);
  const first = await get(one);
  expect([first.statusCode, first.headers['ratelimit-policy']]).toEqual([200, '"default";q=60;w=12']);
  const begun = performance.now();
  const replies = await Promise.all(Array.from({ length: 80 }, (_, n) => get(n % 2 === 0 ? one : other)));
  const admitted = replies.filter(({ statusCode }) => statusCode === 200).length;
  expect(admitted).toBeGreaterThanOrEqual(50);
  expect(admitted).toBeLessThanOrEqual(59 + Math.floor((performance.now() - begun) / 200));
  expect(replies.find(({ statusCode }) => statusCode === 429)?.json().detail).toContain('300 requests per minute across all its people');
});

test('a 429 is a problem with the limit and the time to wait, and a request after that time succeeds', async () => {
  const partner = await api.partner('sandbox', { limit: 'tier' });
  await api.db.sql`update partner set rate_per_minute = 60, rate_burst = 2 where id = ${partner.id}`;
  await expect.poll(async () => (await api.directory.tenants.get(partner.id))?.rateBurst).toBe(2);
  await statuses(partner, 2);
  const refused = await get(partner.headers);
  expect(refused.statusCode).toBe(429);
  expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(refused.json()).toMatchObject({
    code: 'rate_limited',
    detail: expect.stringMatching(/60 requests per minute.*bursts of up to 2\..*Retry in 1 s/),
    request_id: refused.headers['request-id'],
  });
  expect(refused.headers).toMatchObject({ 'retry-after': '1', 'ratelimit-policy': '"default";q=2;w=2', ratelimit: '"default";r=0;t=1' });
  await delay(Number(refused.headers['retry-after']) * 1_000);
  expect((await get(partner.headers)).statusCode).toBe(200);
});

test('all keys of a partner share its limit; other partners have their own, and platform keys have none', async () => {
  const [one, other] = [await api.partner('sandbox', { limit: 'tier' }), await api.partner('sandbox', { limit: 'tier' })];
  await statuses(one, 5);
  expect((await get(bearer(await api.key(one.id)))).statusCode).toBe(429);
  expect((await get(other.headers)).statusCode).toBe(200);
  const replies = await Promise.all(
    Array.from({ length: 100 }, () => api.app.inject({ url: '/api/v1/event-types', headers: api.headers })),
  );
  expect(new Set(replies.map((reply) => reply.statusCode))).toEqual(new Set([200]));
  expect(replies[0]?.headers['ratelimit']).toBeUndefined();
});

test('token requests and introspection count towards the same limit; a revocation always succeeds', async () => {
  const partner = await api.partner('sandbox', { limit: 'tier' });
  const client = await createClient(api, partner.id);
  const introspect = (token: string) => postForm(api, '/oauth/introspect', { token }, basic(client.id, client.client_secret));
  const token: string = (await getToken(api, client)).body.access_token;
  expect((await introspect(token)).body.active).toBe(true);
  expect((await statuses(partner, 5))['200']).toBe(3);
  for (const refused of [await getToken(api, client), await introspect(token)]) {
    expect([refused.status, refused.body.error]).toEqual([429, 'temporarily_unavailable']);
    expect(refused.body.error_description).toMatch(/20 requests per minute.*Retry in [123] s/);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  }
  // Or who floods with a stolen token could keep it.
  expect((await postForm(api, '/oauth/revoke', { token }, basic(client.id, client.client_secret))).status).toBe(200);
  // Asked with a platform key, it counts for nobody.
  expect((await postForm(api, '/oauth/introspect', { token }, api.headers)).body).toEqual({ active: false });
});

test('a changed limit of a partner or of the settings takes effect immediately', async () => {
  const partner = await api.partner('sandbox', { limit: 'tier' });
  const policy = async () => (await get(partner.headers)).headers['ratelimit-policy'];
  expect(await policy()).toBe('"default";q=5;w=15');
  expect((await patch(partner, { rate_limit: { per_minute: 6_000, burst: 100 } })).statusCode).toBe(200);
  await expect.poll(policy, { timeout: secondMs }).toBe('"default";q=100;w=1');
  expect((await patch(partner, { rate_limit: null })).statusCode).toBe(200);
  await expect.poll(policy, { timeout: secondMs }).toBe('"default";q=5;w=15');
  settings = Settings.parse({ rate_limit: { sandbox: { per_minute: 1, burst: 1 } } });
  try {
    expect(await policy()).toBe('"default";q=1;w=60');
    expect((await get(partner.headers)).statusCode).toBe(429);
  } finally {
    settings = Settings.parse({});
  }
});

test('requests rejected before they reach a route do not count: a suspended partner still has its full burst afterwards', async () => {
  const partner = await api.partner('sandbox', { limit: 'tier' });
  const change = (what: string, body?: object) =>
    api.app.inject({ method: 'POST', url: `/api/v1/partners/${partner.id}/${what}`, headers: api.headers, payload: body ?? {} });
  expect((await change('suspend', { reason: 'unpaid' })).statusCode).toBe(200);
  await expect.poll(async () => (await get(partner.headers)).statusCode, { timeout: secondMs }).toBe(403);
  expect(await statuses(partner, 20)).toEqual({ 403: 20 });
  expect(await api.db.sql`select from rate_bucket where partner_id = ${partner.id}`).toEqual([]);
  expect((await change('activate')).statusCode).toBe(200);
  await expect.poll(async () => (await get(partner.headers)).statusCode, { timeout: secondMs }).toBe(200);
  expect(await statuses(partner, 20)).toMatchObject({ 200: 4 });
});

test('a request that its route rejects counts, so forbidden requests cannot bypass the limit', async () => {
  const partner = await api.partner('sandbox', { limit: 'tier' });
  const seen: number[] = [];
  for (let n = 0; n < 7; n++) seen.push((await api.app.inject({ url: '/api/v1/partners', headers: partner.headers })).statusCode);
  expect(seen).toEqual([403, 403, 403, 403, 403, 429, 429]);
});

test('a rejected request is not logged and has no effect', async () => {
  const partner = await api.partner('sandbox', { limit: 'tier' });
  await statuses(partner, 5);
  api.logged.length = 0;
  const reply = await api.app.inject({
    method: 'POST',
    url: '/api/v1/partners/webhooks/test',
    headers: { ...partner.headers, 'idempotency-key': 'again' },
    payload: {},
  });
  expect([reply.statusCode, api.logged]).toEqual([429, []]);
  expect(await api.db.sql`select from idempotency_key where key = 'again'`).toEqual([]);
});

test('too many invalid credentials from one address are rejected; valid ones and other addresses are not', async () => {
  const guess = (address: string) => get(bearer(newApiKey('live').key), address);
  const guesses = await Promise.all(Array.from({ length: 40 }, () => guess('192.0.2.1')));
  expect(guesses.filter((reply) => reply.statusCode === 401)).toHaveLength(30);
  const refused = guesses.find((reply) => reply.statusCode === 429);
  expect(refused?.json()).toMatchObject({ code: 'rate_limited', detail: expect.stringContaining('invalid credentials') });
  expect(refused?.headers['retry-after']).toBe('1');
  expect((await get({}, '192.0.2.1')).statusCode).toBe(429);
  expect((await guess('192.0.2.2')).statusCode).toBe(401);
  const partner = await api.partner();
  expect((await get(partner.headers, '192.0.2.1')).statusCode).toBe(200);
});
