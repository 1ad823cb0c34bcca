import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, startedWorkflow, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { watchAlertsId } from '#workflows/alerts/messages.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({ settings: { alerts: { watch: true } } });
});
afterAll(() => engine.close());

const alertsOf = async (subjectId: string) =>
  engine.db.sql<{ state: string; n: number }[]>`select state, count(*)::int as n from alert where subject_id = ${subjectId} group by state`;

test('a fault opens one alert and its end ends it, also after the watch was cancelled in between', async () => {
  const id = 'con_01k9v5yq3n8t2e6w7x4z0b1c2d';
  await engine.db.sql`
    insert into connection (id, vendor, name, auth_method, status, status_reason)
    values (${id}, 'hubspot', 'Ours', 'oauth', 'action_required', 'Action required: reconnect')`;
  const running = await startedWorkflow(engine, watchAlertsId('live'));
  await eventually(
    () => alertsOf(id),
    (rows) => rows.length > 0,
  );
  const { runId } = await running.describe();
  await engine.temporal.workflow.getHandle(watchAlertsId('live'), runId).cancel();
  await replayNow(engine, watchAlertsId('live'), 'alerts-watched', runId);
  // The sweeper starts it again.
  await eventually(
    () => engine.temporal.workflow.getHandle(watchAlertsId('live')).describe(),
    ({ status, runId: present }) => status.name === 'RUNNING' && present !== runId,
  );
  expect(await alertsOf(id)).toEqual([{ state: 'firing', n: 1 }]);
  await engine.db.sql`update connection set status = 'paused' where id = ${id}`;
  await eventually(
    () => alertsOf(id),
    (rows) => rows.every(({ state }) => state === 'resolved'),
  );
  expect(await alertsOf(id)).toEqual([{ state: 'resolved', n: 1 }]);
});
