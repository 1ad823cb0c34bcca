import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { finishReport } from '#activities/reconciliation/finish-report.ts';
import { tellEnd } from '#activities/reconciliation/tell-night.ts';
import { createNotify } from '#apps/dispatch/notify.ts';
import { createPublisher } from '#apps/dispatch/publisher.ts';
import { createSync } from '#db/sync/sync.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { insertFinding, insertNight } from '#test/support/reconciliation-rows.ts';
import { tester } from '#test/support/tester.ts';

const field = { a: 'name', b: 'title', type: 'text', direction: 'both', owner: 'a' };
const mapping = Mapping.parse({
  objects: [{ name: 'account', a: 'companies', b: 'customers', creates: [], links: [{ how: 'domain', a: 'd', b: 'e' }], fields: [field] }],
});
const stale = { class: 'stale', field: 'name=title', aValue: 'New', bValue: 'Old', toSide: 'b', toValue: 'New' } as const;

let api: TestApp;
let syncId: string;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());
beforeEach(async () => {
  const wanted = { name: 'CRM & <billing>', aConnectionId: 'con_1', bConnectionId: 'con_2', mapping, intervalSeconds: 300 };
  ({ id: syncId } = await createSync(api.db, { ...wanted, maxDeletePercent: 5, maxChangePercent: 30 }, tester));
  await api.db.sql`
    insert into sync_link (id, sync_id, object, a_id, b_id, how)
    select ${syncId} || n, ${syncId}, 'account', n::text, 'c' || n, 'domain' from generate_series(1, 1000) n`;
});

const linked = (n: number) => ({ aId: String(n), bId: `c${n}`, linkId: `${syncId}${n}` });

/** A night that has read both sides, or has not, with its report. */
async function reported(night: string, { findings = [], problem = null }: { findings?: object[]; problem?: string | null }) {
  const runId = await insertNight(api.db.sql, { syncId, night });
  await api.db.sql`
    insert into reconciliation_feed (run_id, feed, records, problem)
    values (${runId}, 'account/a', 1010, null), (${runId}, 'account/b', ${problem === null ? 1004 : 400}, ${problem})`;
  for (const finding of findings) await insertFinding(api.db.sql, { runId, ...finding });
  await finishReport({ db: api.db, notify: notify() }, { id: runId, syncId, isDryRun: false, startedAt: new Date(), mapping });
  await api.db
    .sql`update reconciliation_run set state = ${problem === null ? 'completed' : 'incomplete'}, ended_at = now() where id = ${runId}`;
  return runId;
}

function notify() {
  const publisher = createPublisher({ sql: api.db.hot, owner: null, fullEndpoints: () => [], onPending: () => {}, onHeld: () => {} });
  return createNotify({ publisher, log: pino({ level: 'silent' }) });
}

const get = async (path: string) => api.app.inject({ method: 'GET', url: `/api/v1/reconciliations/${path}`, headers: api.headers });
const eventsOf = async (runId: string) =>
  (await api.db.sql<{ type: string }[]>`select type from event where data ->> 'reconciliation_id' = ${runId} order by id`).map(
    ({ type }) => type,
  );

describe('the report of a night', () => {
  test('says how many records agree, by class and field, compared with the night before', async () => {
    const earlier = await reported('2026-03-01', {
      findings: [
        { ...stale, ...linked(1) },
        { ...stale, ...linked(2) },
      ],
    });
    const runId = await reported('2026-03-02', {
      findings: [
        { ...stale, ...linked(2) },
        { ...stale, ...linked(3), state: 'repaired', cause: { kind: 'never_read', message: 'never read', id: 'swr_1' } },
        { class: 'conflicting', field: 'name=title', ...linked(3) },
        { class: 'duplicate', aId: '2000' },
        { ...stale, ...linked(4), state: 'ignored' },
        { class: 'unmapped', bId: 'c9999' },
      ],
    });
    const { report, headline } = (await get(runId)).json();
    expect(headline).toBe('998 of 1,001 records agree');
    expect(report).toMatchObject({
      ...{ headline, compared: 1_001, agreed: 998 },
      checks: [{ title: 'account: companies and customers', compared: 1_001, a_records: 1_010, b_records: 1_004, problem: null }],
      drift: { records: 3, findings: 4, repaired: 1, needs_person: 2 },
      since: { night: '2026-03-01', new: 3, still: 1, gone: 1 },
      causes: [{ kind: 'never_read', findings: 1, example_id: 'swr_1' }],
    });
    expect(report.counts).toContainEqual({
      ...{
        object: 'account',
        class: 'stale',
        field: 'name=title',
        found: 3,
        open: 1,
        ignored: 1,
        repairing: 0,
        repaired: 1,
        failed: 0,
        settled: 0,
      },
    });
    expect(report.samples.map((one: { class: string }) => one.class).toSorted()).toEqual(['conflicting', 'duplicate', 'stale', 'stale']);
    expect((await get(`${runId}/report`)).json()).toEqual(report);
    expect((await get(`${earlier}/findings?state=settled`)).json().data).toMatchObject([{ a_id: '1' }]);
    expect(await eventsOf(runId)).toEqual(['causeway.reconciliation.drift', 'causeway.reconciliation.completed']);
    await tellEnd(api.db, notify(), runId);
    expect(await eventsOf(runId)).toHaveLength(2);
  });

  test('of a side that was not read to its end says so, and does not say what is gone', async () => {
    await reported('2026-03-01', { findings: [{ ...stale, ...linked(1) }] });
    const runId = await reported('2026-03-02', { problem: 'the vendor was away' });
    const { report } = (await get(runId)).json();
    expect(report).toMatchObject({
      headline: '400 of 400 records agree; 1 of 1 comparisons could not be finished',
      checks: [{ problem: 'account/b: the vendor was away' }],
      since: { new: 0, still: 0, gone: null },
    });
    expect(await eventsOf(runId)).toEqual(['causeway.reconciliation.incomplete']);
  });

  test('is quiet about what is ignored', async () => {
    const runId = await reported('2026-03-01', { findings: [{ ...stale, ...linked(1), state: 'ignored' }] });
    expect((await get(runId)).json().report).toMatchObject({
      headline: '1,000 of 1,000 records agree',
      drift: { findings: 0 },
      samples: [],
    });
    expect(await eventsOf(runId)).toEqual(['causeway.reconciliation.completed']);
  });

  test('measures how soon changes were on the other side, by the clock of the vendor', async () => {
    const now = new Date();
    await api.db.sql`update sync set created_at = now() - interval '3 days', a_clock_ms = 3600000 where id = ${syncId}`;
    await api.db.sql`
      insert into sync_record (sync_id, object, side, record_id, version, modified_at, "values")
      select ${syncId}, 'account', 'a', n::text, '1', ${now}::timestamptz + interval '30 minutes', '{}' from generate_series(1, 200) n`;
    await api.db.sql`
      insert into sync_write (id, sync_id, object, side, target, operation, link_id, "values", desired_hash, base_hash, state, created_at, ended_at)
      select ${syncId} || 'w' || n, ${syncId}, 'account', 'b', 'c' || n, 'update', ${syncId} || n, '{}', '', '', 'acked',
        ${now}::timestamptz - interval '25 minutes', ${now}::timestamptz - interval '30 minutes' + make_interval(secs => 600 + n) from generate_series(1, 100) n`;
    // One whose source has changed again since tells nothing.
    await api.db.sql`
      insert into sync_write (id, sync_id, object, side, target, operation, link_id, "values", desired_hash, base_hash, state, created_at, ended_at)
      values (${`${syncId}x`}, ${syncId}, 'account', 'b', 'c200', 'update', ${`${syncId}200`}, '{}', '', '', 'acked', now() - interval '1 hour', now())`;
    const runId = await reported('2026-03-01', {});
    expect((await get(runId)).json().report.time_to_sync).toEqual({
      ...{ writes: 100, p50_ms: 650_000, p95_ms: 695_000, p99_ms: 699_000, max_ms: 700_000 },
    });
  });

  test('as CSV has a line for each finding, in which nothing is a formula', async () => {
    const findings = Array.from({ length: 1_203 }, (_, n) => ({ ...stale, ...linked(n), aValue: n === 7 ? '=1+1' : 'x,"y"' }));
    const runId = await reported('2026-03-01', { findings });
    const reply = await get(`${runId}/report?format=csv`);
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(reply.headers['content-disposition']).toBe('attachment; filename="reconciliation-2026-03-01.csv"');
    const lines = reply.body.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + findings.length);
    expect(lines[0]).toMatch(/^id,object,class,field,state,a_id,b_id,a_value/);
    expect(lines.filter((line) => line.includes(`,'=1+1,`))).toHaveLength(1);
    expect(lines[1]).toContain('"x,""y"""');
  });

  test('as a page runs nothing and loads nothing, whatever the records contain', async () => {
    const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'';
    const runId = await reported('2026-03-01', {
      findings: [
        { ...stale, ...linked(1), aValue: evil, aId: evil, message: evil },
        { class: 'duplicate', aId: evil, message: evil, remedy: evil },
      ],
    });
    const { body, headers } = await get(`${runId}/report?format=html`);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(body).toContain('999 of 1,001 records agree');
    expect(body).toContain('CRM &amp; &lt;billing&gt;');
    expect(body).not.toMatch(/<script|<img|<link|javascript:|onerror=alert\(1\)>(?!&)/);
    expect(
      [...body.matchAll(/<\/?([a-z]+\d?)/g)].map(([, tag]) => tag).filter((tag) => ['script', 'img', 'iframe', 'a'].includes(tag ?? '')),
    ).toEqual([]);
  });

  test('is not there before the night was compared', async () => {
    const runId = await insertNight(api.db.sql, { syncId });
    expect((await get(runId)).json()).toMatchObject({ state: 'running', report: null, headline: null });
    expect((await get(`${runId}/report`)).statusCode).toBe(409);
    expect((await get('rcn_nobody/report')).statusCode).toBe(404);
  });

  test('of a book has the same form', async () => {
    const runId = await insertNight(api.db.sql, { book: 'deliveries', state: 'completed' });
    await insertFinding(api.db.sql, { runId, class: 'broken', object: 'delivery', aId: 'dlv_1' });
    const stored = {
      checks: [{ check: 'workflows', title: 'Deliveries have workflows', checked: 50, problem: null }],
      counts: [],
      not_detectable: ['x'],
    };
    await api.db.sql`update reconciliation_run set report = ${JSON.stringify(stored)}::text::jsonb where id = ${runId}`;
    expect((await get(runId)).json().report).toMatchObject({ headline: '49 of 50 records agree', agreed: 49, not_detectable: ['x'] });
    expect((await get(`${runId}/report?format=html`)).body).toContain('The book deliveries');
  });
});

test('the drift of a pair is told night by night, the newest first, also as CSV', async () => {
  const first = await reported('2026-03-01', {
    findings: [
      { ...stale, ...linked(1) },
      { ...stale, ...linked(2), state: 'repaired' },
    ],
  });
  const second = await reported('2026-03-02', { findings: [{ class: 'conflicting', field: 'name=title', ...linked(3) }] });
  await insertNight(api.db.sql, { syncId, night: '2026-03-03', state: 'cancelled' });
  const time = { writes: 3, p50_ms: 800, p95_ms: 2_000, p99_ms: 2_100, max_ms: 2_200 };
  await api.db
    .sql`update reconciliation_run set report = report || ${JSON.stringify({ time_to_sync: time })}::text::jsonb where id = ${second}`;
  const ask = (query: string) => api.app.inject({ url: `/api/v1/reconciliation-drift?${query}`, headers: api.headers });
  expect((await ask(`sync_id=${syncId}`)).json().data).toMatchObject([
    { reconciliation_id: second, night: '2026-03-02', records: 1, findings: 1, repaired: 0, needs_person: 1, time_to_sync: time },
    { reconciliation_id: first, night: '2026-03-01', records: 2, findings: 2, repaired: 2, needs_person: 0, time_to_sync: null },
  ]);
  const { body } = await ask(`sync_id=${syncId}&nights=1&format=csv`);
  expect(body.split('\r\n')).toEqual([
    'night,state,records,findings,repaired,needs_person,reconciliation_id',
    `2026-03-02,completed,1,1,0,1,${second}`,
    '',
  ]);
  expect((await ask('')).statusCode).toBe(400);
  expect((await ask(`sync_id=${syncId}&book=deals`)).statusCode).toBe(400);
});
