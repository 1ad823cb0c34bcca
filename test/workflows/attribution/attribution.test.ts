import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { measures } from '#domain/attribution/facts.ts';
import { addFact, addSubject } from '#test/support/attribution-world.ts';
import { eventually, startedWorkflow, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { noteTries } from '#test/support/note-tries.ts';
import { maintainAttributionId, recomputeAttributionId } from '#workflows/attribution/messages.ts';

let engine: TestEngine;
let store: AttributionStore;
beforeAll(async () => {
  engine = await startTestEngine();
  store = openAttribution(engine.database.url, { max: 2 });
});
afterAll(async () => {
  await store.close();
  await engine.close();
});

const leadsOf = async (partner: string, version = 1) => {
  const [row] = await store.sql<{ sum: string | null }[]>`
    select sum(by_model[1]) as sum from day_rollup where version = ${version} and partner_id = ${partner} and measure = ${measures.leads}`;
  return row?.sum ?? null;
};

async function addLead(partner: string): Promise<void> {
  const subject = await addSubject(store.sql, partner);
  await addFact(store.sql, 'touch', {
    subject_id: subject,
    partner_id: partner,
    source: 'link',
    occurred_at: new Date('2026-03-01T10:00:00Z'),
  });
  await addFact(store.sql, 'conversion', { subject_id: subject, kind: 'lead' });
}

test('new facts are rolled up by themselves, also after the workflow was cancelled, and by a version that is made and activated', async () => {
  const id = maintainAttributionId('live');
  const running = await startedWorkflow(engine, id);
  await addLead('a');
  await eventually(
    () => leadsOf('a'),
    (sum) => sum === '1000000',
  );

  // The sweeper starts it again.
  const { runId } = await running.describe();
  await engine.temporal.workflow.getHandle(id, runId).cancel();
  await replayNow(engine, id, 'attribution-cancelled', runId);
  await addLead('b');
  await eventually(
    () => leadsOf('b'),
    (sum) => sum === '1000000',
  );

  const made = await engine.call('POST', '/attribution/versions', { settings: { window_days: 30 } });
  expect([made.status, made.body['state'], made.body['settings'].window_days]).toEqual([202, 'building', 30]);
  const number = made.body['number'] as number;
  const find = async () => (await engine.call('GET', `/attribution/versions/${number}`)).body;
  await eventually(find, ({ state }) => state === 'ready');
  expect(await leadsOf('b', number)).toBe('1000000');
  await replayNow(engine, recomputeAttributionId(number), 'attribution-recomputed');
  expect((await engine.call('POST', `/attribution/versions/${number}/activate`)).body['state']).toBe('active');
  await addLead('c');
  await eventually(
    () => leadsOf('c', number),
    (sum) => sum === '1000000',
  );
  expect(await leadsOf('c')).toBeNull();
  const entries = await engine.db.sql<
    { action: string }[]
  >`select action from audit_entry where object_kind = 'attribution_version' order by seq`;
  expect(entries.map(({ action }) => action)).toEqual(
    ['creation_requested', 'created', 'activation_requested', 'activated'].map((what) => `attribution_version.${what}`),
  );
});

test('a computation that ends its process each time fails with the reason, and is not tried again', async () => {
  const number = 99;
  await noteTries(engine, 3, [recomputeAttributionId(number), 'recomputeVersion', number]);
  await store.sql`
    insert into version (number, state, settings, created_by) select ${number}, 'building', settings, 'test' from version where state = 'active'`;
  const find = async () => (await engine.call('GET', `/attribution/versions/${number}`)).body;
  const failed = await eventually(find, ({ state }) => state !== 'building');
  expect(failed).toMatchObject({ state: 'failed', reason: expect.stringMatching(/was tried 3 times/) });
  await eventually(
    () => engine.db.sql`select from event where type = 'causeway.workflow.gave_up' and data::jsonb ->> 'subject_id' = ${String(number)}`,
    (events) => events.length === 1,
  );
  await replayNow(engine, recomputeAttributionId(number), 'attribution-given-up');
});

test('reports that stand still are told once with the reason, and so is the end of it', async () => {
  const told = () => engine.db.sql<{ type: string; data: { reason: string; failing_since: string } }[]>`
    select type, data::jsonb as data from event where type like 'causeway.attribution.%' order by id`;
  const running = await startedWorkflow(engine, maintainAttributionId('live'));
  await store.sql`alter table day_rollup rename to day_rollup_away`;
  await addLead('d');
  const [fault] = await eventually(told, (events) => events.length > 0);
  expect(fault).toMatchObject({ type: 'causeway.attribution.standing_still', data: { reason: expect.stringContaining('day_rollup') } });
  await store.sql`alter table day_rollup_away rename to day_rollup`;
  const [, end, ...more] = await eventually(told, (events) => events.length > 1);
  expect([end?.type, end?.data.failing_since, more]).toEqual(['causeway.attribution.recovered', fault?.data.failing_since, []]);
  expect(await running.describe().then(({ memo }) => memo?.['lastError'])).toBeFalsy();
  const { runId } = await running.describe();
  await engine.temporal.workflow.getHandle(maintainAttributionId('live'), runId).cancel();
  await replayNow(engine, maintainAttributionId('live'), 'attribution-stood-still', runId);
});
