import { afterAll, beforeAll, expect, test } from 'vitest';
import { Settings } from '#domain/settings.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { patient } from '#test/support/limits.ts';

let api: TestApp;
let partner: TestPartner;
let attribution: Record<string, unknown>;
const settings = () => Settings.parse({ gateway: patient, attribution });

beforeAll(async () => {
  attribution = { link_hosts: ['example.com'] };
  api = await buildTestApp({ settings });
  partner = await api.partner('standard');
});
afterAll(() => api.close());

test('one address opens so many links per minute, an IPv6 network counts as one, and what is refused is no touch', async () => {
  const gateway = { ...patient, redirects_per_minute: 4 };
  const limited = await buildTestApp({ settings: () => Settings.parse({ gateway, attribution }) });
  try {
    const owner = await limited.partner('standard');
    const payload = { target: 'https://example.com/', code: 'few' };
    await limited.app.inject({ method: 'POST', url: '/api/v1/links', headers: owner.headers, payload });
    const openFrom = (remoteAddress: string, code = 'few') =>
      limited.app.inject({ url: `/r/${code}`, headers: { ...browser }, remoteAddress });
    expect((await openFrom('2001:db8::1')).statusCode).toBe(302);
    expect((await openFrom('2001:db8::2', 'nothing')).statusCode).toBe(404);
    const refused = await openFrom('2001:db8::3');
    expect([refused.statusCode, refused.json().code, Number(refused.headers['retry-after']) > 0]).toEqual([429, 'rate_limited', true]);
    expect((await openFrom('2001:db8:0:1::1')).statusCode).toBe(302);
    expect((await openFrom('192.0.2.1')).statusCode).toBe(302);
    const listed = async () =>
      (await limited.app.inject({ url: '/api/v1/touches?source=link', headers: limited.headers })).json().data.length;
    await expect.poll(listed).toBe(3);
  } finally {
    await limited.close();
  }
});

const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
const create = async (payload: object, headers: object = partner.headers) => {
  const reply = await api.app.inject({ method: 'POST', url: '/api/v1/links', headers: { ...headers }, payload });
  return { status: reply.statusCode, body: reply.json() };
};
const open = (code: string, headers: object = browser, method: 'GET' | 'HEAD' = 'GET') =>
  api.app.inject({ method, url: `/r/${code}`, headers: { ...headers } });
const visitorOf = (location: unknown) => new URL(String(location)).searchParams.get('cw_click') ?? '';
async function touchOf(visitor: string) {
  let found: { source: string; is_bot: boolean; partner_id: string }[] = [];
  await expect
    .poll(async () => {
      found = (await api.app.inject({ url: `/api/v1/touches?subject=${visitor}`, headers: api.headers })).json().data;
      return found.length;
    })
    .toBe(1);
  return found[0];
}

test('a link forwards, records a touch of its partner, and tells the target who came', async () => {
  const made = await create({ target: 'https://www.example.com/pricing?plan=a', code: 'spring', campaign: 'spring' });
  expect(made).toMatchObject({ status: 201, body: { url: expect.stringMatching(/\/r\/spring$/), partner_id: partner.id } });
  const reply = await open('spring');
  expect(reply.statusCode).toBe(302);
  const target = new URL(String(reply.headers.location));
  expect([target.origin, target.pathname, target.searchParams.get('plan')]).toEqual(['https://www.example.com', '/pricing', 'a']);
  expect(reply.headers['set-cookie']).toBeUndefined();
  expect(reply.headers['cache-control']).toBe('no-store');
  expect(await touchOf(visitorOf(target))).toMatchObject({
    source: 'link',
    campaign: 'spring',
    partner_id: partner.id,
    is_bot: false,
    metadata: { link: 'spring' },
  });
});

test('the click is a subject that the company identifies', async () => {
  await create({ target: 'https://example.com/', code: 'ident' });
  const visitor = visitorOf((await open('ident')).headers.location);
  await touchOf(visitor);
  await api.app.inject({
    method: 'POST',
    url: '/api/v1/subjects/identify',
    headers: api.headers,
    payload: { subject: visitor, is: 'user-of-link' },
  });
  const { data } = (await api.app.inject({ url: '/api/v1/touches?subject=user-of-link', headers: api.headers })).json();
  expect(data).toHaveLength(1);
});

test.each([
  'https://evil.example/',
  'https://example.com.evil.example/',
  'https://notexample.com/',
  'https://example.com@evil.example/',
  'javascript:alert(1)',
  '//evil.example',
  'ftp://example.com/',
])('no link leads to %s', async (target) => {
  expect(await create({ target })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/target' }] } });
});

test('nothing of a request decides where a link leads', async () => {
  await create({ target: 'https://example.com/x', code: 'fixed' });
  for (const query of ['url=https://evil.example/', 'target=//evil.example', 'cw_click=https://evil.example/']) {
    const reply = await api.app.inject({ url: `/r/fixed?${query}`, headers: browser });
    expect(String(reply.headers.location)).toMatch(/^https:\/\/example\.com\/x\?cw_click=[A-Za-z0-9_-]{22}$/);
  }
});

test('an unknown code, a disabled link, and a host that is no longer allowed lead nowhere', async () => {
  for (const code of ['does-not-exist', 'x', '%00', 'a%20b', 'a'.repeat(150)]) expect((await open(code)).statusCode).toBe(404);
  await create({ target: 'https://example.com/', code: 'ended' });
  await api.app.inject({ method: 'POST', url: '/api/v1/links/ended/disable', headers: partner.headers });
  expect((await open('ended')).statusCode).toBe(404);
  await create({ target: 'https://example.com/', code: 'moved' });
  expect((await open('moved')).statusCode).toBe(302);
  attribution = { link_hosts: ['other.example'] };
  expect((await open('moved')).statusCode).toBe(404);
  attribution = { link_hosts: ['example.com'] };
});

test('crawlers and prefetching browsers are marked, and a HEAD is no click', async () => {
  await create({ target: 'https://example.com/', code: 'bots' });
  for (const headers of [{ 'user-agent': 'Slackbot-LinkExpanding 1.0' }, { 'user-agent': '' }, { ...browser, 'sec-purpose': 'prefetch' }]) {
    const visitor = visitorOf((await open('bots', headers)).headers.location);
    expect((await touchOf(visitor))?.is_bot).toBe(true);
  }
  const silent = visitorOf((await open('bots', browser, 'HEAD')).headers.location);
  const counted = visitorOf((await open('bots')).headers.location);
  await touchOf(counted);
  expect((await api.app.inject({ url: `/api/v1/touches?subject=${silent}`, headers: api.headers })).json().data).toEqual([]);
});

test('only the consent setting sets a cookie, which recognises the visitor', async () => {
  await create({ target: 'https://example.com/', code: 'cookie' });
  attribution = { link_hosts: ['example.com'], link_cookie: true };
  const first = await open('cookie');
  const cookie = String(first.headers['set-cookie']);
  expect(cookie).toMatch(/^cw_visitor=[A-Za-z0-9_-]{22}; Path=\/r; Max-Age=7776000; HttpOnly; SameSite=Lax/);
  const again = await open('cookie', { ...browser, cookie: cookie.split(';')[0] });
  expect(visitorOf(again.headers.location)).toBe(visitorOf(first.headers.location));
  expect(again.headers['set-cookie']).toBeUndefined();
  const forged = await open('cookie', { ...browser, cookie: 'cw_visitor=<script>' });
  expect(visitorOf(forged.headers.location)).toMatch(/^[A-Za-z0-9_-]{22}$/);
  attribution = { link_hosts: ['example.com'] };
  expect(visitorOf((await open('cookie', { ...browser, cookie: cookie.split(';')[0] })).headers.location)).not.toBe(
    visitorOf(first.headers.location),
  );
});

test('a taken code is a conflict, and another partner’s link looks like an unknown one', async () => {
  await create({ target: 'https://example.com/', code: 'taken' });
  const other = await api.partner('standard');
  expect(await create({ target: 'https://example.com/', code: 'taken' }, other.headers)).toMatchObject({
    status: 409,
    body: { code: 'external_id_conflict' },
  });
  const disabled = await api.app.inject({ method: 'POST', url: '/api/v1/links/taken/disable', headers: other.headers });
  expect(disabled.statusCode).toBe(404);
  expect((await open('taken')).statusCode).toBe(302);
});
