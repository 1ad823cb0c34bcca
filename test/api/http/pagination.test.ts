import { createHash } from 'node:crypto';
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
  Buffer.from('[1,"evt_1","hash",1e308]').toString('base64url'),
])('the cursor %s is rejected', async (cursor) => {
  expect(await pageOf(`cursor=${cursor}`)).toMatchObject({ status: 400, code: 'invalid_cursor' });
});

test('a cursor older than a day is rejected, with what to do instead', async () => {
  const { next_cursor: cursor } = await pageOf('limit=1');
  const request = { url: '/api/v1/events', query: { cursor, limit: 1 } };
  const hours = (count: number) => Date.now() + count * 3_600_000;
  expect(readPage(request, hours(23)).after).toMatch(/^evt_/);
  expect(() => readPage(request, hours(25))).toThrow(/Start again without cursor/);
});

test.each(['limit=0', 'limit=201', 'limit=ten', 'limit=', 'limit=0x10', 'limit=1e1', 'limit=%201', 'limit=5.0', 'limit=1&limit=2'])(
  '%s is rejected',
  async (query) => {
    expect(await pageOf(query)).toMatchObject({ status: 400, errors: [{ field: 'limit' }] });
  },
);

/** Every list that can be read with the platform key alone, and the places that its own cursors never have. */
const lists = ['events', 'deliveries', 'dead-letters', 'endpoints', 'partners', 'api-keys', 'oauth-clients', 'deals', 'deals/review-queue'];
const moreLists = ['event-types', 'accounts', 'programmes', 'erasures', 'audit-entries', 'deal-imports'];

test.each([...lists, ...moreLists])('a forged cursor of %s is rejected or reads nothing wrong', async (list) => {
  const hash = createHash('sha256')
    .update(JSON.stringify([`/api/v1/${list}`]))
    .digest('base64url')
    .slice(0, 12);
  const places = ['\0', 'evt_\u0000', '\ud800', 'é', '', 'x'.repeat(201), 7, null, ['a'], '0x10', '-1', '9'.repeat(30)];
  const times = [
    '0000-01-01T00:00:00Z deal_1',
    '9999-12-31T23:59:59-05:00 deal_1',
    '2026-01-01T00:00:00Z',
    '+275760-01-01T00:00:00Z deal_1',
  ];
  for (const place of [...places, ...times]) {
    const cursor = Buffer.from(JSON.stringify([1, place, hash, Date.now() / 1000])).toString('base64url');
    const { statusCode } = await get(`/api/v1/${list}?cursor=${cursor}`);
    // A place of the right form only says where to go on, which filters could say too.
    expect([statusCode, place]).toEqual([expect.toSatisfy((status: number) => status === 400 || status === 200), place]);
  }
});

test('a cursor of another list is rejected', async () => {
  const { next_cursor: cursor } = await pageOf('limit=1');
  expect((await get(`/api/v1/partners?limit=1&cursor=${cursor}`)).json()).toMatchObject({ status: 400, code: 'invalid_cursor' });
});

test.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-05:00', '2026-02-30T00:00:00Z', 'soon', '0'])(
  'the time %s is a fault in every filter',
  async (time) => {
    const filters = Object.entries(api.app.swagger().paths ?? {}).flatMap(([path, { get: operation }]) =>
      ((operation?.parameters ?? []) as { in: string; name: string; schema: { format?: string } }[])
        .filter((parameter) => parameter.in === 'query' && parameter.schema.format === 'date-time')
        .map(({ name }) => [path, name] as const),
    );
    expect(filters.length).toBeGreaterThan(8);
    for (const [path, name] of filters) {
      const url = `${path.replaceAll(/\{.*?\}/g, 'x')}?${name}=${encodeURIComponent(time)}`;
      expect([url, (await get(url)).statusCode]).toEqual([url, 400]);
    }
  },
);
