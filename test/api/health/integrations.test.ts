import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HubSpotFake } from '#apps/fakes/hubspot/hubspot.ts';
import { appWithHubspot, call, createConnection } from '#test/api/connections/hubspot-app.ts';
import { bearer, type TestApp, type TestPartner } from '#test/support/app.ts';

let app: TestApp;
let hubspot: HubSpotFake;
let close: () => Promise<void>;
let partner: TestPartner;
let endpoint: string;
let connection: string;
beforeAll(async () => {
  ({ app, hubspot, close } = await appWithHubspot());
  partner = await app.partner();
  await app.eventType('deal.approved');
  endpoint = (await ask('POST', '/endpoints', partner.headers, { url: 'https://partner.example/hooks?key=abc', event_types: [] })).body.id;
  connection = (await createConnection(app, { method: 'token', token: hubspot.privateToken })).body['id'];
});
afterAll(() => close());

async function ask(method: 'GET' | 'POST', path: string, headers: object, payload?: object) {
  const reply = await app.app.inject({ method, url: `/api/v1${path}`, headers: { ...headers }, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.json() };
}
const healthOf = async (path: string, headers: object = app.headers) => (await ask('GET', `${path}/health`, headers)).body;
/** Deliveries of the endpoint that stand like this. */
async function deliveries(n: number, fields: Record<string, unknown>): Promise<void> {
  for (let i = 0; i < n; i++) {
    const { body } = await ask('POST', '/events', app.headers, { type: 'deal.approved', data: {}, partner_ids: [partner.id] });
    await app.db.sql`update delivery set ${app.db.sql({ hold_reason: null, ...fields })} where event_id = ${body.id}`;
  }
}
const noDeliveries = () => app.db.sql`delete from delivery`;

/** A sync of the connection with itself, that ran to its end. */
async function addSync(id: string): Promise<void> {
  const { sql } = app.db;
  await sql`
    insert into sync (id, name, a_connection_id, b_connection_id, mapping, interval_seconds, max_delete_percent, max_change_percent)
    values (${id}, 'CRM and billing', ${connection}, ${connection}, '{"objects": []}', 300, 5, 30)`;
  await sql`
    insert into sync_run (id, sync_id, kind, state, mapping_version, started_at, ended_at)
    values (${`srn_${id}`}, ${id}, 'incremental', 'completed', 1, now() - interval '1 min', now() - interval '50 s')`;
}

test('a connection that works is healthy, and shows what is left of its quota', async () => {
  expect(await healthOf(`/connections/${connection}`)).toMatchObject({
    ...{ kind: 'connection', id: connection, state: 'healthy', n: null, remedy: null, also: [], partner_id: null, vendor: 'hubspot' },
    reason: 'HubSpot answers, and nothing waits',
  });
  await app.db.sql`update vendor_limit set told = max where connection_id = ${connection} and limit_id = 'daily'`;
  expect(await healthOf(`/connections/${connection}`)).toMatchObject({
    ...{ state: 'waiting_for_quota', code: 'quota_used_up', reason: expect.stringContaining('T00:00:00.000Z') },
    quota: { left: 0, resets_at: expect.stringMatching(/T00:00:00.000Z$/) },
  });
  await app.db.sql`update vendor_limit set told = 0 where connection_id = ${connection}`;
});

test('a vendor that is away delays, with the time since when; lost consent asks for a person', async () => {
  const { sql } = app.db;
  await sql`update connection set away_since = '2026-03-01T00:00:00Z', away_reason = 'HTTP 503' where id = ${connection}`;
  expect(await healthOf(`/connections/${connection}`)).toMatchObject({
    ...{ state: 'delayed', code: 'vendor_unavailable', since: '2026-03-01T00:00:00.000Z' },
    last_error: { at: '2026-03-01T00:00:00.000Z', message: 'HTTP 503' },
  });
  const { banners } = (await ask('GET', '/health/integrations?limit=1', app.headers)).body;
  expect(banners).toEqual([
    {
      vendor: 'hubspot',
      since: '2026-03-01T00:00:00.000Z',
      text: expect.stringMatching(/^HubSpot has not answered since .*: HTTP 503\. Nothing is lost/),
    },
  ]);
  expect((await ask('GET', '/health/integrations', partner.headers)).body.banners).toEqual([]);
  await sql`update connection set status = 'action_required', status_reason = 'Action required: reconnect it' where id = ${connection}`;
  expect(await healthOf(`/connections/${connection}`)).toMatchObject({
    ...{ state: 'action_required', code: 'credentials_refused', reason: 'reconnect it' },
    remedy: { call: { method: 'POST', path: `/api/v1/connections/${connection}/rotate` } },
    also: [{ state: 'delayed', code: 'vendor_unavailable' }],
  });
  await sql`update connection set status = 'active', status_reason = null, away_since = null, away_reason = null where id = ${connection}`;
});

test('a sync is fresh, late, partial, held or waits for a yes, and its connection tells of it', async () => {
  const { sql } = app.db;
  await addSync('syn_1');
  expect(await healthOf('/syncs/syn_1')).toMatchObject({ state: 'healthy', freshness: { objective_s: 660, is_met: true } });

  await sql`update sync_run set started_at = now() - interval '1 h', ended_at = now() - interval '59 min' where sync_id = 'syn_1'`;
  expect(await healthOf('/syncs/syn_1')).toMatchObject({ state: 'delayed', code: 'run_late', freshness: { is_met: false } });
  expect(await healthOf(`/connections/${connection}`)).toMatchObject({
    state: 'delayed',
    code: 'syncs_late',
    freshness: { is_met: false },
  });

  await sql`
    insert into sync_write (id, sync_id, object, side, target, operation, values, desired_hash, base_hash, state, reason, message)
    select 'swr_' || i, 'syn_1', 'account', 'a', i, 'update', '{}', '', '', 'failed', 'invalid', 'refused ' || i from generate_series(1, 3) i`;
  expect(await healthOf('/syncs/syn_1')).toMatchObject({
    ...{ state: 'partial', n: 3, code: 'records_failed', failed_records: 3, last_error: { message: 'refused 3' } },
    also: [{ code: 'run_late' }],
  });
  expect(await healthOf(`/connections/${connection}`)).toMatchObject({ state: 'partial', n: 3, failed_records: 3 });

  await call(app, 'POST', `/connections/${connection}/pause`, { reason: 'Migration' });
  expect(await healthOf('/syncs/syn_1')).toMatchObject({
    ...{ state: 'held', code: 'connection_blocks', reason: expect.stringContaining('It is paused: Migration'), next_run_at: null },
    remedy: { call: { path: `/api/v1/connections/${connection}/health` } },
  });
  await call(app, 'POST', `/connections/${connection}/resume`);

  await sql`
    insert into sync_run (id, sync_id, kind, state, mapping_version, question)
    values ('srn_2', 'syn_1', 'incremental', 'running', 1, '90 % of the records would be deleted')`;
  expect(await healthOf('/syncs/syn_1')).toMatchObject({
    ...{ state: 'action_required', code: 'approval_needed', reason: expect.stringContaining('90 %') },
    remedy: { call: { method: 'POST', path: '/api/v1/syncs/syn_1/approve' } },
  });
  await sql`delete from sync where id = 'syn_1'`;
});

test('an endpoint says what is held, repeated and given up, each with its remedy', async () => {
  const { sql } = app.db;
  expect(await healthOf(`/endpoints/${endpoint}`, partner.headers)).toMatchObject({
    ...{ state: 'healthy', kind: 'endpoint', partner_id: partner.id, name: expect.stringContaining('partner.example'), failed_records: 0 },
    freshness: { age_s: 0, objective_s: 300, is_met: true },
  });
  await deliveries(2, { status: 'retrying', last_error: 'HTTP 500', created_at: new Date(Date.now() - 3_600_000) });
  await sql`update endpoint set failing_since = '2026-03-01T00:00:00Z', last_failed_at = '2026-03-01T01:00:00Z' where id = ${endpoint}`;
  expect(await healthOf(`/endpoints/${endpoint}`, partner.headers)).toMatchObject({
    ...{ state: 'delayed', n: 2, code: 'attempts_failing', since: '2026-03-01T00:00:00.000Z', freshness: { is_met: false } },
    last_error: { at: '2026-03-01T01:00:00.000Z', message: 'HTTP 500' },
  });
  await deliveries(3, { status: 'dead_lettered', dead_letter_reason: 'given up', ended_at: new Date() });
  expect(await healthOf(`/endpoints/${endpoint}`, partner.headers)).toMatchObject({
    ...{ state: 'partial', n: 3, code: 'dead_letters', failed_records: 3, also: [{ code: 'attempts_failing', n: 2 }] },
  });
  await ask('POST', `/endpoints/${endpoint}/pause`, partner.headers, { reason: 'maintenance' });
  expect(await healthOf(`/endpoints/${endpoint}`, partner.headers)).toMatchObject({
    ...{ state: 'paused', reason: 'The endpoint is paused: maintenance' },
    remedy: { call: { method: 'POST', path: `/api/v1/endpoints/${endpoint}/enable` } },
  });
  expect(await healthOf(`/partners/${partner.id}`, partner.headers)).toMatchObject({
    ...{ kind: 'partner', state: 'paused', n: 1, code: 'endpoints_unwell', endpoints: [{ id: endpoint, state: 'paused' }] },
  });
  await ask('POST', `/endpoints/${endpoint}/enable`, partner.headers);
  await noDeliveries();
});

test('the list has pages across kinds, and filters by kind, state, partner and ids', async () => {
  await addSync('syn_2');
  await app.db.sql`update sync set paused_at = now() where id = 'syn_2'`;
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await ask('GET', `/health/integrations?limit=1${cursor && `&cursor=${cursor}`}`, app.headers);
    ids.push(...body.data.map(({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`));
    cursor = body.next_cursor;
  }
  expect(ids).toEqual([`connection ${connection}`, 'sync syn_2', `endpoint ${endpoint}`]);
  const idsOf = async (query: string) =>
    (await ask('GET', `/health/integrations?${query}`, app.headers)).body.data.map(({ id }: { id: string }) => id);
  expect(await idsOf('kind=sync')).toEqual(['syn_2']);
  expect(await idsOf('state=paused')).toEqual(['syn_2']);
  expect(await idsOf('state=held')).toEqual([]);
  expect(await idsOf(`partner_id=${partner.id}`)).toEqual([endpoint]);
  expect(await idsOf('partner_id=ptn_nobody')).toEqual([]);
  expect(await idsOf(`subject_id=${endpoint},${connection}&subject_id=con_nobody`)).toEqual([connection, endpoint]);
  expect(await idsOf(`subject_id=${connection}&state=paused`)).toEqual([]);
  expect((await ask('GET', `/health/integrations?subject_id=${'con_x,'.repeat(50)}con_x`, app.headers)).status).toBe(400);
  await app.db.sql`delete from sync where id = 'syn_2'`;
});

test('a partner sees its own endpoints only, and a key without connections:read no connection', async () => {
  const other = await app.partner();
  const kindsOf = async (headers: object) =>
    (await ask('GET', '/health/integrations', headers)).body.data.map(({ kind }: { kind: string }) => kind);
  expect(await kindsOf(partner.headers)).toEqual(['endpoint']);
  expect(await kindsOf(other.headers)).toEqual([]);
  const named = `/health/integrations?subject_id=${connection},${endpoint}`;
  expect((await ask('GET', named, other.headers)).body.data).toEqual([]);
  expect(await kindsOf(bearer(await app.key(undefined, { scopes: ['webhooks:read'] })))).toEqual(['endpoint']);
  expect((await ask('GET', `/endpoints/${endpoint}/health`, other.headers)).status).toBe(404);
  expect((await ask('GET', `/partners/${partner.id}/health`, other.headers)).status).toBe(404);
  expect((await ask('GET', `/connections/${connection}/health`, partner.headers)).status).toBe(403);
});

test('what does not exist is 404, and a forged cursor 400', async () => {
  for (const path of ['/connections/con_x', '/syncs/syn_x', '/endpoints/ep_x', '/partners/ptn_x', '/partners/ptn_platform']) {
    expect({ path, status: (await ask('GET', `${path}/health`, app.headers)).status }).toEqual({ path, status: 404 });
  }
  expect((await ask('GET', '/health/integrations?state=fine', app.headers)).status).toBe(400);
  expect((await ask('GET', '/health/integrations?cursor=abc', app.headers)).status).toBe(400);
});

test('objectives count what arrived, and what arrived in time; what the partner holds back is not counted', async () => {
  const objectivesOf = async (path: string) => (await healthOf(path, partner.headers)).objectives;
  expect(await objectivesOf(`/partners/${partner.id}`)).toMatchObject([
    { name: 'delivery_success', target_percent: 99.5, good_percent: null, total: 0, budget_left_percent: 100, is_burning: false },
    { name: 'delivery_latency', target_percent: 99, within_s: 60, good_percent: null, total: 0 },
  ]);
  const created = new Date(Date.now() - 120_000);
  await deliveries(2, { status: 'delivered', created_at: created, ended_at: new Date(created.getTime() + 1_000) });
  await deliveries(1, { status: 'delivered', created_at: created, ended_at: new Date(created.getTime() + 90_000) });
  await deliveries(1, { status: 'dead_lettered', dead_letter_reason: 'given up', created_at: created, ended_at: new Date() });
  await deliveries(1, { status: 'held', hold_reason: 'paused', created_at: created });
  await deliveries(1, { status: 'pending' });
  for (const path of [`/partners/${partner.id}`, `/endpoints/${endpoint}`]) {
    expect(await objectivesOf(path)).toMatchObject([
      { name: 'delivery_success', good_percent: 75, total: 4, is_burning: true, counted_from: null },
      { name: 'delivery_latency', good_percent: 50, total: 4, is_burning: true, burns: [{ long_window_s: 3_600, long_rate: 50 }, {}] },
    ]);
  }
  await noDeliveries();
  expect((await healthOf(`/connections/${connection}`)).objectives).toMatchObject([{ name: 'freshness', target_percent: 99, total: 0 }]);
});
