import { describe, expect, test, vi } from 'vitest';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import type { PostResult } from '#connectors/webhook/post.ts';
import { connectionReturned, rawServer, receiverWith, send, senderWith } from './harness.ts';

describe('the deadline covers everything', () => {
  test.each([
    ['before the head', { hang: 'before_head' as const }, 'waiting for', { ok: false, errorClass: 'timeout' }],
    ['in the body', { hang: 'in_body' as const }, 'reading from', { ok: true, statusCode: 200 }],
    ['dripping a byte at a time', { dripEveryMs: 10 }, 'reading from', { ok: true, statusCode: 200 }],
    ['in the body of an error', { hang: 'in_body' as const, status: 503 }, 'reading from', { ok: false, errorClass: 'http_5xx' }],
  ])('a receiver that hangs %s', async (_when, answer, during, verdict) => {
    const receiver = await receiverWith();
    receiver.answerWith(answer);
    const result = await send(senderWith(), receiver.url, 150);
    expect(result).toMatchObject({ ...verdict, errorDetail: expect.stringContaining(during) });
    expect(result.errorClass).toBe('errorClass' in verdict ? verdict.errorClass : undefined);
    expect(result.latencyMs).toBeGreaterThanOrEqual(149);
    expect(result.latencyMs).toBeLessThan(1000);
    await vi.waitFor(() => expect(receiver.connections().open).toBe(0));
    expect(receiver.requests).toHaveLength(1);
  });

  test('a body sent to a receiver that never reads it', async () => {
    const { url } = await rawServer((socket) => socket.pause());
    const body = Buffer.alloc(30_000_000, 'x');
    const result = await senderWith().post({ url, headers: {}, body, timeoutMs: 200 });
    expect(result).toMatchObject({ ok: false, errorClass: 'timeout' });
  });

  test('a receiver that accepts and never finishes TLS: no connection is left behind', async () => {
    let closed = 0;
    const { url } = await rawServer((socket) => socket.on('data', () => {}).on('close', () => closed++));
    const result = await send(senderWith(), url.replace('http:', 'https:'), 150);
    expect(result).toMatchObject({ errorClass: 'timeout', errorDetail: expect.stringContaining('connecting to') });
    await vi.waitFor(() => expect(closed).toBe(1));
  });

  test('a resolver that never answers', async () => {
    const guard = createEgressGuard({ resolve: () => new Promise(() => {}) });
    expect(await send(senderWith({ guard }), 'http://slow.example/', 100)).toMatchObject({ errorClass: 'timeout' });
  });

  test('a POST that timed out while its name was resolved is never sent afterwards', async () => {
    const receiver = await receiverWith();
    const loopback = [{ address: '127.0.0.1', family: 4 }];
    const { promise, resolve } = Promise.withResolvers<typeof loopback>();
    const guard = createEgressGuard({
      allow: ['127.0.0.1'],
      resolve: (name) => (name === 'slow.example' ? promise : Promise.resolve(loopback)),
    });
    const sender = senderWith({ guard });
    const late = await send(sender, `http://slow.example:${receiver.port}/late`, 50);
    expect(late).toMatchObject({ errorClass: 'timeout' });
    resolve(loopback);
    await send(sender, `http://slow.example:${receiver.port}/next`);
    await send(sender, `http://fast.example:${receiver.port}/next`);
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/next', '/next']);
  });

  test('a POST that timed out while this process was stalled is never sent on the reused connection', async () => {
    const [receiver, sender] = [await receiverWith(), senderWith()];
    expect(await send(sender, receiver.url)).toMatchObject({ ok: true });
    await connectionReturned();
    const stalled = send(sender, receiver.url, 1);
    for (const until = performance.now() + 5; performance.now() < until;);
    expect(await stalled).toMatchObject({ errorClass: 'timeout' });
    await connectionReturned();
    expect(await send(sender, receiver.url)).toMatchObject({ ok: true });
    expect(receiver.requests).toHaveLength(2);
    expect(receiver.connections().accepted).toBe(1);
  });

  test('endless informational responses', async () => {
    const { url } = await rawServer((socket) => {
      const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'), 5);
      socket.on('close', () => clearInterval(timer));
    });
    const result = await send(senderWith(), url, 150);
    expect(result).toMatchObject({ errorClass: 'timeout', errorDetail: expect.stringContaining('waiting for') });
  });
});

describe('connections that fail', () => {
  test('refused', async () => {
    const receiver = await receiverWith();
    await receiver.close();
    const result = await send(senderWith(), `${receiver.url}?token=abc`);
    expect(result).toEqual({
      ok: false,
      gone: false,
      latencyMs: expect.any(Number),
      errorClass: 'connect',
      errorDetail: `127.0.0.1:${receiver.port} refused the connection (ECONNREFUSED)`,
    });
  });

  test('a name that does not resolve', async () => {
    const result = await send(senderWith({ guard: createEgressGuard({}) }), 'http://receiver.invalid/');
    expect(result).toMatchObject({ ok: false, errorClass: 'dns' });
    expect(result.errorDetail).toContain('receiver.invalid');
  });

  test('reset before the head: one request, one recorded attempt', async () => {
    const receiver = await receiverWith();
    receiver.answerWith({ reset: 'before_head' });
    expect(await send(senderWith(), receiver.url)).toMatchObject({ ok: false, errorClass: 'connection_reset' });
    expect(receiver.requests).toHaveLength(1);
  });

  test('a reset of a reused connection is not repeated behind our back, and the next POST gets a new one', async () => {
    const receiver = await receiverWith();
    const sender = senderWith();
    for (let round = 0; round < 20; round++) {
      receiver.script({}, { reset: 'before_head' });
      expect(await send(sender, receiver.url)).toMatchObject({ ok: true });
      await connectionReturned();
      expect(await send(sender, receiver.url)).toMatchObject({ ok: false, errorClass: 'connection_reset' });
      expect(receiver.requests).toHaveLength(2 * (round + 1));
    }
    expect(receiver.connections().accepted).toBe(20);
  });

  test('a receiver that closes idle connections while POSTs come in gets each of them at most once', async () => {
    let requests = 0;
    const { url } = await rawServer((socket) => {
      socket.on('data', (data) => {
        if (!data.includes('POST')) return;
        requests++;
        // Answers as if it kept the connection, and closes it at a moment that races with the next POST.
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n', () => setImmediate(() => socket.destroy()));
      });
    });
    const sender = senderWith();
    const results: PostResult[] = [];
    for (let i = 0; i < 200; i++) results.push(await send(sender, url));
    expect(requests).toBeLessThanOrEqual(200);
    expect(results.filter(({ ok }) => ok)).toHaveLength(requests);
    expect(results.every(({ ok, errorClass }) => ok || errorClass === 'connection_reset')).toBe(true);
  });
});

describe('the head decides, whatever becomes of the body', () => {
  const answering = (raw: string) => rawServer((socket) => socket.once('data', () => socket.end(raw)));

  test.each([
    ['Content-Length: 5\r\n\r\nhello', 'announced and sent'],
    ['Content-Length: 5\r\n\r\n', 'announced and not sent'],
    ['Transfer-Encoding: chunked\r\n\r\n5\r\nhel', 'in chunks'],
  ])('204 and 304 have no body: %j', async (rest) => {
    const [empty, unchanged] = [
      await answering(`HTTP/1.1 204 No Content\r\n${rest}`),
      await answering(`HTTP/1.1 304 Not Modified\r\n${rest}`),
    ];
    expect(await send(senderWith(), empty.url)).toEqual({ ok: true, statusCode: 204, latencyMs: expect.any(Number), gone: false });
    const refused = await send(senderWith(), unchanged.url);
    expect(refused).toMatchObject({ ok: false, statusCode: 304, errorClass: 'http_3xx' });
    expect(refused.errorDetail).not.toContain('then');
  });

  test('a 1xx has no body either, and the answer after it counts', async () => {
    const { url } = await answering('HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n');
    expect(await send(senderWith(), url)).toMatchObject({ ok: true, statusCode: 204 });
  });

  test.each([
    ['ends too early', 'Content-Length: 20\r\nConnection: close\r\n\r\nok'],
    ['is chunked wrongly', 'Transfer-Encoding: chunked\r\n\r\nzz\r\nok'],
  ])('a 2xx whose body %s was taken; an error stays that error, with its wishes', async (_, rest) => {
    const taken = await answering(`HTTP/1.1 200 OK\r\n${rest}`);
    const result = await send(senderWith(), taken.url);
    expect(result).toMatchObject({ ok: true, statusCode: 200, errorDetail: expect.stringMatching(/^HTTP 200; then 127/) });
    expect(result).not.toHaveProperty('errorClass');
    const refused = await answering(`HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nwebhook-delivery: abort-message\r\n${rest}`);
    const wishes = { statusCode: 503, errorClass: 'http_5xx', retryAfterMs: 7_000, directive: 'abort-message' };
    expect(await send(senderWith(), refused.url)).toMatchObject({ ok: false, ...wishes });
  });

  test('a 2xx whose connection is reset in the body was taken, and is posted once', async () => {
    const receiver = await receiverWith();
    receiver.answerWith({ reset: 'in_body' });
    expect(await send(senderWith(), receiver.url)).toMatchObject({
      ok: true,
      errorDetail: expect.stringContaining('closed the connection'),
    });
    expect(receiver.requests).toHaveLength(1);
  });
});

describe('stopping', () => {
  test('lets running POSTs end, refuses later ones and closes the connections', async () => {
    const receiver = await receiverWith();
    receiver.answerWith({ delayMs: 100 });
    const sender = senderWith();
    const running = send(sender, receiver.url);
    await vi.waitFor(() => expect(receiver.requests).toHaveLength(1));
    await sender.close();
    expect(await running).toMatchObject({ ok: true });
    expect(await send(sender, receiver.url)).toMatchObject({ ok: false, errorClass: 'aborted' });
    await vi.waitFor(() => expect(receiver.connections().open).toBe(0));
  });

  test('ends what is not done after the grace period as aborted, connections being opened included', async () => {
    const receiver = await receiverWith();
    receiver.answerWith({ hang: 'before_head' });
    const { url } = await rawServer(() => {});
    const sender = senderWith();
    const running = [send(sender, receiver.url, 60_000), send(sender, url.replace('http:', 'https:'), 60_000)];
    await vi.waitFor(() => expect(receiver.requests).toHaveLength(1));
    await sender.close(50);
    for (const result of await Promise.all(running)) expect(result).toMatchObject({ ok: false, errorClass: 'aborted' });
  });
});
