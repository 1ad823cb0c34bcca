import { describe, expect, test, vi } from 'vitest';
import { newSecret, signHeaders } from '#domain/delivery/signature.ts';
import { connectionReturned, receiverWith, send, senderWith } from './harness.ts';

describe('what is sent', () => {
  test.each(['v1', 'v1a'] as const)('a signed POST (%s) that a partner verifies from what arrived', async (scheme) => {
    const secret = newSecret(scheme);
    const receiver = await receiverWith({ secrets: [secret] });
    const type = 'deal.approved';
    const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data: { name: 'Ærø 東京 🚚' } });
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = { ...signHeaders({ id: 'evt_1', timestamp, body, secrets: [secret], type }), 'X-Tenant': 'a' };
    const result = await senderWith().post({ url: `${receiver.url}?tenant=1&x=%20`, headers, body, timeoutMs: 5000 });
    expect(result).toEqual({
      ok: true,
      statusCode: 200,
      gone: false,
      latencyMs: expect.any(Number),
      responseSnippet: '{"received":true}',
    });
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
    const replacing = { 'Content-Type': 'text/plain', 'USER-AGENT': 'x', 'Accept-Encoding': 'gzip' };
    expect(await post(replacing)).toMatchObject({ ok: true });
    expect(receiver.problems()).toEqual([]);
    const breaking: [name: string, value: string][] = [
      ['X-A', 'secret\r\nX-B: 1'],
      ['X\nA', 'secret'],
      ['Transfer-Encoding', 'chunked'],
      ['Content-Length', '1'],
    ];
    for (const [name, value] of breaking) {
      const result = await post({ [name]: value });
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

describe('what the status and headers mean', () => {
  test.each([
    [[200, 201, 202, 204, 299], undefined],
    [[300, 301, 302, 303, 304, 307, 308], 'http_3xx'],
    [[400, 401, 404, 410, 413, 429], 'http_4xx'],
    [[500, 502, 503, 504], 'http_5xx'],
  ])('%j', async (statuses, errorClass) => {
    const [receiver, sender] = [await receiverWith(), senderWith()];
    for (const status of statuses) {
      receiver.answerWith({ status });
      const result = await send(sender, receiver.url);
      expect(result).toMatchObject({ ok: errorClass === undefined, statusCode: status, gone: status === 410 });
      expect(result.errorClass).toBe(errorClass);
    }
  });

  test('redirects are not followed; the detail shows where to, without query or credentials', async () => {
    const [target, receiver] = [await receiverWith(), await receiverWith()];
    receiver.answerWith({ status: 308, headers: { location: `http://u:pw@127.0.0.1:${target.port}/new?token=abc` } });
    const result = await send(senderWith(), receiver.url);
    expect(result.errorDetail).toContain(`http://127.0.0.1:${target.port}/new if`);
    expect(result.errorDetail).not.toMatch(/abc|pw/);
    expect(target.connections().accepted).toBe(0);
  });

  test.each([
    ['disable', 'disable'],
    ['abort-message', 'abort-message'],
    [' Disable ', 'disable'],
    ['disable, abort-message', 'disable'],
    ['nonsense', undefined],
  ])('webhook-delivery: %j is heard with any status', async (header, directive) => {
    const [receiver, sender] = [await receiverWith(), senderWith()];
    for (const status of [200, 400]) {
      receiver.answerWith({ status, headers: { 'Webhook-Delivery': header } });
      expect((await send(sender, receiver.url)).directive).toBe(directive);
    }
  });

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

describe('large and odd responses', () => {
  test.each([
    [200, true],
    [500, false],
  ])('100 MB with status %i are cut after 16 KiB and the connection is ended', async (status, ok) => {
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
    ['both framings', 'HTTP/1.1 200 A\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 'protocol'],
    ['an upgrade nobody asked for', 'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n', 'protocol'],
    ['a status outside HTTP', 'HTTP/1.1 700 What\r\ncontent-length: 0\r\n\r\n', 'protocol'],
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
