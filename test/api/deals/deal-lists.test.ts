import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readSettledUntil } from '#db/settled-until.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
});
beforeEach(async () => {
  partner = await api.partner('standard');
});
afterAll(() => api.close());

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
async function call(method: Method, path: string, payload?: object, headers: object = {}) {
  const reply = await api.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { ...partner.headers, ...headers },
    ...(payload !== undefined && { payload }),
  });
  return { status: reply.statusCode, body: reply.body === '' ? null : reply.json(), headers: reply.headers };
}
const draft = async (name: string, more: object = {}) => (await call('POST', '/deals', { customer: { company_name: name }, ...more })).body;
const change = (id: string, payload: object) => call('PATCH', `/deals/${id}`, payload, { 'if-match': '*' });

async function idsIn(query: string, meanwhile: () => Promise<unknown> = async () => {}): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  for (;;) {
    const { status, body } = await call('GET', `/deals?limit=2&${query}${cursor}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    ids.push(...body.data.map((row: { id: string }) => row.id));
    if (!body.has_more) return ids;
    cursor = `&cursor=${body.next_cursor}`;
    await meanwhile();
  }
}

/** Waits until all that has been changed so far is told to those who follow. */
async function settle(): Promise<void> {
  const now = Date.now();
  await expect.poll(async () => (await readSettledUntil(api.db.sql)).getTime() > now).toBe(true);
}

describe('a reader that goes on from the latest time that it has seen', () => {
  const since = new Date(Date.now() - 3_600_000).toISOString();
  interface Seen {
    id: string;
    updated_at: string;
    title: string | null;
  }

  async function readPass(sort: string, from: string, meanwhile: () => Promise<unknown> = async () => {}): Promise<Seen[]> {
    const rows: Seen[] = [];
    let cursor = '';
    for (;;) {
      const { status, body } = await call('GET', `/deals?limit=2&sort=${sort}&updated_since=${encodeURIComponent(from)}${cursor}`);
      if (status !== 200) throw new Error(JSON.stringify(body));
      rows.push(...body.data);
      if (!body.has_more) return rows;
      cursor = `&cursor=${body.next_cursor}`;
      await meanwhile();
    }
  }
  const latestOf = (rows: readonly Seen[]) =>
    rows
      .map((row) => row.updated_at)
      .toSorted()
      .at(-1) ?? since;

  test.each(['-created_at', 'created_at', '-updated_at', 'updated_at'])('in the order %s leaves nothing out', async (sort) => {
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push((await draft(`Following ${i}`)).id);
    await settle();
    const targets = [ids[5]!, ids[0]!, ids[4]!, ids[1]!];
    const changed: string[] = [];
    const first = await readPass(sort, since, async () => {
      const target = targets.shift();
      if (target === undefined) return;
      await change(target, { title: 'changed meanwhile' });
      changed.push(target);
    });
    await settle();
    const all = [...first, ...(await readPass(sort, latestOf(first)))];
    expect(new Set(all.map(({ id }) => id))).toEqual(new Set(ids));
    const told = new Set(all.filter(({ title }) => title === 'changed meanwhile').map(({ id }) => id));
    expect(told).toEqual(new Set(changed));
  });

  test.each(['-created_at', 'updated_at'])('in the order %s is told of what a slow transaction commits behind it', async (sort) => {
    const [slow, fast] = [(await draft('Slowwell')).id, (await draft('Fastwell')).id];
    await settle();
    const before = await readPass(sort, since);
    const writer = await api.db.sql.reserve();
    await writer`begin`;
    await writer`update deal set version = version + 1, updated_at = now(), fields = fields || '{"title":"slow"}' where id = ${slow}`;
    await change(fast, { title: 'fast' });
    const first = await readPass(sort, latestOf(before));
    expect(first.map(({ title }) => title)).not.toContain('fast');
    await writer`commit`;
    writer.release();
    await settle();
    const second = await readPass(sort, latestOf([...before, ...first]));
    expect(new Set(second.map(({ title }) => title))).toEqual(new Set(['slow', 'fast']));
  });

  test('does not see its place as that of a list that does not follow', async () => {
    for (const name of ['Alpha', 'Beta', 'Gamma']) await draft(name);
    await settle();
    const { body } = await call('GET', `/deals?limit=1&updated_since=${since}`);
    const other = await call('GET', `/deals?limit=1&cursor=${body.next_cursor}`);
    expect([other.status, other.body.code]).toEqual([400, 'invalid_cursor']);
  });
});

describe('sorted', () => {
  test('by creation or by change, in both directions, every page goes on where the last one ended', async () => {
    const ids: string[] = [];
    for (const name of ['Onewell', 'Twowell', 'Threewell', 'Fourwell', 'Fivewell']) ids.push((await draft(name)).id);
    const [first, second] = ids as [string, string];
    await change(second, { title: 'later' });
    await change(first, { title: 'latest' });
    const byChange = [...ids.slice(2), second, first];
    expect(await idsIn('sort=created_at')).toEqual(ids);
    expect(await idsIn('sort=-created_at')).toEqual(ids.toReversed());
    expect(await idsIn('')).toEqual(ids.toReversed());
    await expect.poll(() => idsIn('sort=updated_at')).toEqual(byChange);
    expect(await idsIn('sort=-updated_at')).toEqual(byChange.toReversed());
  });

  test('deals that change at the same moment are neither repeated nor left out', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push((await draft(`Sametime ${i}`)).id);
    await api.db.sql`update deal set updated_at = '2026-03-01T09:30:00.123Z' where partner_id = ${partner.id}`;
    expect(await idsIn('sort=updated_at')).toEqual(ids);
    expect(await idsIn('sort=-updated_at')).toEqual(ids.toReversed());
  });

  test('by change, a deal that changes while the list is read comes again at its end', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push((await draft(`Moving ${i}`)).id);
    await settle();
    let changes = [ids[4]!, ids[0]!];
    const seen = await idsIn('sort=updated_at', async () => {
      const [id, ...rest] = changes;
      changes = rest;
      if (id !== undefined) await change(id, { title: 'moved' });
      await settle();
    });
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen.slice(-2)).toEqual([ids[4], ids[0]]);
  });

  test('a cursor of another order is refused, and so is an order that does not exist', async () => {
    for (const name of ['Alpha', 'Beta', 'Gamma']) await draft(name);
    await settle();
    const { body } = await call('GET', '/deals?limit=1&sort=updated_at');
    expect((await call('GET', `/deals?limit=1&sort=created_at&cursor=${body.next_cursor}`)).body.code).toBe('invalid_cursor');
    const unknown = await call('GET', '/deals?sort=price');
    expect([unknown.status, unknown.body.errors[0].message]).toEqual([400, expect.stringContaining('"updated_at"')]);
  });
});

test('created_after and created_before limit a list and an export', async () => {
  const { id } = await draft('Timewell');
  const hour = (hours: number) => encodeURIComponent(new Date(Date.now() + hours * 3_600_000).toISOString());
  expect(await idsIn(`created_after=${hour(-1)}&created_before=${hour(1)}`)).toEqual([id]);
  expect(await idsIn(`created_after=${hour(1)}`)).toEqual([]);
  expect(await idsIn(`created_before=${hour(-1)}`)).toEqual([]);
  const lines = async (query: string) =>
    (await api.app.inject({ url: `/api/v1/deals/export?${query}`, headers: partner.headers })).body.trim().split('\r\n').length - 1;
  expect([await lines(`created_after=${hour(-1)}`), await lines(`created_after=${hour(1)}`)]).toEqual([1, 0]);
});

test('several stages or statuses are separated by commas, or repeated', async () => {
  const { id } = await draft('Listwell');
  const withdrawn = (await draft('Gonewell')).id;
  await call('POST', `/deals/${withdrawn}/withdraw`);
  expect(await idsIn('review_status=draft,withdrawn')).toEqual([withdrawn, id]);
  expect(await idsIn('review_status=draft&review_status=withdrawn')).toEqual([withdrawn, id]);
  expect(await idsIn('review_status=draft&stage=prospect,won')).toEqual([id]);
  const { status, body } = await call('GET', '/deals?stage=prospect,sold');
  expect([status, body.errors[0].message]).toEqual([400, expect.stringContaining('"won"')]);
});

test('expand=partner adds who registered the deal, in a list and alone; a partner sees itself', async () => {
  const { id } = await draft('Expandwell');
  const wanted = { id: partner.id, name: 'Acme', tier: 'standard', status: 'active' };
  for (const headers of [{}, api.headers]) {
    expect((await call('GET', `/deals/${id}?expand=partner`, undefined, headers)).body.partner).toEqual(wanted);
    expect((await call('GET', `/deals?expand=partner&partner_id=${partner.id}`, undefined, headers)).body.data[0].partner).toEqual(wanted);
    expect((await call('GET', `/deals/${id}`, undefined, headers)).body).not.toHaveProperty('partner');
  }
  expect((await call('GET', `/deals/${id}?expand=matches`)).status).toBe(400);
});

describe('metadata', () => {
  test('of a deal is kept, replaced, merged and removed, in every state, and is in its history', async () => {
    const { id, metadata } = await draft('Metawell', { metadata: { erp_id: 'D-1', paid: true, count: 3, none: null } });
    expect(metadata).toEqual({ erp_id: 'D-1', paid: true, count: 3, none: null });
    expect((await change(id, { metadata: { erp_id: 'D-2' } })).body.metadata).toEqual({ erp_id: 'D-2' });
    await call('POST', `/deals/${id}/withdraw`);
    const merging = { 'if-match': '*', 'content-type': 'application/merge-patch+json' };
    const merged = await call('PATCH', `/deals/${id}`, { metadata: { erp_id: null, note: 'closed' } }, merging);
    expect([merged.status, merged.body.metadata]).toEqual([200, { note: 'closed' }]);
    expect((await change(id, { metadata: null })).body.metadata).toEqual({});
    const history = (await call('GET', `/deals/${id}/history`)).body.data;
    expect(history.at(-1).changes).toEqual({ metadata: [{ note: 'closed' }, {}] });
    expect((await change(id, { title: 'no' })).body.code).toBe('action_not_permitted');
  });

  test('of an endpoint is kept, merged and removed, with its version as the condition', async () => {
    const created = await call('POST', '/endpoints', { url: 'https://example.com/hook', metadata: { team: 'a' } });
    expect([created.status, created.body.metadata]).toEqual([201, { team: 'a' }]);
    const path = `/endpoints/${created.body.id}`;
    const merging = { 'if-match': '"1"', 'content-type': 'application/merge-patch+json' };
    expect((await call('PATCH', path, { metadata: { region: 'eu' } }, merging)).body.metadata).toEqual({ team: 'a', region: 'eu' });
    expect((await call('PATCH', path, { metadata: { team: 'b' } }, merging)).status).toBe(412);
    expect((await call('PATCH', path, { metadata: {} })).body.metadata).toEqual({});
  });

  test.each([
    ['a list', []],
    ['a value that is an object', { a: { b: 1 } }],
    ['33 keys', Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`k${i}`, i]))],
    ['a key of 65 characters', { ['k'.repeat(65)]: 1 }],
    ['an empty key', { '': 1 }],
    ['a text of 1001 characters', { a: 'x'.repeat(1_001) }],
    ['more than 4 KiB', Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`k${i}`, 'x'.repeat(1_000)]))],
    ['a character that cannot be stored', { a: '\u0000' }],
  ])('with %s is refused', async (_what, metadata) => {
    const deal = await call('POST', '/deals', { customer: { company_name: 'Boundwell' }, metadata });
    const endpoint = await call('POST', '/endpoints', { url: 'https://example.com/hook', metadata });
    for (const { status, body } of [deal, endpoint]) {
      expect([status, body.errors[0].pointer.startsWith('/metadata')]).toEqual([400, true]);
    }
  });

  test('that a merge makes too large is refused', async () => {
    const full = Object.fromEntries(Array.from({ length: 32 }, (_, i) => [`k${i}`, i]));
    const merging = { 'if-match': '*', 'content-type': 'application/merge-patch+json' };
    const endpoint = (await call('POST', '/endpoints', { url: 'https://example.com/hook', metadata: full })).body;
    const { id } = await draft('Fullwell', { metadata: full });
    for (const path of [`/endpoints/${endpoint.id}`, `/deals/${id}`]) {
      const refused = await call('PATCH', path, { metadata: { one_more: 1 } }, merging);
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/metadata']);
    }
  });
});

describe('deleting a draft', () => {
  test('removes it with its history and notes, frees its id, and is in the audit log', async () => {
    const { id } = await draft('Deletewell', { external_id: 'D-77' });
    await call('POST', `/deals/${id}/notes`, { text: 'a note' });
    const reply = await call('DELETE', `/deals/${id}`, undefined, { 'if-match': '"1"' });
    expect([reply.status, reply.body]).toEqual([204, null]);
    expect((await call('GET', `/deals/${id}`)).status).toBe(404);
    expect((await call('DELETE', `/deals/${id}`)).status).toBe(404);
    const rest = await api.db
      .sql`select deal_id from deal_change where deal_id = ${id} union all select deal_id from deal_note where deal_id = ${id}`;
    expect(rest).toHaveLength(0);
    expect((await draft('Againwell', { external_id: 'D-77' })).external_id).toBe('D-77');
    const told = await api.db.sql`select partner_id, object_id from audit_entry where action = 'deal.deleted' and object_id = ${id}`;
    expect(told).toEqual([{ partner_id: partner.id, object_id: id }]);
  });

  test('needs the current version if one is named, and the owner', async () => {
    const { id } = await draft('Versionwell');
    expect((await call('DELETE', `/deals/${id}`, undefined, { 'if-match': '"2"' })).status).toBe(412);
    const own = partner;
    partner = await api.partner('standard');
    expect((await call('DELETE', `/deals/${id}`)).status).toBe(404);
    partner = own;
    expect((await call('GET', `/deals/${id}`)).status).toBe(200);
  });

  test('is refused once it was submitted or withdrawn, with what to do instead', async () => {
    const { id } = await draft('Staywell');
    await call('POST', `/deals/${id}/withdraw`);
    const { status, body } = await call('DELETE', `/deals/${id}`);
    expect([status, body.code]).toEqual([409, 'invalid_state']);
    expect(body.detail).toContain('only withdrawn');
  });

  test('does not take a literal path for an id', async () => {
    const { status, headers } = await call('DELETE', '/deals/export');
    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
  });
});
