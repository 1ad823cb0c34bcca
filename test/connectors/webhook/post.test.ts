import { createServer, type Server, Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createEgressGuard, type EgressGuard } from '#connectors/webhook/egress-guard.ts';
import { createWebhookSender, type PostResult, type WebhookSender } from '#connectors/webhook/post.ts';
import { newSecret, signHeaders } from '#domain/signature.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { tlsFixture } from '#test/support/tls.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const loopbackAllowed = () => createEgressGuard({ allow: ['127.0.0.1', '::1'] });

function senderWith(options: { guard?: EgressGuard; ca?: string } = {}): WebhookSender {
  const sender = createWebhookSender({ guard: options.guard ?? loopbackAllowed(), version: '0.0.0-test', ca: options.ca });
  cleanups.push(() => sender.close(0));
  return sender;
}

async function receiverWith(options: Partial<Parameters<typeof startReceiver>[0]> = {}): Promise<Receiver> {
  const receiver = await startReceiver({ secrets: [], ...options });
  cleanups.push(() => receiver.close());
  return receiver;
}

/** A server that speaks something else than HTTP. */
async function rawServer(onConnection: (socket: Socket) => void): Promise<{ url: string; server: Server }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, server };
}

/** undici takes a connection back one turn of the event loop after its response; only then can it be reused. */
async function connectionReturned(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function send(sender: WebhookSender, url: string, timeoutMs = 5000): Promise<PostResult> {
  return sender.post({ url, headers: {}, body: '{}', timeoutMs });
}

describe('what is sent', () => {
  test.each(['v1', 'v1a'] as const)('a signed POST (%s) that a partner verifies from what arrived', async (scheme) => {
    const secret = newSecret(scheme);
    const receiver = await receiverWith({ secrets: [secret] });
    const type = 'deal.approved';
    const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data: { name: 'Ærø 東京 🚚' } });
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = { ...signHeaders({ id: 'evt_1', timestamp, body, secrets: [secret], type }), 'X-Tenant': 'a' };
    const result = await senderWith().post({ url: `${receiver.url}?tenant=1&x=%20`, headers, body, timeoutMs: 5000 });
    expect(result).toEqual({ ok: true, statusCode: 200, gone: false, latencyMs: expect.any(Number), responseSnippet: '{"received":true}' });
    expect(receiver.problems()).toEqual([]);
    expect(receiver.requests).toMatchObject([{ path: '/webhooks?tenant=1&x=%20', body, headers: { 'x-tenant': 'a' } }]);
    expect(receiver.requests[0]?.headers['user-agent']).toBe('Causeway/0.0.0-test');
  });

  test('an empty body, a Buffer and a megabyte arrive whole', async () => {
    const receiver = await receiverWith();
    const sender = senderWith();
    for (const body of ['', Buffer.from('{"a":"é"}'), 'x'.repeat(1_000_000)]) {
      expect(await sender.post({ url: receiver.url, headers: {}, body, timeoutMs: 5000 })).toMatchObject({ ok: true });
      expect(receiver.requests.at(-1)?.body).toBe(String(body));
    }
    expect(receiver.problems()).toEqual([]);
  });

  test('headers that slipped past the check at save time do not replace ours or break the message', async () => {
    const receiver = await receiverWith();
    const sender = senderWith();
    const post = (headers: Record<string, string>) => sender.post({ url: receiver.url, headers, body: '{}', timeoutMs: 5000 });
    expect(await post({ 'Content-Type': 'text/plain', 'USER-AGENT': 'x', 'Accept-Encoding': 'gzip' })).toMatchObject({ ok: true });
    expect(receiver.problems()).toEqual([]);
    for (const headers of [{ 'X-A': 'secret\r\nX-B: 1' }, { 'X\nA': 'secret' }, { 'Transfer-Encoding': 'chunked' }, { 'Content-Length': '1' }]) {
      const result = await post(headers);
      expect(result).toMatchObject({ ok: false, errorClass: 'protocol' });
      expect(result.errorDetail).not.toContain('secret');
    }
    expect(receiver.requests).toHaveLength(1);
  });

  test('connections are reused one after the other, and not shared by simultaneous POSTs', async () => {
    const receiver = await receiverWith();
    const sender = senderWith();
    for (let i = 0; i < 5; i++) {
      expect(await send(sender, receiver.url)).toMatchObject({ ok: true });
      await connectionReturned();
    }
    expect(receiver.connections().accepted).toBe(1);
    receiver.answerWith({ delayMs: 30 });
    await Promise.all(Array.from({ length: 8 }, () => send(sender, receiver.url)));
    expect(receiver.connections().accepted).toBe(8);
    expect(receiver.requests).toHaveLength(13);
  });
});

describe('the deadline covers everything', () => {
  test.each([
    ['before the head', { hang: 'before_head' as const }, 'waiting for', undefined],
    ['in the body', { hang: 'in_body' as const }, 'reading from', 200],
    ['dripping a byte at a time', { dripEveryMs: 10 }, 'reading from', 200],
  ])('a receiver that hangs %s', async (_when, answer, during, statusCode) => {
    const receiver = await receiverWith();
    receiver.answerWith(answer);
    const result = await send(senderWith(), receiver.url, 150);
    expect(result).toMatchObject({ ok: false, errorClass: 'timeout', errorDetail: expect.stringContaining(during) });
    expect(result.statusCode).toBe(statusCode);
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
    const { promise, resolve } = Promise.withResolvers<void>();
    const guard = createEgressGuard({
      allow: ['127.0.0.1'],
      resolve: (name) => (name === 'slow.example' ? promise : Promise.resolve()).then(() => [{ address: '127.0.0.1', family: 4 }]),
    });
    const sender = senderWith({ guard });
    expect(await send(sender, `http://slow.example:${receiver.port}/late`, 50)).toMatchObject({ errorClass: 'timeout' });
    resolve();
    await send(sender, `http://slow.example:${receiver.port}/next`);
    await send(sender, `http://fast.example:${receiver.port}/next`);
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/next', '/next']);
  });

  test('endless informational responses', async () => {
    const { url } = await rawServer((socket) => {
      const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'), 5);
      socket.on('close', () => clearInterval(timer));
    });
    expect(await send(senderWith(), url, 150)).toMatchObject({ errorClass: 'timeout', errorDetail: expect.stringContaining('waiting for') });
  });
});

describe('large and odd responses', () => {
  test.each([[200, true], [500, false]])('100 MB with status %i are cut after 16 KiB and the connection is ended', async (status, ok) => {
    const receiver = await receiverWith();
    receiver.answerWith({ status, streamBytes: 100_000_000 });
    const result = await send(senderWith(), receiver.url);
    expect(result).toMatchObject({ ok, statusCode: status, responseSnippet: 'x'.repeat(1024) });
    await vi.waitFor(() => expect(receiver.connections().open).toBe(0));
    // What got into the socket buffers of both sides, far from 100 MB.
    expect(receiver.streamedBytes()).toBeLessThan(20_000_000);
  });

  test('exactly 16 KiB are read to the end and the connection stays', async () => {
    const receiver = await receiverWith();
    receiver.answerWith({ body: 'y'.repeat(16 * 1024) });
    const sender = senderWith();
    for (let i = 0; i < 2; i++) {
      expect(await send(sender, receiver.url)).toMatchObject({ ok: true });
      await connectionReturned();
    }
    expect(receiver.connections().accepted).toBe(1);
  });

  test('a compressed response is not unfolded', async () => {
    const receiver = await receiverWith();
    receiver.answerWith({ headers: { 'content-encoding': 'gzip' }, body: Buffer.from([0x1f, 0x8b, 0x08]) });
    expect(await send(senderWith(), receiver.url)).toMatchObject({ ok: true, responseSnippet: '\ufffd\ufffd\ufffd' });
  });

  test.each([
    ['not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', 'protocol'],
    ['a head beyond every limit', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, 'protocol'],
    ['both framings at once', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 'protocol'],
    ['an upgrade nobody asked for', 'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n', 'protocol'],
    ['a status outside HTTP', 'HTTP/1.1 700 What\r\ncontent-length: 0\r\n\r\n', 'protocol'],
    ['less than it announced', 'HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nshort', 'connection_reset'],
    ['nothing at all', '', 'connection_reset'],
  ])('%s is a failed attempt', async (_what, raw, errorClass) => {
    const receiver = await receiverWith();
    receiver.answerWith({ raw });
    expect(await send(senderWith(), receiver.url)).toMatchObject({ ok: false, errorClass });
    expect(receiver.requests).toHaveLength(1);
  });

  test('informational responses before the final one do not count', async () => {
    const receiver = await receiverWith();
    receiver.answerWith({ raw: 'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n' });
    expect(await send(senderWith(), receiver.url)).toMatchObject({ ok: true, statusCode: 204 });
  });

  test('a body that ends with the connection is complete', async () => {
    const receiver = await receiverWith();
    receiver.answerWith({ raw: 'HTTP/1.0 200 OK\r\n\r\nold school' });
    expect(await send(senderWith(), receiver.url)).toMatchObject({ ok: true, responseSnippet: 'old school' });
  });
});

describe('what the status and headers mean', () => {
  test.each([[200, undefined], [201, undefined], [204, undefined], [299, undefined], [301, 'http_3xx'], [304, 'http_3xx'], [307, 'http_3xx'],
    [400, 'http_4xx'], [404, 'http_4xx'], [410, 'http_4xx'], [429, 'http_4xx'], [500, 'http_5xx'],
    [503, 'http_5xx']])('%i', async (status, errorClass) => {
    const receiver = await receiverWith();
    receiver.answerWith({ status });
    const result = await send(senderWith(), receiver.url);
    expect(result).toMatchObject({ ok: errorClass === undefined, statusCode: status, gone: status === 410 });
    expect(result.errorClass).toBe(errorClass);
  });

  test('redirects are not followed; the detail shows where to, without query or credentials', async () => {
    const [target, receiver] = [await receiverWith(), await receiverWith()];
    receiver.answerWith({ status: 308, headers: { location: `http://u:pw@127.0.0.1:${target.port}/new?token=abc` } });
    const result = await send(senderWith(), receiver.url);
    expect(result.errorDetail).toContain(`http://127.0.0.1:${target.port}/new if`);
    expect(result.errorDetail).not.toMatch(/abc|pw/);
    expect(target.connections().accepted).toBe(0);
  });

  test.each([['disable', 'disable'], ['abort-message', 'abort-message'], [' Disable ', 'disable'], ['disable, abort-message', 'disable'], ['nonsense', undefined]])(
    'webhook-delivery: %j', async (header, directive) => {
      const receiver = await receiverWith();
      for (const status of [200, 400]) {
        receiver.answerWith({ status, headers: { 'Webhook-Delivery': header } });
        expect((await send(senderWith(), receiver.url)).directive).toBe(directive);
      }
    },
  );

  test('Retry-After is read in both forms, and only from answers that are not a success', async () => {
    const receiver = await receiverWith();
    const ask = async (status: number, value: string) => {
      receiver.answerWith({ status, headers: { 'retry-after': value } });
      return (await send(senderWith(), receiver.url)).retryAfterMs;
    };
    expect(await ask(429, '120')).toBe(120_000);
    expect(await ask(503, new Date(Date.now() + 60_000).toUTCString())).toBeGreaterThan(55_000);
    expect(await ask(503, 'soon')).toBeUndefined();
    expect(await ask(200, '120')).toBeUndefined();
  });
});

describe('connections that fail', () => {
  test('refused', async () => {
    const receiver = await receiverWith();
    await cleanups.pop()?.();
    const result = await send(senderWith(), `${receiver.url}?token=abc`);
    expect(result).toEqual({
      ok: false, gone: false, latencyMs: expect.any(Number), errorClass: 'connect',
      errorDetail: `127.0.0.1:${receiver.port} refused the connection (ECONNREFUSED)`,
    });
  });

  test('a name that does not resolve', async () => {
    const result = await send(senderWith({ guard: createEgressGuard({}) }), 'http://receiver.invalid/');
    expect(result).toMatchObject({ ok: false, errorClass: 'dns', errorDetail: expect.stringContaining('receiver.invalid') });
  });

  test.each(['before_head', 'in_body'] as const)('reset %s: one request, one recorded attempt', async (reset) => {
    const receiver = await receiverWith();
    receiver.answerWith({ reset });
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

describe('TLS', () => {
  const guard = () =>
    createEgressGuard({ allow: ['127.0.0.1'], resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });

  test('a self-signed certificate is refused before anything is sent', async () => {
    const receiver = await receiverWith({ tls: tlsFixture });
    const result = await send(senderWith(), receiver.url);
    expect(result).toMatchObject({ ok: false, errorClass: 'tls', errorDetail: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') });
    expect(receiver.requests).toHaveLength(0);
  });

  test('it is accepted where its authority is trusted, by address and by name, and connections are reused', async () => {
    const receiver = await receiverWith({ tls: tlsFixture });
    const sender = senderWith({ guard: guard(), ca: tlsFixture.cert });
    for (const host of ['127.0.0.1', '127.0.0.1', 'receiver.test', 'receiver.test']) {
      expect(await send(sender, `https://${host}:${receiver.port}/`)).toMatchObject({ ok: true });
      await connectionReturned();
    }
    expect(receiver.connections().accepted).toBe(2);
    expect(receiver.problems()).toEqual([]);
  });

  test('a certificate for another name is refused', async () => {
    const receiver = await receiverWith({ tls: tlsFixture });
    const sender = senderWith({ guard: guard(), ca: tlsFixture.cert });
    expect(await send(sender, `https://other.test:${receiver.port}/`)).toMatchObject({
      errorClass: 'tls', errorDetail: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    expect(receiver.requests).toHaveLength(0);
  });

  test('a receiver that speaks no TLS, or hangs up during the handshake, is a TLS failure', async () => {
    const plain = await receiverWith();
    expect(await send(senderWith(), plain.url.replace('http:', 'https:'))).toMatchObject({ errorClass: 'tls' });
    const { url } = await rawServer((socket) => socket.on('data', () => socket.destroy()));
    expect(await send(senderWith(), url.replace('http:', 'https:'))).toMatchObject({ errorClass: 'tls' });
  });
});

describe('addresses that are not public', () => {
  test.each(['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::7f00:1]', 'localhost', '0.0.0.0'])(
    '%s is refused without dialling', async (host) => {
      const receiver = await receiverWith();
      const result = await send(senderWith({ guard: createEgressGuard({}) }), `http://${host}:${receiver.port}/`);
      expect(result).toMatchObject({ ok: false, errorClass: 'blocked_address' });
      expect(result.statusCode).toBeUndefined();
      expect(receiver.connections().accepted).toBe(0);
    },
  );

  test('a public name that resolves to loopback is refused without dialling', async () => {
    const receiver = await receiverWith();
    const guard = createEgressGuard({ resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });
    const result = await send(senderWith({ guard }), `http://innocent.example:${receiver.port}/`);
    expect(result).toMatchObject({ errorClass: 'blocked_address', errorDetail: expect.stringContaining('innocent.example') });
    expect(receiver.connections().accepted).toBe(0);
  });

  test('of several addresses the permitted one is dialled', async () => {
    const receiver = await receiverWith();
    const addresses = ['10.0.0.1', '127.0.0.1', '169.254.169.254'].map((address) => ({ address, family: 4 }));
    const guard = createEgressGuard({ allow: ['127.0.0.1'], resolve: () => Promise.resolve(addresses) });
    expect(await send(senderWith({ guard }), `http://mixed.example:${receiver.port}/`)).toMatchObject({ ok: true });
  });

  test('DNS rebinding: a name that was fine when saved, or a moment ago, is judged by each dial\'s own answer', async () => {
    const receiver = await receiverWith();
    // The first answer is permitted (it stands for a public address), later ones are loopback's other address.
    const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.2'];
    const guard = createEgressGuard({
      allow: ['127.0.0.1'],
      resolve: () => Promise.resolve([{ address: answers.shift() ?? '127.0.0.2', family: 4 }]),
    });
    const sender = senderWith({ guard });
    receiver.answerWith({ headers: { connection: 'close' } });
    const url = `http://rebinding.example:${receiver.port}/`;
    expect(guard.checkUrl(url)).toBeUndefined();
    expect(await send(sender, url)).toMatchObject({ ok: true });
    expect(await send(sender, url)).toMatchObject({ errorClass: 'blocked_address' });
    expect(await send(sender, url)).toMatchObject({ errorClass: 'blocked_address' });
    expect(receiver.connections().accepted).toBe(1);
  });

  test.each(['http', 'https'])('should a %s connection reach a peer that no look-up named, nothing is sent to it', async (scheme) => {
    let bytes = 0;
    const { url } = await rawServer((socket) => socket.on('data', (data) => (bytes += data.length)));
    const honest = createEgressGuard({});
    const lying: EgressGuard = {
      ...honest,
      lookup: (_host, { all }, callback) => (all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4)),
    };
    const target = url.replace('127.0.0.1', 'lying.example').replace('http', scheme);
    expect(await send(senderWith({ guard: lying }), target)).toMatchObject({ errorClass: 'blocked_address' });
    expect(bytes).toBe(0);
  });

  test('an address that the allow list loses is not reached any more, open connections included', async () => {
    const receiver = await receiverWith();
    let allow = ['127.0.0.1'];
    const sender = senderWith({ guard: createEgressGuard({ allow: () => allow }) });
    expect(await send(sender, receiver.url)).toMatchObject({ ok: true });
    allow = [];
    expect(await send(sender, receiver.url)).toMatchObject({ errorClass: 'blocked_address' });
    await vi.waitFor(() => expect(receiver.connections().open).toBe(0));
    allow = ['127.0.0.0/8'];
    expect(await send(sender, receiver.url)).toMatchObject({ ok: true });
    expect(receiver.requests).toHaveLength(2);
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
