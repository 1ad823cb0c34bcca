import { afterAll, beforeAll, expect, test } from 'vitest';
import { mergePatch } from '#domain/merge-patch.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner();
});
afterAll(() => api.close());

type Method = 'GET' | 'POST' | 'PATCH';
async function send(method: Method, path: string, payload?: unknown, headers: object = {}) {
  const reply = await api.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { ...partner.headers, 'content-type': 'application/json', ...headers },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });
  return { status: reply.statusCode, body: reply.json() };
}
const patch = (path: string, payload: unknown, headers: object = {}) =>
  send('PATCH', path, payload, { 'content-type': 'application/merge-patch+json', 'if-match': '*', ...headers });

/** The examples of RFC 7396, appendix A. */
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('a merge patch: %j and %j make %j', (target, change, result) => {
  expect(mergePatch(target, change)).toEqual(result);
});

test('a merge patch of a deal changes a part of an object, and null removes a part', async () => {
  const customer = { company_name: 'Initech', website: 'https://initech.example', duns: '12-345-6789' };
  const { id } = (await send('POST', '/deals', { customer, problem: 'slow' })).body;
  const { status, body } = await patch(`/deals/${id}`, { customer: { website: 'https://new.example', duns: null }, problem: null });
  expect([status, body.customer.company_name, body.customer.website]).toEqual([200, 'Initech', 'https://new.example']);
  expect([body.customer.duns ?? null, body.problem ?? null]).toEqual([null, null]);
  // As JSON the same object replaces the whole, and lacks a name.
  const replaced = await send('PATCH', `/deals/${id}`, { customer: { website: 'https://other.example' } }, { 'if-match': '*' });
  expect(replaced).toMatchObject({ status: 400, body: { errors: [{ pointer: '/customer/company_name' }] } });
  expect(await patch(`/deals/${id}`, { customer: { company_name: null } })).toMatchObject({ status: 400 });
});

test('of merge patches that are sent at once, none is lost', async () => {
  const ids = {
    deals: (await send('POST', '/deals', { customer: { company_name: 'Aviato' } })).body.id,
    endpoints: (await send('POST', '/endpoints', { url: 'https://example.com/hook' })).body.id,
  };
  const keys = Array.from({ length: 8 }, (_, number) => `key_${number}`);
  for (const [kind, id] of Object.entries(ids)) {
    const replies = await Promise.all(keys.map((key) => patch(`/${kind}/${id}`, { metadata: { [key]: 'x' } })));
    expect(replies.map(({ status }) => status)).toEqual(keys.map(() => 200));
    const { metadata } = (await send('GET', `/${kind}/${id}`)).body;
    expect(Object.keys(metadata).toSorted()).toEqual(keys);
  }
});

test("a merge patch of another partner's deal finds nothing", async () => {
  const { id } = (await send('POST', '/deals', { customer: { company_name: 'Hooli' } })).body;
  const stranger = await api.partner();
  expect((await patch(`/deals/${id}`, { customer: { company_name: 'Mine' } }, stranger.headers)).status).toBe(404);
});

test('where objects are replaced as a whole, a merge patch changes everything else, and says how to replace them', async () => {
  const { id } = (await send('POST', '/endpoints', { url: 'https://example.com/hook' })).body;
  const { status, body } = await patch(`/endpoints/${id}`, { description: 'Production', timeout_ms: 5_000 });
  expect([status, body.description, body.timeout_ms]).toEqual([200, 'Production', 5_000]);
  expect(await patch(`/endpoints/${id}`, { headers: { 'X-A': '1' } })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '/headers', code: 'not_applicable', message: expect.stringContaining('application/json') }] },
  });
  expect((await send('PATCH', `/endpoints/${id}`, { headers: { 'X-A': '1' } })).status).toBe(200);
});

test('a merge patch that is no object, or is not for a PATCH, is refused', async () => {
  const { id } = (await send('POST', '/endpoints', { url: 'https://example.com/hook' })).body;
  for (const body of [[], 'text', null, 5]) expect([body, (await patch(`/endpoints/${id}`, body)).status]).toEqual([body, 400]);
  const posted = await send('POST', '/endpoints', { url: 'https://example.com/hook' }, { 'content-type': 'application/merge-patch+json' });
  expect(posted).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
});
