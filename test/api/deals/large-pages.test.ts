import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

const count = 40;
let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
  partner = await api.partner('enterprise');
  const custom = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`field_${index}`, 'x'.repeat(2_000)]));
  for (let n = 0; n < count; n++) {
    const payload = { customer: { company_name: `Largewell ${n}` }, custom, external_id: `L-${n}` };
    await api.app.inject({ method: 'POST', url: '/api/v1/deals', headers: partner.headers, payload });
  }
});
afterAll(() => api.close());

interface ListPage {
  data: { external_id: string }[];
  has_more: boolean;
  next_cursor: string | null;
}

test('a page of large items has fewer than asked for, at most a quarter of a megabyte, and the next pages have the rest, each once', async () => {
  const seen: string[] = [];
  let url = '/api/v1/deals?limit=200';
  for (let pages = 1; ; pages++) {
    const reply = await api.app.inject({ url, headers: partner.headers });
    const { data, has_more: hasMore, next_cursor: cursor } = reply.json<ListPage>();
    expect(reply.body.length).toBeLessThan(350 * 1024);
    seen.push(...data.map((deal) => deal.external_id));
    expect(hasMore).toBe(seen.length < count);
    if (cursor === null) {
      expect(pages).toBeGreaterThan(3);
      break;
    }
    url = `/api/v1/deals?limit=200&cursor=${cursor}`;
  }
  expect(seen).toEqual(Array.from({ length: count }, (_, index) => `L-${count - 1 - index}`));
});

test('a page of small items has as many as asked for', async () => {
  const { headers } = await api.partner('enterprise');
  for (let n = 0; n < 60; n++) {
    await api.app.inject({ method: 'POST', url: '/api/v1/deals', headers, payload: { customer: { company_name: `Smallwell ${n}` } } });
  }
  for (const limit of [1, 20, 21, 22, 59, 60, 61]) {
    const page = (await api.app.inject({ url: `/api/v1/deals?limit=${limit}`, headers })).json<ListPage>();
    expect([limit, page.data.length, page.has_more]).toEqual([limit, Math.min(limit, 60), limit < 60]);
  }
});

test('an export of large items has each of them once', async () => {
  const reply = await api.app.inject({ url: '/api/v1/deals/export', headers: partner.headers });
  const ids = [...reply.body.matchAll(/,(L-\d+),/g)].map(([, id]) => id);
  expect(ids).toEqual(Array.from({ length: count }, (_, index) => `L-${count - 1 - index}`));
});

test('a large answer counts as several requests', async () => {
  const { id } = partner;
  await api.db.sql`update partner set rate_per_minute = 30, rate_burst = 50 where id = ${id}`;
  await expect.poll(async () => (await api.directory.tenants.get(id))?.rateBurst).toBe(50);
  const remainingOf = async (url: string) => {
    const reply = await api.app.inject({ url, headers: partner.headers });
    return Number(/r=(\d+)/.exec(String(reply.headers['ratelimit']))?.[1]);
  };
  const before = await remainingOf('/api/v1/deals?limit=1');
  for (let read = 0; read < 4; read++) await remainingOf('/api/v1/deals?limit=200');
  // A large answer is charged when it was sent, so the next one shows it: five requests, and what the large ones cost above one.
  expect(before - (await remainingOf('/api/v1/deals?limit=1'))).toBeGreaterThan(6);
});
