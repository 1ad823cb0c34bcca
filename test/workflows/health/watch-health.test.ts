import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, startTestEngine, startedWorkflow, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { watchHealthId } from '#workflows/health/messages.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

const historyOf = async (id: string) => (await engine.call('GET', `/health/history?subject_id=${id}`)).body;
const statesOf = async (id: string): Promise<string[]> => (await historyOf(id))['data'].map(({ state }: { state: string }) => state);

test('changes of a state are kept, also after the workflow was cancelled, and shown with since, trend and counts', async () => {
  const { body: partner } = await engine.call('POST', '/partners', { name: 'Acme' });
  const { body: endpoint } = await engine.call('POST', '/endpoints', { partner_id: partner['id'], url: 'https://partner.example/hooks' });
  const running = await startedWorkflow(engine, watchHealthId('live'));
  /** The sweeper starts it again, and it looks at once. */
  const lookAgain = async () => {
    const { runId } = await running.describe();
    await engine.temporal.workflow.getHandle(watchHealthId('live'), runId).cancel();
    return runId;
  };
  await eventually(
    () => engine.call('GET', '/health/integrations'),
    ({ body }) => body['summary'].looked_at !== null,
  );
  const runId = await lookAgain();
  await replayNow(engine, watchHealthId('live'), 'health-watched', runId);
  await eventually(
    () => statesOf(endpoint['id']),
    (states) => states.length === 1 && states[0] === 'healthy',
  );
  await engine.call('POST', `/endpoints/${endpoint['id']}/pause`);
  await eventually(
    () => engine.temporal.workflow.getHandle(watchHealthId('live')).describe(),
    ({ status, runId: present }) => status.name === 'RUNNING' && present !== runId,
  );
  await lookAgain();
  await eventually(
    () => statesOf(endpoint['id']),
    (states) => states.join() === 'paused,healthy',
  );
  const [paused] = (await historyOf(endpoint['id']))['data'];
  const { body: health } = await engine.call('GET', `/endpoints/${endpoint['id']}/health`);
  expect(health).toMatchObject({ state: 'paused', since: paused.began_at });
  expect(health['trend']).toHaveLength(14);
  expect(health['trend'].at(-1)).toMatchObject({ worst: 'paused' });
  const { summary } = (await engine.call('GET', '/health/integrations'))['body'];
  expect(summary).toMatchObject({ counts: { paused: 1, healthy: 0 }, looked_at: expect.any(String) });
});
