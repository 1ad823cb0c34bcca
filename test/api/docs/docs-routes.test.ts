import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPages, urlOf } from '#apps/api/docs/pages.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

const get = (url: string, headers: Record<string, string> = {}) => api.app.inject({ url, headers });
const hrefsOf = (html: string) => [...html.matchAll(/ href="([^"]+)"/g)].map(([, href = '']) => href);

test('every page is served to everyone, and each of its links leads to a page and a place on it', async () => {
  const bodies = new Map<string, string>();
  const read = async (url: string) => {
    const known = bodies.get(url);
    if (known !== undefined) return known;
    const { statusCode, body } = await get(url);
    expect([url, statusCode]).toEqual([url, 200]);
    bodies.set(url, body);
    return body;
  };
  for (const { name } of readPages().values()) {
    const url = urlOf(name);
    for (const href of hrefsOf(await read(url))) {
      if (href.startsWith('https://')) continue;
      const [path = '', anchor] = href.split('#', 2);
      const target = await read(path === '' ? url : path);
      if (anchor !== undefined) expect([url, href, target.includes(` id="${anchor}"`)]).toEqual([url, href, true]);
    }
  }
});

test('the address of the service itself leads to the documents', async () => {
  const { statusCode, headers } = await get('/');
  expect([statusCode, headers.location]).toEqual([302, '/docs']);
});

test('the navigation leads to what the index lists for partners, operators and engineers', async () => {
  const { body } = await get('/docs/runbook');
  const navigation = /<nav class="pages"[^]*?<\/nav>/.exec(body)?.[0] ?? '';
  expect([...navigation.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)).toEqual(['Partner', 'Operator', 'Engineer']);
  expect(hrefsOf(navigation)).toEqual(
    expect.arrayContaining(['/docs/partner-guide', '/docs/runbook', '/docs/architecture', '/docs/decisions']),
  );
  expect(navigation).toContain('<a href="/docs/runbook" aria-current="page">');
});

test('a page has no scripts and loads nothing from other hosts, and its CSP forbids both', async () => {
  const { body, headers } = await get('/docs/partner-guide');
  expect(body).not.toMatch(/<script|<img| style=| on[a-z]+=| src=/);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  });
  const style = await get('/docs/style.css');
  expect([style.statusCode, style.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8']);
  expect(style.body).not.toMatch(/url\(|@import/);
});

test('the receivers are downloaded as they are in the repository, as text, and 304 while they are current', async () => {
  for (const name of ['receiver.mjs', 'receiver.py', 'receiver.go']) {
    const { statusCode, headers, body } = await get(`/docs/receivers/${name}`);
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([200, 'text/plain; charset=utf-8', 'no-cache']);
    expect(body).toBe(readFileSync(new URL(`../../../docs/receivers/${name}`, import.meta.url), 'utf8'));
    const again = await get(`/docs/receivers/${name}`, { 'if-none-match': String(headers['etag']) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  }
  expect((await get('/docs/receivers/other.mjs')).statusCode).toBe(404);
});

test('a browser that has the current page gets 304', async () => {
  const { headers } = await get('/docs/runbook');
  const etag = String(headers['etag']);
  expect(etag).toMatch(/^"[\w-]{22}"$/);
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const { statusCode, body } = await get('/docs/runbook', { 'if-none-match': known });
    expect([known, statusCode, body]).toEqual([known, 304, '']);
  }
  expect((await get('/docs/chaos', { 'if-none-match': etag })).statusCode).toBe(200);
});

test('a page is also served at its path with a slash or .md at the end', async () => {
  const { body } = await get('/docs/decisions');
  expect((await get('/docs/decisions/')).body).toBe(body);
  expect((await get('/docs/')).body).toBe((await get('/docs')).body);
  expect((await get('/docs/runbook.md')).body).toBe((await get('/docs/runbook')).body);
});

test.each(['nothing', '..%2f..%2fpackage.json', '..%5c..%5cpackage.json', '%2fetc%2fpasswd', 'README', '__proto__'])(
  'there is no page /docs/%s',
  async (name) => {
    const { statusCode, headers, body } = await get(`/docs/${name}`);
    expect([statusCode, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain('Page not found');
  },
);

test('a POST to a page returns 405 as problem+json', async () => {
  const { statusCode, headers } = await api.app.inject({ method: 'POST', url: '/docs/runbook' });
  expect([statusCode, headers['content-type'], headers['allow']]).toEqual([405, 'application/problem+json; charset=utf-8', 'GET, HEAD']);
});

test("reading the documents does not count to a partner's rate limit", async () => {
  const partner = await api.partner();
  const remaining = async () =>
    Number(/r=(\d+)/.exec(String((await get('/api/v1/partners/me', partner.headers)).headers['ratelimit']))?.[1]);
  const before = await remaining();
  const { headers } = await get('/docs', partner.headers);
  expect(headers).not.toHaveProperty('ratelimit');
  expect(before - (await remaining())).toBeLessThanOrEqual(1);
});
