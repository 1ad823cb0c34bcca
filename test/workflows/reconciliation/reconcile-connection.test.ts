import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { tellMissedNights } from '#activities/reconciliation/missed-nights.ts';
import { wakeNight } from '#activities/reconciliation/wake-night.ts';
import { specOf } from '#apps/dispatch/reconciliation-workflows.ts';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { clockOf, getPlan, listAttended } from '#db/reconciliation/reconciliation-plan.ts';
import type { ReconciliationRunRow } from '#db/reconciliation/reconciliation-run.ts';
import { momentOfNight, nightOf, nightsBetween, readNominalTime } from '#domain/reconciliation/night.ts';
import { addConnection, addSync } from '#test/support/connection-calls.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { taskQueue } from '#workflows/messages.ts';
import {
  approveReconciliation,
  reconcileConnectionId,
  reconciliationChanged,
  wakeReconciliationId,
} from '#workflows/reconciliation/messages.ts';

let engine: TestEngine;
let hubspot: HubSpotFake;
let connectionId: string;

beforeAll(async () => {
  hubspot = await startHubSpot({ port: 0 });
  for (let i = 0; i < 250; i++) hubspot.records('companies').create({ name: `Company ${i}`, domain: `company${i}.example` });
  for (let i = 0; i < 150; i++) hubspot.records('contacts').create({ email: `ada@company${i}.example`, company: `Company ${i}` });
  engine = await startTestEngine({ vendorUrls: { hubspot: hubspot.url } });
  connectionId = await addConnection(engine, hubspot);
});
afterEach(() => {
  hubspot.faults.clear();
  hubspot.account.repeatPages = false;
  hubspot.account.beginsAgainAfter = Number.POSITIVE_INFINITY;
});
afterAll(async () => {
  await engine.close();
  await hubspot.close();
});

const runsOf = (syncId: string) =>
  engine.db.sql<Pick<ReconciliationRunRow, 'id' | 'night' | 'trigger' | 'state' | 'step' | 'reason' | 'isDryRun' | 'report'>[]>`
    select id, night::text as night, trigger, state, step, reason, is_dry_run as "isDryRun", report
    from reconciliation_run where sync_id = ${syncId} order by id`;
const ended = (syncId: string, count: number) =>
  eventually(
    () => runsOf(syncId),
    (runs) => runs.filter(({ state }) => !['queued', 'running', 'waiting'].includes(state)).length >= count,
  );
const feedsOf = (runId: string) =>
  engine.db.sql<{ feed: string; records: number; problem: string | null }[]>`
    select feed, records, problem from reconciliation_feed where run_id = ${runId} order by feed`;
const today = () => nightOf(new Date(), { timeZone: 'UTC' });
const handleOf = (syncId: string, night = today()) => engine.temporal.workflow.getHandle(reconcileConnectionId(syncId, night));
const scheduleOf = (syncId: string) => engine.temporal.schedule.getHandle(wakeReconciliationId(syncId));
const waits = (syncId: string) =>
  eventually(
    () =>
      handleOf(syncId)
        .query<string>('progress')
        .catch(() => ''),
    (progress) => progress.startsWith('waiting until'),
  );
/** As the schedule would wake this night. */
const wake = (syncId: string, nominal: Date) => wakeNight(nightDeps(), syncId, nominal);
const nightDeps = () => ({ db: engine.db, notify: engine.engine.notify, ...engine.engine.workflows.reconciliations });
const missedOf = async (syncId: string) => {
  const events = await engine.db.sql<{ data: { night: string; reason: string; caught_up: boolean } }[]>`
    select data::jsonb as data from event where type = 'causeway.reconciliation.missed' and data::jsonb ->> 'sync_id' = ${syncId} order by id`;
  return events.map(({ data }) => data);
};

/** A pair whose sync has read both sides, so that a fault meets the reconciliation. */
async function addPair(): Promise<string> {
  const syncId = await addSync(engine, connectionId);
  await eventually(
    () => engine.call('GET', `/syncs/${syncId}/runs`),
    ({ body }) => body['data'][0]?.state === 'completed' || body['data'][0]?.state === 'partial',
  );
  return syncId;
}

test('both sides are read to their end, and the pages survive a vendor that is away and a crash that empties them', async () => {
  const syncId = await addPair();
  // The first page goes well.
  hubspot.faults.plan({ kind: 'unavailable', at: /^GET \/crm\/objects\/[^/]+\/companies$/, after: 1, times: 4 });
  const { status, body } = await engine.call('POST', `/syncs/${syncId}/reconcile`, { dry_run: true });
  expect(status, JSON.stringify(body)).toBe(202);
  await waits(syncId);
  const [run] = await runsOf(syncId);
  expect(run).toMatchObject({ state: 'running', step: 'read', trigger: 'request', isDryRun: true, night: today() });
  expect(body['runs']).toEqual([{ id: run?.id, night: today() }]);
  // What is not logged is gone after a crash of PostgreSQL.
  await engine.db.sql`truncate staging.marker`;
  hubspot.faults.clear();
  expect(await ended(syncId, 1)).toMatchObject([{ state: 'completed', step: 'report' }]);
  expect(await feedsOf(run?.id ?? '')).toEqual([
    { feed: 'account/a', records: 250, problem: null },
    { feed: 'account/b', records: 150, problem: null },
  ]);
  await eventually(
    () => engine.db.sql`select from pg_tables where schemaname = 'staging' and tablename like ${`${run?.id}%`}`,
    (left) => left.length === 0,
  );
  await replayNow(engine, reconcileConnectionId(syncId, today()), 'reconcile-completed');
});

test('a side that returns the same page for ever ends as incomplete, and the other one is read', async () => {
  const syncId = await addPair();
  hubspot.account.repeatPages = true;
  await engine.call('POST', `/syncs/${syncId}/reconcile`, {});
  const [run] = await ended(syncId, 1);
  expect(run).toMatchObject({ state: 'incomplete', reason: expect.stringContaining('the same page of account/a again') });
});

test('a listing that returns two pages in turn for ever is noticed, and the run ends as incomplete', async () => {
  const syncId = await addPair();
  hubspot.account.beginsAgainAfter = Number(hubspot.records('companies').all()[199]?.id);
  await engine.call('POST', `/syncs/${syncId}/reconcile`, {});
  const [run] = await ended(syncId, 1);
  expect(run).toMatchObject({ state: 'incomplete', reason: expect.stringContaining('the same page of account/a again') });
});

/** A pair of which two in five records of A have lost their counterparts, and a night that therefore waits for a person. */
async function addWaitingNight(): Promise<string> {
  const syncId = await addPair();
  // So that nothing may be just on its way.
  await engine.db.sql`update sync set interval_seconds = 0 where id = ${syncId}`;
  await engine.db.sql`
    insert into sync_link (id, sync_id, object, a_id, b_id, how)
    select 'lnk_' || ${syncId} || record_id, sync_id, object, record_id, '9' || record_id, 'domain' from sync_record r
    where sync_id = ${syncId} and side = 'a' and not exists (select from sync_link l where l.sync_id = r.sync_id and l.a_id = r.record_id)`;
  await engine.call('POST', `/syncs/${syncId}/reconcile`, { dry_run: true });
  await eventually(
    () => runsOf(syncId),
    ([run]) => run?.state === 'waiting',
  );
  return syncId;
}

test('a night that waits for a person continues as new once its history is long, and goes on with the update approveReconciliation', async () => {
  const syncId = await addWaitingNight();
  const { runId: first } = await handleOf(syncId).describe();
  const hasContinued = async () => (await handleOf(syncId).describe()).runId !== first;
  // Temporal suggests it at 4 MB. The workflow does not read what comes with the signal.
  for (let sent = 0; !(await hasContinued()) && sent < 40; sent++) {
    await handleOf(syncId).signal(reconciliationChanged.name, 'x'.repeat(400_000));
  }
  expect(await eventually(hasContinued, (continued) => continued)).toBe(true);
  await expect(handleOf(syncId).executeUpdate(approveReconciliation, { args: [{ by: ' ' }] })).rejects.toThrow('Workflow Update failed');
  expect((await runsOf(syncId))[0]).toMatchObject({ state: 'waiting' });
  await handleOf(syncId).executeUpdate(approveReconciliation, { args: [{ by: 'Ada' }] });
  const [run] = await ended(syncId, 1);
  expect(run).toMatchObject({ state: 'completed' });
  expect(
    await engine.db.sql`select detail ->> 'question' as question, actor_id as actor from audit_entry where object_id = ${run?.id ?? ''}`,
  ).toEqual([{ question: expect.stringContaining('100 of 250 linked records'), actor: 'temporal:Ada' }]);
  expect(await engine.db.sql`select class, count(*)::int from reconciliation_finding where run_id = ${run?.id ?? ''} group by 1`).toEqual([
    { class: 'missing_right', count: 100 },
  ]);
});

test('a yes to what was read before a crash of PostgreSQL counts no longer: the night reads again, and asks again', async () => {
  const syncId = await addWaitingNight();
  const [run] = await runsOf(syncId);
  await engine.db.sql`truncate staging.marker`;
  expect((await engine.call('POST', `/reconciliations/${run?.id}/approve`)).status).toBe(202);
  await eventually(
    async () => ({
      run: (await runsOf(syncId))[0],
      isStaged: (await engine.db.sql`select from staging.marker where run_id = ${run?.id ?? ''}`).length,
    }),
    (found) => found.run?.state === 'waiting' && found.isStaged === 1,
  );
});

test('a run that is cancelled by the API ends with its tables and its workflow, and the one that waits for it begins', async () => {
  const syncId = await addPair();
  hubspot.faults.plan({ kind: 'unavailable', at: /^GET \/crm\/objects\/[^/]+\/companies$/, times: 1_000 });
  await engine.call('POST', `/syncs/${syncId}/reconcile`, { nights: ['2026-01-01', '2026-01-02'] });
  const [run] = await eventually(
    () => runsOf(syncId),
    ([found]) => found?.state === 'running',
  );
  expect((await engine.call('POST', `/reconciliations/${run?.id}/cancel`)).status).toBe(202);
  hubspot.faults.clear();
  expect(await ended(syncId, 2)).toMatchObject([
    { night: '2026-01-01', state: 'cancelled', reason: 'somebody cancelled it' },
    { night: '2026-01-02', state: 'completed' },
  ]);
  expect(
    (
      await eventually(
        () => handleOf(syncId, '2026-01-01').describe(),
        ({ status }) => status.name !== 'RUNNING',
      )
    ).status.name,
  ).toBe('COMPLETED');
  expect(await engine.db.sql`select from pg_tables where schemaname = 'staging' and tablename like ${`${run?.id}%`}`).toHaveLength(0);
});

test('a mapping that is changed during a run ends it, and another one begins anew', async () => {
  const syncId = await addPair();
  hubspot.faults.plan({ kind: 'unavailable', at: /^GET \/crm\/objects\/[^/]+\/companies$/, times: 1_000 });
  await engine.call('POST', `/syncs/${syncId}/reconcile`, {});
  await waits(syncId);
  const { body: sync } = await engine.call('GET', `/syncs/${syncId}`);
  const changed = await engine.call('PATCH', `/syncs/${syncId}`, { mapping: { ...sync['mapping'], time_zone: 'Europe/Berlin' } });
  expect(changed.status, JSON.stringify(changed.body)).toBe(200);
  hubspot.faults.clear();
  expect(await ended(syncId, 2)).toMatchObject([
    { state: 'cancelled', reason: expect.stringContaining('mapping was changed') },
    { state: 'completed', night: today() },
  ]);
  // The schedule follows the zone.
  const { spec } = await scheduleOf(syncId).describe();
  expect(spec.timezone).toBe('Europe/Berlin');
});

test('nights that are asked for at once follow each other, and a night of the schedule that meets one is skipped and told', async () => {
  const syncId = await addPair();
  hubspot.faults.plan({ kind: 'unavailable', at: /^GET \/crm\/objects\/[^/]+\/companies$/, times: 1_000 });
  await engine.call('POST', `/syncs/${syncId}/reconcile`, { nights: ['2026-01-02', '2026-01-01', '2026-01-02'] });
  await eventually(
    () => runsOf(syncId),
    (runs) => runs.some(({ state }) => state === 'running'),
  );
  await wake(syncId, momentOfNight(today(), { timeOfDay: '02:00', timeZone: 'UTC' }));
  expect(await missedOf(syncId)).toMatchObject([
    { night: today(), reason: expect.stringContaining('2026-01-01 still goes on'), caught_up: false },
  ]);
  hubspot.faults.clear();
  const runs = await ended(syncId, 3);
  expect(runs.map(({ night, state, trigger }) => [night, state, trigger])).toEqual([
    ['2026-01-01', 'completed', 'backfill'],
    ['2026-01-02', 'completed', 'backfill'],
    [today(), 'skipped', 'schedule'],
  ]);
  const { status } = await engine.call('POST', `/syncs/${syncId}/reconcile`, { nights: ['2999-01-01'] });
  expect(status).toBe(422);
});

test('a night of the schedule replaces a run that only waits for a yes', async () => {
  const syncId = await addPair();
  await engine.db.sql`
    insert into reconciliation_run (id, sync_id, night, trigger, state, question) values (${`rcn_${syncId}`}, ${syncId}, '2026-01-01', 'backfill', 'waiting', 'All?')`;
  await wake(syncId, momentOfNight(today(), { timeOfDay: '02:00', timeZone: 'UTC' }));
  const runs = await ended(syncId, 2);
  expect(runs.map(({ night, state }) => [night, state])).toEqual(
    expect.arrayContaining([
      ['2026-01-01', 'cancelled'],
      [today(), 'completed'],
    ]),
  );
});

test('a pair whose connection was disconnected, or whose sync is paused, is skipped with the reason, which is told until it changes', async () => {
  const other = await addConnection(engine, hubspot);
  const { body } = await engine.call('GET', `/syncs/${await addSync(engine, connectionId)}`);
  const made = { name: 'ends', a_connection_id: other, b_connection_id: connectionId, mapping: body['mapping'], interval_seconds: 3_600 };
  // Both connections are to one account, whose limit they do not share: 429 until the calls of the tests before are ten seconds old.
  const { status, body: sync } = await eventually(
    () => engine.call('POST', '/syncs', made),
    (reply) => reply.status !== 503,
  );
  expect(status).toBe(201);
  const syncId = sync['id'] as string;
  await engine.call('POST', `/syncs/${syncId}/pause`);
  const [yesterday = '', last = ''] = nightsBetween(new Date(Date.now() - 2 * 86_400_000), new Date(), {
    timeOfDay: '00:00',
    timeZone: 'UTC',
  });
  const at = (night: string) => new Date(momentOfNight(night, { timeOfDay: '02:00', timeZone: 'UTC' }));
  // At two in the morning, these are less than a day old.
  const atOne = await wake(syncId, at(last));
  expect(atOne).toBe(true);
  expect(await missedOf(syncId)).toMatchObject([{ night: last, reason: 'the sync is paused' }]);
  await engine.db.sql`update reconciliation_run set night = ${yesterday} where sync_id = ${syncId}`;
  await wake(syncId, at(last));
  expect(await missedOf(syncId)).toHaveLength(1);
  await engine.db.sql`delete from reconciliation_run where sync_id = ${syncId} and night = ${last}`;
  await engine.call('POST', `/connections/${other}/disconnect`);
  await wake(syncId, at(last));
  const runs = await runsOf(syncId);
  expect(runs.map(({ state, reason }) => [state, reason])).toEqual([
    ['skipped', 'the sync is paused'],
    ['skipped', `connection ${other} is disconnected`],
  ]);
});

test('a night that the schedule names twice has one run', async () => {
  const syncId = await addPair();
  const nominal = momentOfNight(today(), { timeOfDay: '02:00', timeZone: 'UTC' });
  await Promise.all([wake(syncId, nominal), wake(syncId, nominal)]);
  await ended(syncId, 1);
  await wake(syncId, nominal);
  expect(await runsOf(syncId)).toMatchObject([{ night: today(), trigger: 'schedule', state: 'completed' }]);
});

test('the schedule has the plan of its pair, goes with it, and can be paused in Temporal', async () => {
  const syncId = await addPair();
  const schedule = scheduleOf(syncId);
  const first = await schedule.describe();
  expect(first).toMatchObject({ state: { paused: false }, policies: { overlap: 'SKIP', catchupWindow: 12 * 3_600_000 } });
  expect(first.spec).toMatchObject({ timezone: 'UTC', jitter: 600_000, calendars: [{ hour: [{ start: 2 }], minute: [{ start: 0 }] }] });

  const path = `/syncs/${syncId}/reconciliation-plan`;
  const plan = { time_of_day: '02:30', time_zone: 'Europe/Berlin', max_delete_percent: 1 };
  const { status, body } = await engine.call('PUT', path, plan);
  expect([status, body]).toMatchObject([200, { ...plan, paused: false, dry_run: false, max_repair_percent: 5 }]);
  expect((await engine.call('GET', path)).body).toEqual(body);
  const { spec } = await schedule.describe();
  expect(spec).toMatchObject({ timezone: 'Europe/Berlin', calendars: [{ hour: [{ start: 2 }], minute: [{ start: 30 }] }, {}, {}] });

  await engine.call('PUT', path, { ...plan, paused: true });
  expect((await schedule.describe()).state).toMatchObject({ paused: true, note: expect.stringContaining('plan') });
  expect((await engine.call('GET', path)).body).toMatchObject({ paused: true, next_night_at: null });
  await engine.call('PUT', path, plan);
  expect((await schedule.describe()).state.paused).toBe(false);
  await schedule.pause('holidays');
  await engine.engine.workflows.reconciliations.scheduleReconciliation(syncId);
  expect((await schedule.describe()).state).toMatchObject({ paused: true, note: 'holidays' });

  // Temporal was not told.
  await engine.db.sql`update reconciliation_plan set time_of_day = '04:00', version = version + 1 where sync_id = ${syncId}`;
  await eventually(
    () => schedule.describe(),
    (found) => found.spec.calendars?.[0]?.hour?.[0]?.start === 4 && !found.state.paused,
  );
  expect((await engine.call('DELETE', `/syncs/${syncId}`)).status).toBe(204);
  await expect(schedule.describe()).rejects.toThrow(/not found/i);
});

test('a schedule that is triggered or backfilled in Temporal reconciles the nights that it means', async () => {
  const syncId = await addPair();
  const schedule = scheduleOf(syncId);
  await schedule.trigger();
  expect(await ended(syncId, 1)).toMatchObject([{ night: today(), trigger: 'request', state: 'completed' }]);
  const [woken] = (await schedule.describe()).info.recentActions.map(({ action }) => action.workflow.workflowId);
  await replayNow(engine, woken ?? '', 'reconciliation-woken');
  await schedule.backfill({ start: new Date('2026-03-01T00:00:00Z'), end: new Date('2026-03-02T12:00:00Z'), overlap: 'BUFFER_ALL' });
  const runs = await ended(syncId, 3);
  expect(runs.slice(1).map(({ night, trigger, state }) => [night, trigger, state])).toEqual([
    ['2026-03-01', 'backfill', 'completed'],
    ['2026-03-02', 'backfill', 'completed'],
  ]);
});

test.each([
  { timeOfDay: '02:00', timeZone: 'Europe/Berlin', before: '2027-03-24' },
  { timeOfDay: '02:30', timeZone: 'Europe/Berlin', before: '2027-10-27' },
  { timeOfDay: '02:15', timeZone: 'Australia/Lord_Howe', before: '2027-09-29' },
  { timeOfDay: '00:00', timeZone: 'America/Santiago', before: '2027-09-01' },
  { timeOfDay: '01:30', timeZone: 'America/New_York', before: '2027-11-03' },
])('the schedule of Temporal names each night of $timeZone at $timeOfDay, also when the clocks change after $before', async (clock) => {
  const scheduleId = `clocks/${clock.timeZone}/${clock.before}`;
  const startAt = new Date(`${clock.before}T12:00:00Z`);
  const schedule = await engine.temporal.schedule.create({
    scheduleId,
    // Without jitter, so that the times are those that it means.
    spec: { ...specOf(clock), jitter: 0, startAt },
    state: { paused: true },
    action: { type: 'startWorkflow', workflowType: 'wakeReconciliation', taskQueue, args: [{ syncId: 'syn_none' }] },
  });
  const { nextActionTimes } = (await schedule.describe()).info;
  expect(nextActionTimes.length).toBeGreaterThan(8);
  const nights = nightsBetween(startAt, nextActionTimes.at(-1) ?? startAt, clock);
  const meant = nextActionTimes.map((at) => readNominalTime(at, clock));
  expect(meant.every(({ isNight }) => isNight)).toBe(true);
  // Temporal may name both times of a night that clocks show twice; the schedule has one run of each night all the same.
  expect([...new Set(meant.map(({ night }) => night))]).toEqual(nights);
  await schedule.delete();
});

test('nights that nothing has seen to are told once each, and the last one is caught up', async () => {
  const syncId = await addPair();
  await engine.db.sql`update reconciliation_plan set updated_at = now() - interval '3 days' where sync_id = ${syncId}`;
  await scheduleOf(syncId).delete();
  const pair = (await listAttended(engine.db.sql, { after: '', limit: 1_000 })).find(({ id }) => id === syncId);
  const clock = clockOf(await getPlan(engine.db.sql, syncId));
  const nights = nightsBetween(new Date(Date.now() - 3 * 86_400_000), new Date(Date.now() - 5_400_000), clock);
  if (!pair) throw new Error('the pair is not attended');
  await Promise.all([tellMissedNights(nightDeps(), pair), tellMissedNights(nightDeps(), pair)]);
  const told = (await missedOf(syncId)).toSorted((x, y) => (x.night < y.night ? -1 : 1));
  expect(told.map(({ night, caught_up }) => [night, caught_up])).toEqual(nights.map((night) => [night, night === nights.at(-1)]));
  expect(told[0]?.reason).toContain('was deleted in Temporal');
  const runs = await ended(syncId, nights.length);
  expect(runs.map(({ night, state }) => [night, state]).toSorted()).toEqual(
    nights.map((night) => [night, night === nights.at(-1) ? 'completed' : 'skipped']),
  );
  expect(await scheduleOf(syncId).describe()).toMatchObject({ state: { paused: false } });

  // Nothing is missed now. A schedule that somebody paused in Temporal is told, and left.
  await engine.db.sql`delete from reconciliation_run where sync_id = ${syncId}`;
  await scheduleOf(syncId).pause();
  await tellMissedNights(nightDeps(), { ...pair, lastNight: nights.at(-2) ?? null });
  expect((await runsOf(syncId)).map(({ state, reason }) => [state, reason])).toEqual([
    ['skipped', expect.stringContaining('paused in Temporal')],
  ]);
});
