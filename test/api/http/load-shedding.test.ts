import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

/** The event loop is looked at every two seconds. */
const sampled = { timeout: 30_000 };
let settings = Settings.parse({});
let letReadinessAnswer = () => {};
let readiness: Promise<void> = Promise.resolve();
let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp({
    settings: () => settings,
    readiness: async () => {
      await readiness;
      return [];
    },
  });
});
afterAll(() => api.close());
beforeEach(() => {
  settings = Settings.parse({});
});

const shed = (load: object) => {
  settings = Settings.parse({ gateway: { load_shedding: load } });
};
const get = () => api.app.inject({ url: '/api/v1/event-types', headers: api.headers });

/** Requests under way that end when told to. */
async function occupy(requests: number): Promise<() => Promise<number[]>> {
  const gate = Promise.withResolvers<void>();
  [readiness, letReadinessAnswer] = [gate.promise, gate.resolve];
  const begun = Array.from({ length: requests }, () => api.app.inject({ url: '/health/ready' }));
  await new Promise(setImmediate);
  return async () => {
    letReadinessAnswer();
    return (await Promise.all(begun)).map((reply) => reply.statusCode);
  };
}

test('above the limit of requests in flight, further ones get 503 with Retry-After; those in flight still finish', async () => {
  shed({ max_in_flight: 5 });
  const release = await occupy(5);
  const refused = await get();
  expect([refused.statusCode, refused.headers['retry-after'], refused.headers['content-type']]).toEqual([
    503,
    '2',
    expect.stringMatching(/^application\/problem\+json/),
  ]);
  expect(refused.json()).toMatchObject({
    code: 'overloaded',
    detail: expect.stringContaining('5 requests in flight'),
    request_id: refused.headers['request-id'],
  });
  expect((await api.app.inject({ url: '/health/live' })).statusCode).toBe(200);
  expect(await release()).toEqual([200, 200, 200, 200, 200]);
  expect((await get()).statusCode).toBe(200);
});

test('bodies that never arrive do not count: other requests are served', async () => {
  shed({ max_in_flight: 5 });
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = api.app.server.address() as AddressInfo;
  const head = 'POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n';
  const next = async (socket: Socket) => String((await once(socket, 'data'))[0]).slice(0, 12);
  const senders = Array.from({ length: 10 }, () => connect(port, '127.0.0.1'));
  // It says to go on as it begins with the request.
  const begun = senders.map(async (socket) => {
    socket.write(`${head}Expect: 100-continue\r\n\r\n`);
    return await next(socket);
  });
  expect(await Promise.all(begun)).toEqual(Array(10).fill('HTTP/1.1 100'));
  expect((await get()).statusCode).toBe(200);
  const answered = senders.map(async (socket) => {
    socket.write('a=b&c=def');
    return await next(socket);
  });
  expect(await Promise.all(answered)).toEqual(Array(10).fill('HTTP/1.1 400'));
  for (const socket of senders) socket.destroy();
});

test("the token endpoint returns the error in OAuth's format", async () => {
  shed({ max_in_flight: 1 });
  const release = await occupy(1);
  const refused = await api.app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'a=b',
  });
  expect([refused.statusCode, refused.headers['retry-after'], refused.json().error]).toEqual([503, '2', 'temporarily_unavailable']);
  await release();
});

test('while the event loop is delayed, requests are rejected and health responds; afterwards they are served again', async () => {
  shed({ max_event_loop_delay_ms: 50 });
  // As a process is that has too much to do: no timer is ever on time.
  const isBusy = { until: Infinity };
  const work = (): void => {
    const end = performance.now() + 120;
    while (performance.now() < end);
    if (performance.now() < isBusy.until) setImmediate(() => setTimeout(work, 1));
  };
  work();
  await expect.poll(async () => (await get()).json().code, sampled).toBe('overloaded');
  expect((await api.app.inject({ url: '/health/live' })).statusCode).toBe(200);
  isBusy.until = 0;
  await expect.poll(async () => (await get()).statusCode, sampled).toBe(200);
});

test('an interval in which nothing was measured, such as one long pause, rejects nothing', async () => {
  shed({ max_event_loop_delay_ms: 50 });
  const measured = vi.spyOn(api.app, 'memoryUsage');
  const busy = { heapUsed: 0, rssBytes: 0, eventLoopUtilized: 1 };
  measured.mockReturnValue({ ...busy, eventLoopDelay: 51 });
  expect((await get()).json().code).toBe('overloaded');
  measured.mockReturnValue({ ...busy, eventLoopDelay: Infinity });
  expect((await get()).statusCode).toBe(200);
  measured.mockRestore();
});

test('a limit on the event loop utilization can be set, and the default never rejects because of it', async () => {
  shed({ max_event_loop_utilization: 0 });
  await expect.poll(async () => (await get()).json().code, sampled).toBe('overloaded');
  shed({});
  expect((await get()).statusCode).toBe(200);
});

test('a request rejected for overload does not count against the limit of a partner', async () => {
  const partner = await api.partner('sandbox', { limit: 'tier' });
  const own = () => api.app.inject({ url: '/api/v1/partners/me/feature-flags', headers: partner.headers });
  shed({ max_in_flight: 1 });
  const release = await occupy(1);
  for (let n = 0; n < 10; n++) expect((await own()).statusCode).toBe(503);
  await release();
  settings = Settings.parse({});
  expect((await own()).headers['ratelimit']).toMatch(/^"default";r=4;/);
});
