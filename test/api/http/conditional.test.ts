import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { createClient } from '#test/support/oauth.ts';

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner();
});
afterAll(() => api.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  api.app.inject({ url: `/api/v1${path}`, headers: { ...partner.headers, ...headers } });
const send = (method: 'POST' | 'PATCH', path: string, payload: object, headers: Record<string, string> = {}) =>
  api.app.inject({ method, url: `/api/v1${path}`, headers: { ...partner.headers, ...headers }, payload });

async function addEndpoint(): Promise<string> {
  const reply = await send('POST', '/endpoints', { url: 'https://example.com/hook' });
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json().id as string;
}
async function addDeal(): Promise<string> {
  const reply = await send('POST', '/deals', { customer: { company_name: 'Initech' } });
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json().id as string;
}

const resources: [name: string, path: () => Promise<string>, byCompany?: true][] = [
  ['an endpoint', async () => `/endpoints/${await addEndpoint()}`],
  ['a deal', async () => `/deals/${await addDeal()}`],
  ['the schema of deals', async () => '/deal-schema'],
  ['the own partner', async () => '/partners/me'],
  ['an OAuth client', async () => `/oauth-clients/${(await createClient(api, partner.id)).id}`],
  ['a partner', async () => `/partners/${partner.id}`, true],
  ['a programme', async () => '/programmes/prg_default', true],
];

test.each(resources)('%s is not sent again to a caller that has it, nor kept by anybody else', async (_name, pathOf, byCompany) => {
  const path = await pathOf();
  const who = byCompany ? api.headers : {};
  const first = await get(path, who);
  const tag = String(first.headers.etag);
  expect([first.statusCode, tag]).toEqual([200, expect.stringMatching(/^"(\d+-)?[\w-]{11}"$/)]);
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
    const again = await get(path, { ...who, 'if-none-match': known });
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', tag]);
  }
  for (const other of ['"other"', tag.slice(1, -1), '"1"', '']) {
    expect((await get(path, { ...who, 'if-none-match': other })).statusCode).toBe(200);
  }
  const head = await api.app.inject({ method: 'HEAD', url: `/api/v1${path}`, headers: { ...partner.headers, ...who } });
  expect([head.statusCode, head.headers.etag, head.body]).toEqual([200, tag, '']);
});

test('every GET that sends an ETag answers If-None-Match, and says so in the contract', async () => {
  const { paths } = (await api.app.inject({ url: '/openapi.json' })).json();
  const reads = Object.entries<any>(paths).filter(([, methods]) => methods.get && methods.patch);
  const silent = reads.filter(([, { get: read }]) => read.responses['304'] === undefined).map(([path]) => path);
  expect(silent).toEqual([]);
});

test('what changes without a new version is sent again', async () => {
  const id = await addEndpoint();
  const { etag } = (await get(`/endpoints/${id}`)).headers;
  await api.db.sql`update endpoint set breaker_open_until = now() + interval '1 hour', breaker_reason = 'HTTP 500' where id = ${id}`;
  const again = await get(`/endpoints/${id}`, { 'if-none-match': String(etag) });
  expect([again.statusCode, again.headers.etag === etag]).toEqual([200, false]);
});

test('a change may be based on the tag of a GET, on that of the change before, or on the version alone', async () => {
  const id = await addEndpoint();
  const change = (tag: string | undefined) =>
    send('PATCH', `/endpoints/${id}`, { description: crypto.randomUUID() }, { 'if-match': String(tag) });
  const read = String((await get(`/endpoints/${id}`)).headers.etag);
  expect(read).toMatch(/^"1-/);
  const changed = await change(read);
  expect([changed.statusCode, changed.headers.etag]).toEqual([200, '"2"']);
  expect((await change(String(changed.headers.etag))).statusCode).toBe(200);
  expect((await change('W/"3-abc_DEF-123"')).statusCode).toBe(200);
  for (const stale of [read, '"1"', '4', '"4-', '"04"', '"-4"', 'nonsense']) {
    expect([stale, (await change(stale)).statusCode]).toEqual([stale, 412]);
  }
});

test('a caller without access learns nothing from a tag', async () => {
  const id = await addDeal();
  const tag = String((await get(`/deals/${id}`)).headers.etag);
  const stranger = await api.partner();
  expect((await get(`/deals/${id}`, { ...stranger.headers, 'if-none-match': tag })).statusCode).toBe(404);
  expect((await get(`/deals/${id}`, { ...stranger.headers, 'if-none-match': '*' })).statusCode).toBe(404);
});
