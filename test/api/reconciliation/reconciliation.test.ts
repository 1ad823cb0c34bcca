import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyIgnores } from '#db/reconciliation/finding-ignore.ts';
import { createSync } from '#db/sync/sync.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';
import { insertFinding, insertNight } from '#test/support/reconciliation-rows.ts';
import { tester } from '#test/support/tester.ts';

const field = { a: 'name', b: 'title', type: 'text', direction: 'both', owner: 'a' };
const mapping = Mapping.parse({
  objects: [{ name: 'account', a: 'companies', b: 'customers', creates: [], links: [{ how: 'domain', a: 'd', b: 'e' }], fields: [field] }],
});

let api: TestApp;
let syncId: string;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());
beforeEach(async () => {
  const wanted = {
    name: 'x',
    aConnectionId: 'con_1',
    bConnectionId: 'con_2',
    mapping,
    intervalSeconds: 300,
    maxDeletePercent: 5,
    maxChangePercent: 30,
  };
  ({ id: syncId } = await createSync(api.db, wanted, tester));
});

async function call(method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object, headers: object = {}) {
  const reply = await api.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { ...api.headers, ...headers },
    ...(payload && { payload }),
  });
  return { status: reply.statusCode, body: reply.body === '' ? null : reply.json() };
}

const stale = {
  class: 'stale',
  field: 'name=title',
  aId: '1',
  bId: 'c1',
  aValue: 'New',
  bValue: 'Old',
  agreedValue: 'Old',
  toSide: 'b',
  toValue: 'New',
} as const;
const audited = async (action: string) =>
  (await api.db.sql<{ detail: unknown }[]>`select detail from audit_entry where action = ${action} order by seq desc limit 1`)[0]?.detail;

describe('the list of nights', () => {
  test('is filtered by sync, book, state and night, and goes on page by page', async () => {
    const nights = ['2026-03-01', '2026-03-02', '2026-03-03'];
    const ids: string[] = [];
    for (const night of nights) ids.push(await insertNight(api.db.sql, { syncId, night, state: 'completed' }));
    const book = await insertNight(api.db.sql, { book: 'audit', night: '2026-03-01', state: 'failed' });
    const found = async (query: string) => (await call('GET', `/reconciliations?${query}`)).body.data.map(({ id }: { id: string }) => id);
    expect(await found(`sync_id=${syncId}`)).toEqual(ids.toReversed());
    expect(await found(`sync_id=${syncId}&night=2026-03-02`)).toEqual([ids[1]]);
    expect(await found('book=audit&state=failed')).toEqual([book]);
    expect(await found(`sync_id=${syncId}&state=failed`)).toEqual([]);
    const first = await call('GET', `/reconciliations?sync_id=${syncId}&limit=2`);
    expect(first.body).toMatchObject({ data: [{ night: '2026-03-03', book: null, headline: null }, {}], has_more: true });
    expect(await found(`sync_id=${syncId}&limit=2&cursor=${first.body.next_cursor}`)).toEqual([ids[0]]);
    expect((await call('GET', '/reconciliations/rcn_nobody/findings')).status).toBe(404);
  });
});

describe('the list of findings', () => {
  test('is filtered, and names what stands in the lists of the sync already', async () => {
    const runId = await insertNight(api.db.sql, { syncId });
    await api.db
      .sql`insert into sync_link (id, sync_id, object, a_id, b_id, how) values (${`lnk_${syncId}`}, ${syncId}, 'account', '1', 'c1', 'domain')`;
    const [conflict, write] = [`cft_${syncId}`, `swr_${syncId}`];
    await api.db
      .sql`insert into sync_conflict (id, sync_id, object, link_id, field) values (${conflict}, ${syncId}, 'account', ${`lnk_${syncId}`}, 'name=title')`;
    await api.db.sql`
      insert into sync_write (id, sync_id, object, side, target, operation, "values", desired_hash, base_hash, state)
      values (${write}, ${syncId}, 'account', 'b', 'c2', 'update', '{"name=title": "x"}', '', '', 'failed')`;
    await insertFinding(api.db.sql, { ...stale, runId });
    await insertFinding(api.db.sql, { runId, class: 'conflicting', field: 'name=title', linkId: `lnk_${syncId}`, aId: '1', bId: 'c1' });
    await insertFinding(api.db.sql, { runId, class: 'forbidden', field: 'name=title', aId: '2', bId: 'c2' });
    const found = async (query = '') => (await call('GET', `/reconciliations/${runId}/findings?${query}`)).body.data;
    expect(await found()).toMatchObject([
      { class: 'forbidden', repairable: false, write_id: write, conflict_id: null },
      { class: 'conflicting', repairable: false, write_id: null, conflict_id: conflict },
      {
        class: 'stale',
        repairable: true,
        a_value: 'New',
        b_value: 'Old',
        agreed_value: 'Old',
        to_side: 'b',
        to_value: 'New',
        state: 'open',
      },
    ]);
    expect(await found('class=stale&field=name%3Dtitle&object=account&state=open')).toHaveLength(1);
    expect(await found('state=repaired')).toEqual([]);
  });
});

describe('a repair', () => {
  test('of a class is counted first, then asked of the sync once, and leaves what needs a person', async () => {
    const runId = await insertNight(api.db.sql, { syncId });
    await insertFinding(api.db.sql, { ...stale, runId });
    await insertFinding(api.db.sql, { ...stale, runId, aId: '2', bId: 'c2' });
    await insertFinding(api.db.sql, { runId, class: 'conflicting', field: 'name=title', aId: '3', bId: 'c3' });
    const counted = { findings: 2, records: 2, deletions: 0 };
    expect((await call('POST', `/reconciliations/${runId}/repairs`, { class: 'stale', dry_run: true })).body).toEqual({
      ...counted,
      repairing: 0,
    });
    expect(await api.db.sql`select from sync_hint where sync_id = ${syncId}`).toHaveLength(0);
    expect((await call('POST', `/reconciliations/${runId}/repairs`, { class: 'conflicting' })).body).toMatchObject({
      findings: 0,
      repairing: 0,
    });

    const key = { 'idempotency-key': `repair-${runId}` };
    const first = await call('POST', `/reconciliations/${runId}/repairs`, { class: 'stale' }, key);
    expect(first).toEqual({ status: 200, body: { ...counted, repairing: 2 } });
    expect(await call('POST', `/reconciliations/${runId}/repairs`, { class: 'stale' }, key)).toEqual(first);
    expect(await api.db.sql`select side, object, record_id, events from sync_hint where sync_id = ${syncId} order by 1, 3`).toEqual([
      { side: 'a', object: 'companies', record_id: '1', events: 1 },
      { side: 'a', object: 'companies', record_id: '2', events: 1 },
      { side: 'b', object: 'customers', record_id: 'c1', events: 1 },
      { side: 'b', object: 'customers', record_id: 'c2', events: 1 },
    ]);
    expect(api.workflowCalls).toContainEqual({ call: 'runSync', ids: [syncId] });
    expect((await call('GET', `/reconciliations/${runId}/findings?state=repairing`)).body.data).toHaveLength(2);
    expect((await call('GET', `/reconciliations/${runId}/findings?state=repairing,failed`)).body.data).toHaveLength(2);
    expect(await audited('reconciliation.repairs_asked')).toEqual({ class: 'stale', ...counted, repairing: 2 });
  });

  test('of one finding says why it is not done', async () => {
    const runId = await insertNight(api.db.sql, { syncId });
    const id = await insertFinding(api.db.sql, { ...stale, runId });
    const asked = await insertFinding(api.db.sql, { runId, class: 'duplicate', aId: '9' });
    expect(await call('POST', `/reconciliation-findings/${id}/repair`)).toEqual({ status: 202, body: null });
    expect(await call('POST', `/reconciliation-findings/${id}/repair`)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await call('POST', `/reconciliation-findings/${asked}/repair`)).status).toBe(409);
    expect((await call('POST', '/reconciliation-findings/fnd_nobody/repair')).status).toBe(404);
    const book = await insertNight(api.db.sql, { book: 'expiries' });
    const broken = await insertFinding(api.db.sql, { runId: book, class: 'broken', object: 'deal', aId: 'deal_1' });
    expect((await call('POST', `/reconciliation-findings/${broken}/repair`)).status).toBe(409);
    await api.db.sql`update reconciliation_finding set state = 'open' where id = ${id}`;
    await api.db.sql`update sync set paused_at = now() where id = ${syncId}`;
    expect((await call('POST', `/reconciliation-findings/${id}/repair`)).body).toMatchObject({ detail: expect.stringContaining('paused') });
  });

  test('of more than the plan allows waits for a yes, which counts once', async () => {
    const runId = await insertNight(api.db.sql, { syncId, state: 'waiting', question: '30 repairs' });
    expect((await call('GET', `/reconciliations?sync_id=${syncId}`)).body.data).toMatchObject([
      { state: 'waiting', question: '30 repairs' },
    ]);
    expect((await call('POST', `/reconciliations/${runId}/approve`)).status).toBe(202);
    expect((await call('POST', `/reconciliations/${runId}/approve`)).status).toBe(409);
    const [run] = (await call('GET', `/reconciliations?sync_id=${syncId}`)).body.data;
    expect(run).toMatchObject({ state: 'running', question: null, approved_by: expect.stringMatching(/^key_/) });
    expect(await audited('reconciliation.approved')).toEqual({ question: '30 repairs' });
  });
});

test('a run is cancelled once, whoever asks how often, and one that has ended stays as it ended', async () => {
  const runId = await insertNight(api.db.sql, { syncId, state: 'waiting', question: '30 repairs' });
  const book = await insertNight(api.db.sql, { book: 'retention' });
  for (const id of [runId, runId, book]) expect((await call('POST', `/reconciliations/${id}/cancel`)).status).toBe(202);
  const [run] = (await call('GET', `/reconciliations?sync_id=${syncId}`)).body.data;
  expect(run).toMatchObject({ state: 'cancelled', question: null, reason: 'somebody cancelled it', ended_at: expect.any(String) });
  expect(await api.db.sql`select from audit_entry where action = 'reconciliation.cancelled' and object_id = ${runId}`).toHaveLength(1);
  expect((await call('POST', `/reconciliations/${runId}/approve`)).status).toBe(409);
  const ended = await insertNight(api.db.sql, { syncId, state: 'completed' });
  expect((await call('POST', `/reconciliations/${ended}/cancel`)).body).toMatchObject({ status: 409 });
  expect((await call('POST', '/reconciliations/rcn_nobody/cancel')).status).toBe(404);
});

describe('an ignored finding', () => {
  const ignoreStale = async (until?: string) => {
    const runId = await insertNight(api.db.sql, { syncId, state: 'completed' });
    const id = await insertFinding(api.db.sql, { ...stale, runId, fingerprint: syncId });
    expect((await call('POST', `/reconciliation-findings/${id}/ignore`, { reason: 'as agreed', ...(until && { until }) })).status).toBe(
      204,
    );
    return { runId, id };
  };
  /** The state of the same difference in a later night. */
  const nextNight = async (valuesHash = 'v1') => {
    const runId = await insertNight(api.db.sql, { syncId, state: 'completed', night: '2026-03-02' });
    const id = await insertFinding(api.db.sql, { ...stale, runId, fingerprint: syncId, valuesHash });
    await applyIgnores(api.db.sql, runId);
    const [finding] = await api.db.sql<{ state: string }[]>`select state from reconciliation_finding where id = ${id}`;
    return finding?.state;
  };

  test('stays quiet in later nights until its values change, and then it does not come back with the old ones', async () => {
    const { runId, id } = await ignoreStale();
    expect((await call('GET', `/reconciliations/${runId}/findings`)).body.data).toMatchObject([
      { state: 'ignored', ignored: { reason: 'as agreed', until: null, by: expect.stringMatching(/^key_/) } },
    ]);
    expect((await call('POST', `/reconciliations/${runId}/repairs`, { ids: [id] })).body).toMatchObject({ findings: 0, repairing: 0 });
    expect(await nextNight()).toBe('ignored');
    expect(await nextNight('v2')).toBe('open');
    expect(await nextNight()).toBe('open');
  });

  test('counts again when its time has passed, or somebody says so', async () => {
    await ignoreStale('2026-01-01T00:00:00Z');
    expect(await nextNight()).toBe('open');
    const { id } = await ignoreStale('2999-01-01T00:00:00Z');
    expect(await nextNight()).toBe('ignored');
    expect((await call('DELETE', `/reconciliation-findings/${id}/ignore`)).status).toBe(204);
    expect((await call('DELETE', `/reconciliation-findings/${id}/ignore`)).status).toBe(409);
    expect(await nextNight()).toBe('open');
    expect(await audited('reconciliation.ignored')).toMatchObject({ reason: 'as agreed' });
    expect((await call('DELETE', '/reconciliation-findings/fnd_nobody/ignore')).status).toBe(404);
  });

  test('is forgotten with its sync', async () => {
    await ignoreStale();
    expect((await call('DELETE', `/syncs/${syncId}`)).status).toBeLessThan(300);
    for (const table of ['reconciliation_run', 'reconciliation_ignore']) {
      expect(await api.db.sql`select from ${api.db.sql(table)} where sync_id = ${syncId}`).toHaveLength(0);
    }
    expect(await api.db.sql`select from reconciliation_finding where fingerprint = ${syncId}`).toHaveLength(0);
  });
});
