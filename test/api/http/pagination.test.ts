import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPage } from '#apps/api/http/pagination.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
const ids: string[] = [];

beforeAll(async () => {
  api = await buildTestApp();
  await api.eventType('a');
  for (let i = 0; i < 5; i++) {
    const reply = await api.app.inject({
      method: 'POST',
      url: '/api/v1/events',
      headers: api.headers,
      payload: { type: 'a', data: {} },
    });
    ids.unshift(reply.json().id);
  }
});
afterAll(() => api.close());

const get = (url: string) => api.app.inject({ url, headers: api.headers });
const pageOf = async (query: string) => (await get(`/api/v1/events?${query}`)).json();

test('following the Link header reads every row once, in order', async () => {
  const seen: string[] = [];
  let url: string | undefined = '/api/v1/events?type=a&limit=2';
  while (url) {
    const reply = await get(url);
    const page = reply.json();
    seen.push(...page.data.map((event: { id: string }) => event.id));
    url = /^<(.*)>; rel="next"$/.exec(String(reply.headers.link ?? ''))?.[1];
    expect([page.has_more, page.next_cursor !== null]).toEqual([url !== undefined, url !== undefined]);
  }
  expect(seen).toEqual(ids);
});

test('rows that are added while a list is read do not shift its pages', async () => {
  const first = await pageOf('limit=3');
  await api.app.inject({
    method: 'POST',
    url: '/api/v1/events',
    headers: api.headers,
    payload: { type: 'a', data: {} },
  });
  const second = await pageOf(`limit=3&cursor=${first.next_cursor}`);
  expect(second.data.map((event: { id: string }) => event.id)).toEqual(ids.slice(3));
});

test('the page size may change between pages', async () => {
  const first = await pageOf('type=a&limit=1');
  expect((await pageOf(`type=a&limit=3&cursor=${first.next_cursor}`)).data).toHaveLength(3);
});

test('a cursor with other filters is rejected', async () => {
  const { next_cursor: cursor } = await pageOf('type=a&limit=1');
  const reply = await pageOf(`type=b&limit=1&cursor=${cursor}`);
  expect([reply.status, reply.code]).toEqual([400, 'invalid_cursor']);
});

test.each([
  'x',
  'WzFd',
  Buffer.from('[1,"evt_1","hash","soon"]').toString('base64url'),
  Buffer.from('[2,"evt_1","",1]').toString('base64url'),
])('the cursor %s is rejected', async (cursor) => {
  expect(await pageOf(`cursor=${cursor}`)).toMatchObject({ status: 400, code: 'invalid_cursor' });
});

test('a cursor older than a day is rejected, with what to do instead', async () => {
  const { next_cursor: cursor } = await pageOf('limit=1');
  const query = { cursor, limit: 1 };
  const hours = (count: number) => Date.now() + count * 3_600_000;
  expect(readPage(query, hours(23)).after).toMatch(/^evt_/);
  expect(() => readPage(query, hours(25))).toThrow(/Start again without cursor/);
});

test.each(['limit=0', 'limit=201', 'limit=ten', 'limit='])('%s is rejected', async (query) => {
  expect(await pageOf(query)).toMatchObject({ status: 400, errors: [{ field: 'limit' }] });
});
