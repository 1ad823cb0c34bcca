import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '#db/database.ts';
import { readSettledUntil } from '#db/settled-until.ts';
import { exportStreamNames } from '#domain/warehouse/export-streams.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { addFact, addSubject } from '#test/support/attribution-world.ts';
import { fillEveryStream } from '#test/support/every-export.ts';

interface Row {
  id: string;
  updated_at: string;
  deleted: boolean;
  [field: string]: unknown;
}

let api: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  api = await buildTestApp();
});
beforeEach(async () => {
  partner = await api.partner('standard');
});
afterAll(() => api.close());

const get = async (path: string, { headers = partner.headers, accept = 'application/json' } = {}) =>
  api.app.inject({ method: 'GET', url: `/api/v1${path}`, headers: { ...headers, accept } });

async function change(method: 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object, headers: object = partner.headers) {
  const reply = await api.app.inject({
    ...{ method, url: `/api/v1${path}`, headers: { ...headers, ...(method !== 'POST' && { 'if-match': '*' }) } },
    ...(payload && { payload }),
  });
  if (reply.statusCode >= 300) throw new Error(reply.body);
  return reply.body === '' ? null : reply.json();
}
const draft = async (name: string, more: object = {}): Promise<string> =>
  (await change('POST', '/deals', { customer: { company_name: name }, ...more })).id;

/** Waits until all that has been changed so far is told to those who follow. */
async function settle(sql = api.db.sql): Promise<void> {
  const now = Date.now();
  await expect.poll(async () => (await readSettledUntil(sql)).getTime() > now).toBe(true);
}

/** All pages of a pass, and the cursor of the next one. `meanwhile` runs after each page. */
async function readPass(
  query: string,
  { stream = 'deals', headers = partner.headers, meanwhile = async (): Promise<unknown> => undefined, cursor = '' } = {},
): Promise<{ rows: Row[]; next: string }> {
  const rows: Row[] = [];
  for (let next = cursor; ;) {
    const reply = await get(`/exports/${stream}?limit=2${query}${next === '' ? '' : `&cursor=${next}`}`, { headers });
    if (reply.statusCode !== 200) throw new Error(reply.body);
    const page = reply.json();
    rows.push(...page.data);
    next = page.next_cursor;
    if (!page.has_more) return { rows, next };
    await meanwhile();
  }
}
const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id).toSorted();
const latestOf = (rows: readonly Row[]) =>
  rows
    .map((row) => row.updated_at)
    .toSorted()
    .at(-1) ?? '';

describe('a copy that is read pass by pass', () => {
  test('has what was committed late by a transaction that began before the pass', async () => {
    const first = await draft('On time');
    const late = openDatabase(api.url);
    const begun = Promise.withResolvers<void>();
    const commit = Promise.withResolvers<void>();
    const id = await draft('Late');
    const writing = late.sql.begin(async (tx) => {
      await tx`update deal set stage = 'committed', updated_at = now(), version = version + 1 where id = ${id}`;
      begun.resolve();
      await commit.promise;
    });
    await begun.promise;
    const after = await draft('Committed before the late one, begun after it');
    const pass = await readPass('');
    expect(idsOf(pass.rows)).toEqual([first, id].toSorted());
    expect(pass.rows.find((row) => row.id === id)?.['stage']).toBe('prospect');
    commit.resolve();
    await writing;
    await late.close();
    await settle();
    const [byCursor, byTime] = [await readPass('', { cursor: pass.next }), await readPass(`&updated_since=${latestOf(pass.rows)}`)];
    for (const { rows } of [byCursor, byTime]) {
      expect(rows.find((row) => row.id === id)?.['stage']).toBe('committed');
      expect(idsOf(rows)).toContain(after);
    }
  });

  test.each(['cursor', 'updated_since'])('by %s has everything that changes while it is read', async (way) => {
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push(await draft(`Following ${i}`));
    await settle();
    const targets = [ids[5]!, ids[0]!, ids[4]!];
    const changed: string[] = [];
    const meanwhile = async () => {
      const target = targets.shift();
      if (!target) return;
      await change('PATCH', `/deals/${target}`, { title: 'Changed' });
      changed.push(target);
    };
    const first = await readPass('', { meanwhile });
    await settle();
    const second = await (way === 'cursor' ? readPass('', { cursor: first.next }) : readPass(`&updated_since=${latestOf(first.rows)}`));
    const copy = new Map([...first.rows, ...second.rows].map((row) => [row.id, row]));
    expect([...copy.keys()].toSorted()).toEqual(ids.toSorted());
    expect(
      [...copy.values()]
        .filter((row) => row['title'] === 'Changed')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(changed.toSorted());
    expect(idsOf(second.rows)).toEqual(expect.arrayContaining(changed.toSorted()));
    if (way === 'cursor') expect(idsOf(second.rows)).toEqual(changed.toSorted());
  });

  test('is told of what was deleted, by its id alone, also where everything else is gone with it', async () => {
    const [kept, gone] = [await draft('Kept'), await draft('Gone')];
    await settle();
    const [dealPass, historyPass] = [await readPass(''), await readPass('', { stream: 'deal_history' })];
    expect(idsOf(historyPass.rows)).toEqual([`${kept}/1`, `${gone}/1`].toSorted());
    await change('DELETE', `/deals/${gone}`);
    await settle();
    const { rows } = await readPass('', { cursor: dealPass.next });
    expect(rows).toEqual([{ id: gone, updated_at: expect.any(String), deleted: true }]);
    const history = await readPass('', { stream: 'deal_history', cursor: historyPass.next });
    expect(history.rows).toEqual([{ id: `${gone}/1`, updated_at: expect.any(String), deleted: true }]);
    expect(idsOf((await readPass('')).rows)).toEqual([kept]);
  });

  test('loses a deal that moves to another partner, who gets it with its history', async () => {
    const id = await draft('Moving');
    const other = await api.partner('standard');
    await settle();
    const pass = async (whose: TestPartner, stream: string, cursor = '') => readPass('', { stream, headers: whose.headers, cursor });
    const [own, theirs, history] = [await pass(partner, 'deals'), await pass(other, 'deals'), await pass(other, 'deal_history')];
    await api.db.sql`update deal set partner_id = ${other.id}, updated_at = now(), version = version + 1 where id = ${id}`;
    await settle();
    expect((await pass(partner, 'deals', own.next)).rows).toMatchObject([{ id, deleted: true }]);
    expect((await pass(other, 'deals', theirs.next)).rows).toMatchObject([{ id, deleted: false, partner_id: other.id }]);
    expect((await pass(other, 'deal_history', history.next)).rows).toMatchObject([{ id: `${id}/1`, deleted: false }]);
    const company = await readPass(`&updated_since=${latestOf(own.rows)}`, { headers: api.headers });
    expect(company.rows.filter((row) => row.id === id)).toMatchObject([{ deleted: false }]);
  });

  test('has a row that was deleted and made again as it is now', async () => {
    const { headers } = api;
    await settle();
    const before = await readPass('', { stream: 'matches', headers });
    const id = await draft('Matched');
    const match = () =>
      api.db.sql`insert into deal_match (deal_id, other_id, kind, score, evidence) values (${id}, 'acc_1', 'account', 0.5, '[]')`;
    await match();
    await api.db.sql`delete from deal_match where deal_id = ${id}`;
    await match();
    await settle();
    const { rows } = await readPass('', { stream: 'matches', headers, cursor: before.next });
    expect(rows).toMatchObject([{ id: `${id}/acc_1`, deleted: false, score: 0.5 }]);
  });

  test('is told again of facts whose person was forgotten', async () => {
    const { sql } = api.attribution;
    const subject = await addSubject(sql, 'ada@acme.example');
    const touch = await addFact(sql, 'touch', { subject_id: subject, partner_id: partner.id, source: 'utm' });
    await settle(sql);
    const first = await readPass('', { stream: 'touches' });
    expect(idsOf(first.rows)).toEqual([touch]);
    await sql`update subject set key = decode('ff', 'hex') where id = ${subject}`;
    await settle(sql);
    const second = await readPass('', { stream: 'touches', cursor: first.next });
    expect(second.rows).toMatchObject([{ id: touch, subject: 'sub_ff' }]);
    await sql`delete from touch where id = ${touch}`;
    await settle(sql);
    expect((await readPass('', { stream: 'touches', cursor: second.next })).rows).toMatchObject([{ id: touch, deleted: true }]);
  });
});

describe('a stream', () => {
  test.each(exportStreamNames)('%s has the columns of its schema, and can be read for its changes', async (stream) => {
    const headers = api.headers;
    const schema = (await get(`/exports/${stream}/schema`, { headers })).json();
    expect(schema).toMatchObject({ name: stream, primary_key: ['id'], cursor_field: 'updated_at' });
    await fillEveryStream(api, partner);
    await settle();
    const { rows } = await readPass('', { stream, headers });
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(Object.keys(row).toSorted()).toEqual(Object.keys(schema.schema.properties).toSorted());
    const since = await readPass(`&updated_since=${latestOf(rows)}`, { stream, headers });
    expect(idsOf(since.rows)).toEqual(expect.arrayContaining(rows.filter((row) => row.updated_at === latestOf(rows)).map(({ id }) => id)));
  });

  test('is streamed as lines with the same rows as its pages, and with the cursor of the next pass', async () => {
    for (let i = 0; i < 5; i++) await draft(`Line ${i}`);
    await settle();
    const reply = await get('/exports/deals', { accept: 'application/x-ndjson' });
    expect(reply.headers['content-type']).toBe('application/x-ndjson');
    const lines = reply.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
    expect(lines).toEqual((await readPass('')).rows);
    const next = /cursor=([^>]+)>; rel="next"/.exec(String(reply.headers['link']))?.[1] ?? '';
    await settle();
    expect((await readPass('', { cursor: next })).rows).toEqual([]);
    const id = await draft('Later');
    await settle();
    expect(idsOf((await readPass('', { cursor: next })).rows)).toEqual([id]);
  });

  test('has amounts with the decimals of their currency', async () => {
    const values = [
      { amount: '1250.5', currency: 'EUR' },
      { amount: '1250', currency: 'JPY' },
      { amount: '1.25', currency: 'KWD' },
    ];
    for (const value of values) await draft(`Worth ${value.currency}`, { expected_value: value });
    await settle();
    const { rows } = await readPass('');
    expect(rows.map((row) => [row['currency'], row['value']]).toSorted()).toEqual([
      ['EUR', '1250.50'],
      ['JPY', '1250'],
      ['KWD', '1.250'],
    ]);
  });
});

describe('a partner', () => {
  const companyStreams = ['accounts', 'matches', 'conversions', 'connection_health', 'reconciliation_findings'];

  test('sees the streams that have rows of its own, and no rows of others', async () => {
    const other = await api.partner('standard');
    const theirs = (await change('POST', '/deals', { customer: { company_name: 'Theirs' } }, other.headers)).id;
    const own = await draft('Own');
    await settle();
    const names = (await get('/exports')).json().data.map(({ name }: { name: string }) => name);
    expect(names).toEqual(exportStreamNames.filter((name) => !companyStreams.includes(name)));
    expect(idsOf((await readPass('')).rows)).toEqual([own]);
    expect(idsOf((await readPass('', { stream: 'deal_history' })).rows)).toEqual([`${own}/1`]);
    const theirCursor = (await get('/exports/deals?limit=1', { headers: other.headers })).json().next_cursor;
    expect(idsOf((await readPass('', { cursor: theirCursor })).rows)).not.toContain(theirs);
  });

  test.each(companyStreams)('cannot read %s', async (stream) => {
    for (const path of [`/exports/${stream}`, `/exports/${stream}/schema`]) {
      const reply = await get(path);
      expect([reply.statusCode, reply.json().code]).toEqual([403, 'platform_key_required']);
    }
  });

  test('does not see who is responsible for its deals, nor reasons that can name other partners', async () => {
    const id = await draft('Handled');
    await api.db.sql`update deal set assignee = 'grace', updated_at = now() where id = ${id}`;
    await api.db.sql`
      insert into deal_change (deal_id, version, actor_kind, actor_id, action, comment, changes) values
        (${id}, 2, 'platform', 'key_1', 'assigned', null, '{"assignee": [null, "grace"]}'),
        (${id}, 3, 'platform', 'key_1', 'approved', 'unlike the deal of Globex', '{"reviewStatus": ["submitted", "approved"], "crmId": [null, "1"]}')`;
    await settle();
    const history = await readPass('', { stream: 'deal_history' });
    expect(history.rows.map((row) => row['version'])).toEqual([1, 3]);
    expect(history.rows[1]).toMatchObject({ comment: null, actor_id: null, changes: { review_status: ['submitted', 'approved'] } });
    expect(JSON.stringify([history.rows, (await readPass('')).rows])).not.toMatch(/grace|Globex|crm/);
    const company = await readPass(`&updated_since=${history.rows[0]?.updated_at}`, { stream: 'deal_history', headers: api.headers });
    expect(JSON.stringify(company.rows)).toMatch(/grace.*Globex/);
  });

  test('without the scope reads nothing', async () => {
    const authorization = `Bearer ${await api.key(partner.id, { scopes: ['deals:read'] })}`;
    expect((await get('/exports/deals', { headers: { authorization } })).json().code).toBe('missing_scope');
  });
});

test('rows of a sandbox are only for its own key', async () => {
  const sandbox = await api.partner('sandbox');
  const id = (await change('POST', '/deals', { customer: { company_name: 'Synthetic' } }, sandbox.headers)).id;
  await settle();
  expect(idsOf((await readPass('', { headers: sandbox.headers })).rows)).toEqual([id]);
  expect(idsOf((await readPass('', { headers: api.headers })).rows)).not.toContain(id);
});

test.each([
  'x',
  Buffer.from('[1,"accounts",null,null,"rows",null]').toString('base64url'),
  Buffer.from('[1,"deals","never",null,"rows",null]').toString('base64url'),
])('the cursor %s, which this stream has not returned, is refused', async (cursor) => {
  const reply = await get(`/exports/deals?cursor=${cursor}`);
  expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_cursor']);
});
