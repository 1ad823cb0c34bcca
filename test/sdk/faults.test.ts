import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { CausewayError, createCausewayClient, verifyWebhook, WebhookVerificationError } from '../../sdk/typescript/src/index.ts';
import { readRetryAfter } from '../../sdk/typescript/src/retry-after.ts';
import { serve } from './harness.ts';

/** What a call came to: `answer` of the API, or the error's class, `status` and `code`. */
interface Outcome {
  answer?: unknown;
  error?: string;
  status?: number;
  code?: string;
}

async function call(baseUrl: string, timeoutMs = 30_000): Promise<Outcome> {
  const causeway = createCausewayClient({ baseUrl, key: 'ck_live_secret', maxRetries: 1, timeoutMs });
  try {
    return { answer: await causeway.endpoints.create({ url: 'https://you.example.com' }) };
  } catch (error) {
    return error instanceof CausewayError
      ? { error: error.name, status: error.status, code: error.code }
      : { error: (error as Error).name };
  }
}

const created = { id: 'ep_1' };
const ok = (response: ServerResponse) => response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(created));
const unexpected = (status: number) => ({ error: 'CausewayError', status, code: 'unexpected_answer' });

describe('the TypeScript SDK', () => {
  test.each([301, 302, 303, 307, 308])('does not follow a %i: another host sees neither request nor key', async (status) => {
    const other = await serve(ok);
    const server = await serve((response) => response.writeHead(status, { location: `${other.url}/api/v1/endpoints` }).end());
    expect(await call(server.url)).toEqual(unexpected(status));
    expect(server.requests.map(({ method }) => method)).toEqual(['POST']);
    expect(other.requests).toEqual([]);
    other.close();
    server.close();
  });

  test.each([
    ['a login page', 'text/html', '<html>login</html>'],
    ['a page that calls itself JSON', 'application/json; charset=utf-8', '<html>login</html>'],
    ['JSON that ends too early', 'application/json', '{"id":'],
    ['nothing', 'application/json', ''],
  ])('takes a 200 with %s for an error, and asks once', async (_, contentType, body) => {
    const server = await serve((response) => response.writeHead(200, { 'content-type': contentType }).end(body));
    expect(await call(server.url)).toEqual(unexpected(200));
    expect(server.requests).toHaveLength(1);
    server.close();
  });

  test('takes a 200 without a content type for an error', async () => {
    const server = await serve((response) => response.writeHead(200).end('OK'));
    expect(await call(server.url)).toEqual(unexpected(200));
    server.close();
  });

  test.each(['1.5', 'soon', '-1', '0', '1e3', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'waits by its own backoff after Retry-After: %s',
    async (retryAfter) => {
      const server = await serve((response, n) => (n === 1 ? response.writeHead(429, { 'retry-after': retryAfter }).end() : ok(response)));
      expect(await call(server.url)).toEqual({ answer: created });
      const [first, second] = server.requests;
      expect(second!.at - first!.at).toBeGreaterThan(400);
      server.close();
    },
  );

  test('does not wait for what is further away than its longest wait, however far', async () => {
    const server = await serve((response) => response.writeHead(503, { 'retry-after': '9'.repeat(400) }).end());
    expect(await call(server.url)).toMatchObject({ error: 'CausewayError', status: 503 });
    expect(server.requests).toHaveLength(1);
    server.close();
  });

  test('sends again when the answer breaks off or does not come in time', async () => {
    const broken = await serve((response, n) => {
      if (n > 1) return ok(response);
      return response
        .writeHead(201, { 'content-type': 'application/json', 'content-length': '99' })
        .write('{', () => response.socket?.destroy());
    });
    expect(await call(broken.url)).toEqual({ answer: created });
    broken.close();
    const silent = await serve((response, n) => n > 1 && ok(response));
    expect(await call(silent.url, 500)).toEqual({ answer: created });
    silent.close();
  });
});

test('Retry-After is whole seconds or an HTTP date in one of its three forms, and nothing else', () => {
  const now = Date.parse('1994-11-06T08:49:00Z');
  const dates = ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'];
  expect(dates.map((date) => readRetryAfter(date, now))).toEqual([37_000, 37_000, 37_000]);
  expect(readRetryAfter(' 120 ', now)).toBe(120_000);
  const others = [null, '', '0', '1.5', '-1', '+1', '0x10', '1, 2', 'soon', '1994-11-06T08:50:00Z', 'Sun, 06 Nov 1994 08:49:37 +0000'];
  expect(others.map((other) => readRetryAfter(other, now))).toEqual(others.map(() => undefined));
});

test.each(['whsec_', 'whsec_!', 'whpk_', 'whpk_AAAA', 'whsk_AAAA', 'AAAA', ''])('the secret %j is refused as a secret', async (secrets) => {
  const headers = {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
    'webhook-signature': 'v1,AAAA v1a,AAAA',
  };
  const refused = verifyWebhook({ body: '{}', headers, secrets });
  await expect(refused).rejects.toBeInstanceOf(WebhookVerificationError);
  await expect(refused).rejects.toThrow('The secret');
});

test.each(['', '.', '..'])('a path parameter %j calls no other route', async (id) => {
  const server = await serve(ok);
  const causeway = createCausewayClient({ baseUrl: server.url, key: 'ck' });
  await expect(causeway.deals.get(id)).rejects.toThrow('path parameter id');
  expect(server.requests).toEqual([]);
  server.close();
});

test.each([
  { name: 'a redirect', status: 307, head: { location: 'http://127.0.0.1:1/' }, body: '' },
  { name: 'a page', status: 200, head: { 'content-type': 'text/html' }, body: '<html>' },
  { name: 'JSON without a token', status: 200, head: { 'content-type': 'application/json' }, body: '[]' },
])('$name in place of an access token is an error, and nothing is asked with it', async ({ status, head, body }) => {
  const server = await serve((response) => response.writeHead(status, head).end(body));
  const causeway = createCausewayClient({ baseUrl: server.url, clientId: 'id', clientSecret: 'secret' });
  await expect(causeway.endpoints.list()).rejects.toMatchObject({ status, code: 'unexpected_answer' });
  expect(new Set(server.requests.map(({ url }) => url))).toEqual(new Set(['/oauth/token']));
  server.close();
});
