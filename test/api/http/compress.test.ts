import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
let endpointId: string;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner();
  await api.eventType('deal.approved');
  for (let i = 0; i < 30; i++) {
    const payload = { url: `https://example.com/hooks/${i}`, description: 'The same words again and again. '.repeat(5) };
    const reply = await api.app.inject({ method: 'POST', url: '/api/v1/endpoints', headers: partner.headers, payload });
    endpointId = reply.json().id;
  }
});
afterAll(() => api.close());

const get = (url: string, encoding?: string, headers: object = partner.headers) =>
  api.app.inject({ url: `/api/v1${url}`, headers: { ...headers, ...(encoding !== undefined && { 'accept-encoding': encoding }) } });
const LARGE = '/endpoints?limit=30';

describe('a response', () => {
  test.each([
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['GZIP', 'gzip'],
  ])('is compressed for a caller that accepts %s: with %s', async (accepted, encoding) => {
    const plain = await get(LARGE);
    const reply = await get(LARGE, accepted);
    expect([reply.statusCode, reply.headers['content-encoding'], reply.headers.vary]).toEqual([200, encoding, 'accept-encoding']);
    const inflate = encoding === 'br' ? brotliDecompressSync : gunzipSync;
    expect(inflate(reply.rawPayload).toString()).toBe(plain.body);
    expect(Number(reply.headers['content-length'])).toBe(reply.rawPayload.length);
    expect(reply.rawPayload.length * 3).toBeLessThan(plain.rawPayload.length);
  });

  test.each(['identity', 'deflate', 'br;q=0, gzip;q=0', 'gzip;q=nonsense', ''])(
    'is sent as it is to a caller that accepts %j',
    async (accepted) => {
      const reply = await get(LARGE, accepted);
      expect([reply.headers['content-encoding'], reply.headers.vary, reply.json().data.length]).toEqual([undefined, 'accept-encoding', 30]);
    },
  );

  test('that is short, an error, or to a POST is sent as it is', async () => {
    const post = await api.app.inject({
      method: 'POST',
      url: '/api/v1/events/batch',
      headers: { ...api.headers, 'accept-encoding': 'gzip' },
      payload: { events: Array.from({ length: 50 }, () => ({ type: 'deal.approved', data: {} })) },
    });
    expect(post.statusCode).toBe(200);
    for (const reply of [await get('/endpoints?limit=1', 'gzip'), await get('/endpoints/ep_none', 'gzip'), post]) {
      expect(reply.headers).not.toHaveProperty('content-encoding');
    }
  });

  test('with a secret is never compressed, and never stored', async () => {
    for (let i = 0; i < 4; i++) {
      await api.app.inject({
        method: 'POST',
        url: `/api/v1/endpoints/${endpointId}/rotate-secret`,
        headers: partner.headers,
        payload: { overlap_h: 1 },
      });
    }
    const reply = await get(`/endpoints/${endpointId}/secret`, 'gzip, br');
    expect([reply.headers['content-encoding'], reply.headers['cache-control']]).toEqual([undefined, 'no-store']);
    expect(reply.json().previous).toHaveLength(4);
  });

  test('that is a stream is sent as it comes', async () => {
    const reply = await get('/deals/export', 'gzip', api.headers);
    expect(reply.headers).not.toHaveProperty('content-encoding');
  });

  test('keeps its tag, which becomes weak, and is not sent again', async () => {
    const url = `https://example.com/${'long/'.repeat(200)}`;
    await api.app.inject({ method: 'PATCH', url: `/api/v1/endpoints/${endpointId}`, headers: partner.headers, payload: { url } });
    const reply = await get(`/endpoints/${endpointId}`, 'gzip');
    const tag = String(reply.headers.etag);
    expect([reply.headers['content-encoding'], tag]).toEqual(['gzip', expect.stringMatching(/^W\/"\d+-/)]);
    const again = await get(`/endpoints/${endpointId}`, 'gzip', { ...partner.headers, 'if-none-match': tag });
    expect([again.statusCode, again.body, again.headers['content-encoding']]).toEqual([304, '', undefined]);
  });

  test('is sent to many callers at once, compressed for some of them, and right for all', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => get(LARGE, 'gzip')));
    const texts = replies.map((reply) => (reply.headers['content-encoding'] ? gunzipSync(reply.rawPayload).toString() : reply.body));
    expect(new Set(texts).size).toBe(1);
  });
});

describe('a request with a compressed body', () => {
  test.each(['gzip', 'br', 'deflate', 'gzip, identity', 'x'.repeat(500)])(
    'in %s is refused before it is read, with what is accepted',
    async (encoding) => {
      const reply = await api.app.inject({
        method: 'POST',
        url: '/api/v1/events',
        headers: { ...api.headers, 'content-type': 'application/json', 'content-encoding': encoding },
        payload: gzipSync('{"type":"deal.approved","data":{}}'),
      });
      expect([reply.statusCode, reply.json().code, reply.headers['accept-encoding']]).toEqual([415, 'unsupported_media_type', 'identity']);
      expect(reply.json().detail).toContain('without Content-Encoding');
      expect(reply.body.length).toBeLessThan(600);
    },
  );

  test('is refused by the routes of /oauth in their format', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' };
    const reply = await api.app.inject({
      method: 'POST',
      url: '/oauth/token',
      headers,
      payload: gzipSync('grant_type=client_credentials'),
    });
    expect([reply.statusCode, reply.json().error, reply.headers['accept-encoding']]).toEqual([415, 'invalid_request', 'identity']);
    expect(reply.json().error_description).toContain('without Content-Encoding');
  });

  test('is accepted if its encoding is none; another media type is refused without Accept-Encoding', async () => {
    const post = (headers: object) =>
      api.app.inject({
        method: 'POST',
        url: '/api/v1/events',
        headers: { ...api.headers, ...headers },
        payload: '{"type":"deal.approved","data":{}}',
      });
    expect((await post({ 'content-type': 'application/json', 'content-encoding': 'identity' })).statusCode).toBe(202);
    const xml = await post({ 'content-type': 'application/xml' });
    expect([xml.statusCode, xml.headers['accept-encoding']]).toEqual([415, undefined]);
  });
});
