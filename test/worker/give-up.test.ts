import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { addConnection, addSync, sendStripeEvent } from '#test/support/connection-calls.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { noteTries } from '#test/support/note-tries.ts';
import { disconnectConnectionId, maintainConnectionId, processInboundId } from '#workflows/connections/messages.ts';
import { reconcileConnectionId } from '#workflows/reconciliation/messages.ts';
import { syncConnectionId } from '#workflows/sync/messages.ts';

let accepting: TestEngine;
let engine: TestEngine;
let hubspot: HubSpotFake;
const ids = { inbound: [] as string[], maintained: '', disconnecting: '', syncing: '', sync: '', reconciled: '' };
/** A run of a reconciliation. */
let night = { id: '', night: '' };
/** What is noted of an activity that ended its process three times. */
const noted: string[] = [];

beforeAll(async () => {
  hubspot = await startHubSpot({ port: 0 });
  const vendorUrls = { hubspot: hubspot.url };
  accepting = await startTestEngine({ vendorUrls });
  // Everything arrives while nothing works, so that what its workflows will do can be noted.
  await accepting.stop();
  const source = await sendStripeEvent(accepting, 'evt_1', 'evt_2', 'evt_3');
  const { body } = await accepting.call('GET', `/inbound-events?source_id=${source}`);
  ids.inbound = (body['data'] as { id: string }[]).map(({ id }) => id).toReversed();
  for (const subject of ['maintained', 'disconnecting', 'syncing'] as const) ids[subject] = await addConnection(accepting, hubspot);
  await accepting.call('POST', `/connections/${ids.disconnecting}/disconnect`);
  ids.sync = await addSync(accepting, ids.syncing);
  ids.reconciled = await addSync(accepting, ids.syncing);
  [night] = (await accepting.call('POST', `/syncs/${ids.reconciled}/reconcile`, {})).body['runs'] as [typeof night];
  await killThreeTimes(reconcileConnectionId(ids.reconciled, night.night), 'readReconciliation', night.id);
  // The second event is deadly in whatever workflow it is: on a busy machine the sweeper starts another one before the first has got to it.
  const [, deadly, third] = ids.inbound;
  for (const [first, events] of [
    ['evt_1', ids.inbound],
    ['evt_1', [deadly]],
    ['evt_2', [deadly, third]],
    ['evt_2', [deadly]],
  ] as const) {
    await killThreeTimes(processInboundId('stripe', first), 'processInboundEvents', events);
  }
  await killThreeTimes(maintainConnectionId(ids.maintained), 'maintainConnection', ids.maintained);
  await killThreeTimes(disconnectConnectionId(ids.disconnecting), 'forgetConnection', ids.disconnecting);
  await killThreeTimes(syncConnectionId(ids.sync), 'advanceSync', ids.sync);
  engine = await startTestEngine({ vendorUrls, beside: accepting });
});
afterAll(async () => {
  await engine.close();
  await accepting.close();
  await hubspot.close();
});

async function killThreeTimes(workflowId: string, activity: string, argument: unknown): Promise<void> {
  noted.push(await noteTries(accepting, 3, [workflowId, activity, argument]));
}

/** Such work rests for ten minutes. */
const afterItsRest = () => engine.db.sql`delete from unfinished_work where id = any(${noted}::text[])`;

const triedInVain = expect.stringMatching(/was tried 3 times, and each time the process died or did not respond/);

const read = (path: string) => async () => (await engine.call('GET', path)).body;

/** The subject says why, and so does one event of each workflow that gave up. */
async function givenUp(path: string, id: string, workflows = 1): Promise<Record<string, unknown>> {
  const found = await eventually(read(`${path}/${id}`), (body) => typeof body['process_error'] === 'string');
  expect(found).toMatchObject({ process_error: triedInVain });
  expect(await told(id)).toBeLessThanOrEqual(workflows);
  return found;
}

async function told(subjectId: string): Promise<number> {
  const count = async () => {
    const [row] = await engine.db.sql<[{ count: number }]>`
      select count(*)::int from event where type = 'causeway.workflow.gave_up' and data::jsonb ->> 'subject_id' = ${subjectId}`;
    return row.count;
  };
  return eventually(count, (found) => found > 0);
}

/** The workflow has failed, and the sweeper does not start it again, but does start others. */
async function staysFailed(workflowId: string): Promise<void> {
  const { runId } = await eventually(
    () => engine.temporal.workflow.getHandle(workflowId).describe(),
    ({ status }) => status.name === 'FAILED',
  );
  const other = engine.temporal.workflow.getHandle(maintainConnectionId(ids.syncing));
  await other.terminate();
  await eventually(
    () => other.describe(),
    ({ status }) => status.name === 'RUNNING',
  );
  expect((await engine.temporal.workflow.getHandle(workflowId).describe()).runId).toBe(runId);
}

const isRunning = (workflowId: string) =>
  engine.temporal.workflow
    .getHandle(workflowId)
    .describe()
    .then(
      ({ status }) => status.name === 'RUNNING',
      () => false,
    );

test('of events that were processed together, the one that ends its process says why, and a replay processes it later', async () => {
  const [first, deadly = '', third] = ids.inbound;
  const workflowId = processInboundId('stripe', 'evt_1');
  expect(await givenUp('/inbound-events', deadly, 2)).toMatchObject({ status: 'pending' });
  for (const id of [first, third]) await eventually(read(`/inbound-events/${id}`), ({ status }) => status === 'processed');
  await staysFailed(workflowId);
  await replayNow(engine, workflowId, 'inbound-given-up');
  // One that the sweeper started meanwhile is about to give up, too: what it stores is to be older than the replay.
  await eventually(
    () => isRunning(processInboundId('stripe', 'evt_2')),
    (running) => !running,
  );
  await afterItsRest();
  await engine.call('POST', `/inbound-events/${deadly}/replay`);
  const replayed = await eventually(read(`/inbound-events/${deadly}`), ({ status }) => status === 'processed');
  expect(replayed).toMatchObject({ process_error: null });
});

test('a connection whose maintenance ends its process says why, and any change of it tries again', async () => {
  expect(await givenUp('/connections', ids.maintained)).toMatchObject({ status: 'active' });
  await staysFailed(maintainConnectionId(ids.maintained));
  await replayNow(engine, maintainConnectionId(ids.maintained), 'connection-given-up');
  await afterItsRest();
  await engine.call('PATCH', `/connections/${ids.maintained}`, { budget_percent: 50 });
  await eventually(
    () => engine.temporal.workflow.getHandle(maintainConnectionId(ids.maintained)).describe(),
    ({ status }) => status.name === 'RUNNING',
  );
  expect(await read(`/connections/${ids.maintained}`)()).toMatchObject({ process_error: null });
});

test('a disconnection that ends its process says why, and another request continues it', async () => {
  expect(await givenUp('/connections', ids.disconnecting)).toMatchObject({ status: 'disconnecting' });
  await staysFailed(disconnectConnectionId(ids.disconnecting));
  await replayNow(engine, disconnectConnectionId(ids.disconnecting), 'disconnection-given-up');
  await afterItsRest();
  await engine.call('POST', `/connections/${ids.disconnecting}/disconnect`);
  const ended = await eventually(read(`/connections/${ids.disconnecting}`), ({ status }) => status === 'disconnected');
  expect(ended).toMatchObject({ process_error: null });
});

test('a sync that ends its process is paused and says why, its run has failed, and it can be resumed', async () => {
  expect(await givenUp('/syncs', ids.sync)).toMatchObject({ state: 'paused' });
  const runs = async () => (await engine.call('GET', `/syncs/${ids.sync}/runs`)).body['data'] as Record<string, unknown>[];
  expect((await runs()).filter(({ state }) => state === 'running')).toEqual([]);
  await staysFailed(syncConnectionId(ids.sync));
  await replayNow(engine, syncConnectionId(ids.sync), 'sync-given-up');
  await afterItsRest();
  await engine.call('POST', `/syncs/${ids.sync}/resume`);
  await eventually(runs, (found) => found.some(({ state }) => state === 'completed'));
  expect(await read(`/syncs/${ids.sync}`)()).toMatchObject({ state: 'active', process_error: null });
});

test('a reconciliation that ends its process has failed and says why, and the next one runs', async () => {
  const runs = async () =>
    (await engine.call('GET', `/reconciliations?sync_id=${ids.reconciled}`)).body['data'] as Record<string, unknown>[];
  const workflowId = reconcileConnectionId(ids.reconciled, night.night);
  const [failed] = await eventually(runs, ([found]) => found?.['state'] === 'failed');
  expect(failed).toMatchObject({ id: night.id, reason: triedInVain });
  expect(await told(ids.reconciled)).toBe(1);
  await staysFailed(workflowId);
  await replayNow(engine, workflowId, 'reconcile-given-up');
  await engine.call('POST', `/syncs/${ids.reconciled}/reconcile`, {});
  await eventually(runs, (found) => found.some(({ state }) => state === 'completed'));
});
