import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { eventually, startTestEngine, type TestEngine } from '#test/support/engine.ts';
import { replayNow } from '#test/support/histories.ts';
import { syncChanged, syncConnectionId, wakeSyncId } from '#workflows/sync/messages.ts';

let engine: TestEngine;
let hubspot: HubSpotFake;
let connectionId: string;

beforeAll(async () => {
  hubspot = await startHubSpot({ port: 0 });
  hubspot.account.addProperty('contacts', { name: 'company_id', label: 'Company', type: 'text', unique: true, maxLength: 64 });
  engine = await startTestEngine({ vendorUrls: { hubspot: hubspot.url } });
  const { body } = await engine.call('POST', '/connections', {
    vendor: 'hubspot',
    name: 'HubSpot',
    credentials: { method: 'token', token: hubspot.privateToken },
  });
  connectionId = body['id'];
});
afterAll(async () => {
  await engine.close();
  await hubspot.close();
});

test('a vendor that is away during a sync is told once, with when it began, and once when it answers', async () => {
  const id = await createSync();
  await ended(id, 1);
  hubspot.faults.plan({ kind: 'unavailable', times: 1_000 });
  const trigger = () => engine.call('POST', `/syncs/${id}/trigger`);
  const told = async (type: string) => {
    await trigger();
    const { body } = await engine.call('GET', `/events?type=causeway.connection.${type}`);
    return body['data'] as { data: Record<string, unknown> }[];
  };
  const connection = async () => (await engine.call('GET', `/connections/${connectionId}`)).body;
  await eventually(
    () => told('unavailable'),
    (events) => events.length > 0,
  );
  const { unavailable } = await connection();
  expect(unavailable).toMatchObject({ since: expect.any(String), reason: expect.stringContaining('503') });
  const run = await eventually(
    () => runsOf(id),
    ([first]) => first?.['reason'] !== null,
  );
  expect(run[0]).toMatchObject({ state: 'running', reason: expect.stringContaining('503') });
  hubspot.faults.clear();
  await eventually(
    () => told('recovered'),
    (events) => events.length > 0,
  );
  expect(await connection()).toMatchObject({ status: 'active', unavailable: null });
  await ended(id, 2);
  expect(await told('unavailable')).toHaveLength(1);
  expect(await told('recovered')).toHaveLength(1);
});

/** Companies and the contacts that stand for them, in one account. */
const mapping = {
  objects: [
    {
      ...{ name: 'account', a: 'companies', b: 'contacts', creates: ['b'] },
      links: [{ how: 'external_id', a: 'id', b: 'company_id' }],
      fields: [{ a: 'name', b: 'company', type: 'text', direction: 'both', owner: 'none' }],
    },
  ],
};

async function createSync(more: object = {}): Promise<string> {
  const wanted = { name: 'test', a_connection_id: connectionId, b_connection_id: connectionId, mapping, interval_seconds: 3_600, ...more };
  const { status, body } = await engine.call('POST', '/syncs', wanted);
  expect(status, JSON.stringify(body)).toBe(201);
  return body['id'];
}

const runsOf = async (id: string) => (await engine.call('GET', `/syncs/${id}/runs`)).body['data'] as Record<string, unknown>[];
const ended = (id: string, count: number) =>
  eventually(
    () => runsOf(id),
    (runs) => runs.filter(({ state }) => state !== 'running').length >= count,
  );
/** The latest of so many backfills that are complete; other runs may begin and give way meanwhile. */
async function backfilled(id: string, count: number): Promise<Record<string, unknown> | undefined> {
  const isBackfill = ({ kind, state }: Record<string, unknown>) => kind === 'backfill' && state === 'completed';
  const runs = await eventually(
    () => runsOf(id),
    (found) => found.filter(isBackfill).length >= count,
  );
  return runs.find(isBackfill);
}

const contactOf = (companyId: string) => hubspot.records('contacts').findBy('company_id', companyId)?.fields['company'];

test('a sync is created, runs at once, runs when it is triggered, and ends when it is deleted', async () => {
  const company = hubspot.records('companies').create({ name: 'Acme' });
  const id = await createSync();
  expect(await ended(id, 1)).toMatchObject([{ kind: 'backfill', state: 'completed', written: 1 }]);
  expect(contactOf(company.id)).toBe('Acme');

  hubspot.records('companies').update(company.id, { name: 'Acme renamed' });
  expect((await engine.call('POST', `/syncs/${id}/trigger`)).status).toBe(202);
  expect(await ended(id, 2)).toMatchObject([{ kind: 'incremental', state: 'completed' }, {}]);
  expect(contactOf(company.id)).toBe('Acme renamed');

  const handle = engine.temporal.workflow.getHandle(syncConnectionId(id));
  await eventually(
    () => handle.query('progress'),
    (progress) => progress === 'waiting for the next run',
  );
  const { spec } = await engine.temporal.schedule.getHandle(wakeSyncId(id)).describe();
  expect(spec.intervals).toMatchObject([{ every: 3_600_000 }]);
  expect((await engine.call('DELETE', `/syncs/${id}`)).status).toBe(204);
  await replayNow(engine, syncConnectionId(id), 'sync-deleted');
  const schedule = engine.temporal.schedule.getHandle(wakeSyncId(id));
  await expect.poll(() => schedule.describe().catch(String)).toMatch(/not found/i);
});

test('the schedule wakes it; signals pause, resume, backfill and reset it; it waits while the vendor is away', async () => {
  const company = hubspot.records('companies').create({ name: 'Brightwell' });
  const id = await createSync();
  await ended(id, 1);
  const handle = engine.temporal.workflow.getHandle(syncConnectionId(id));

  await handle.signal('pauseSync');
  await eventually(
    () => engine.call('GET', `/syncs/${id}`),
    ({ body }) => body['state'] === 'paused',
  );
  await eventually(
    () => handle.query<string>('progress'),
    (progress) => progress.startsWith('paused'),
  );
  hubspot.records('companies').update(company.id, { name: 'Brightwell GmbH' });
  await engine.temporal.schedule.getHandle(wakeSyncId(id)).trigger();
  hubspot.faults.plan({ kind: 'unavailable', at: /companies/, times: 2 });
  await handle.signal('resumeSync');
  await eventually(
    () => handle.query<string>('progress'),
    (progress) => progress.startsWith('waiting until'),
  );
  await ended(id, 2);
  expect(contactOf(company.id)).toBe('Brightwell GmbH');

  await handle.signal('backfillSync');
  expect(await backfilled(id, 2)).toMatchObject({ written: 0 });
  await handle.signal('resetSync');
  expect(await backfilled(id, 3)).toMatchObject({ written: 0 });
  const { info } = await eventually(
    () => engine.temporal.schedule.getHandle(wakeSyncId(id)).describe(),
    (schedule) => schedule.info.recentActions.length > 0,
  );
  const [woken] = info.recentActions.map(({ action }) => action.workflow.workflowId);
  await replayNow(engine, woken ?? '', 'sync-woken');
  await engine.call('DELETE', `/syncs/${id}`);
  await replayNow(engine, syncConnectionId(id), 'sync-signals');
});

test('a sync whose history has grown long continues as new, and what was asked meanwhile is done', { timeout: 180_000 }, async () => {
  const company = hubspot.records('companies').create({ name: 'Longfellow' });
  const id = await createSync();
  await ended(id, 1);
  await engine.call('POST', `/syncs/${id}/pause`);
  const handle = engine.temporal.workflow.getHandle(syncConnectionId(id));
  const { runId: first } = await handle.describe();
  const isContinued = async () => (await handle.describe()).runId !== first;
  while (!(await isContinued())) {
    await Promise.all(Array.from({ length: 100 }, () => handle.signal(syncChanged)));
    // A run cannot end while signals arrive all the time, so it gets a moment without.
    await handle.query('progress');
  }
  hubspot.records('companies').update(company.id, { name: 'Longfellow AG' });
  await handle.signal('resumeSync');
  await handle.signal('triggerSync');
  await eventually(
    () => contactOf(company.id),
    (name) => name === 'Longfellow AG',
  );
  await replayNow(engine, syncConnectionId(id), 'sync-continued', first);
});

test('a vendor that rejects what a run asks ends the run with the reason, and the next one works', async () => {
  const id = await createSync();
  await ended(id, 1);
  hubspot.account.repeatPages = true;
  for (let i = 0; i < 210; i++) hubspot.records('companies').create({ name: `C${i}` });
  await engine.call('POST', `/syncs/${id}/reset`);
  expect((await ended(id, 2))[0]).toMatchObject({ state: 'failed', reason: expect.stringContaining('same page') });
  hubspot.account.repeatPages = false;
  await engine.call('POST', `/syncs/${id}/backfill`);
  expect((await ended(id, 3))[0]).toMatchObject({ state: 'completed' });
  await engine.call('DELETE', `/syncs/${id}`);
  await replayNow(engine, syncConnectionId(id), 'sync-rejected');
});

test('a sync whose connection was disconnected is paused with the reason and reported, instead of waiting for ever', async () => {
  const credentials = { method: 'token', token: hubspot.privateToken };
  const { body: other } = await engine.call('POST', '/connections', { vendor: 'hubspot', name: 'Old', credentials });
  const id = await createSync({ a_connection_id: other['id'] });
  await ended(id, 1);
  await engine.call('POST', `/connections/${other['id']}/disconnect`);
  await engine.call('POST', `/syncs/${id}/trigger`);
  const { body } = await eventually(
    () => engine.call('GET', `/syncs/${id}`),
    (answer) => answer.body['state'] === 'paused',
  );
  expect(body['process_error']).toContain(`${other['id']} is disconnected`);
  const [run] = await runsOf(id);
  expect(run).toMatchObject({ state: 'failed', reason: body['process_error'] });
  await eventually(
    async () => (await engine.call('GET', '/events?type=causeway.sync.failed&limit=100')).body['data'] as Record<string, unknown>[],
    (events) => events.some((event) => event['external_id'] === `causeway.sync.failed/${String(run?.['id'])}`),
  );
  await engine.call('DELETE', `/syncs/${id}`);
});

test('a mapping that does not fit the connected systems is refused with every reason', async () => {
  const [map] = mapping.objects;
  const bad = { objects: [{ ...map, fields: [{ ...map?.fields[0], a: 'nmae' }] }] };
  const wanted = { name: 'bad', a_connection_id: connectionId, b_connection_id: connectionId, mapping: bad };
  const { status, body } = await engine.call('POST', '/syncs', wanted);
  expect(status).toBe(422);
  expect(body['errors']).toMatchObject([{ pointer: '/mapping/objects/0/fields/0/a', message: expect.stringContaining('nmae') }]);
});

test('a preview shows what a mapping would write, field by field, and writes nothing', async () => {
  const company = hubspot.records('companies').create({ name: 'Before' });
  const id = await createSync();
  await ended(id, 1);
  hubspot.records('companies').update(company.id, { name: 'After' });
  const { body } = await engine.call('POST', `/syncs/${id}/preview`, { object: 'account', a_id: company.id });
  expect(body).toMatchObject({ compared: 1, changes: [{ side: 'b', field: 'company', before: 'Before', after: 'After' }], faults: [] });
  expect(contactOf(company.id)).toBe('Before');
});

test('a change is read although the clock of the vendor was ahead, or showed one record a wrong time', async () => {
  const [first = '', second = ''] = ['Acme', 'Brightwell'].map((name) => hubspot.records('companies').create({ name }).id);
  hubspot.clock.advance(20 * 365 * 86_400_000);
  hubspot.records('companies').create({ name: 'From the future' });
  hubspot.clock.advance(-20 * 365 * 86_400_000 + 3_600_000);
  const id = await createSync();
  await ended(id, 1);
  const run = async (count: number) => {
    expect((await engine.call('POST', `/syncs/${id}/trigger`)).status).toBe(202);
    await ended(id, count);
  };
  hubspot.records('companies').update(first, { name: 'Acme an hour ahead' });
  await run(2);
  expect(contactOf(first)).toBe('Acme an hour ahead');
  // What the pass before has seen counts from the next one.
  await run(3);
  hubspot.clock.advance(-3_600_000);
  hubspot.records('companies').update(second, { name: 'Brightwell on time' });
  await run(4);
  expect(contactOf(second)).toBe('Brightwell on time');
  await engine.call('DELETE', `/syncs/${id}`);
});

test('a record with what cannot be stored or written is a failed record, and the others are written', async () => {
  const odd = ['a\0b', 'a\ud800b'].map((name) => hubspot.records('companies').create({ name }).id);
  const company = hubspot.records('companies').create({ name: 'Umbra' });
  const id = await createSync();
  await ended(id, 1);
  expect(contactOf(company.id)).toBe('Umbra');
  const { body } = await engine.call('GET', `/syncs/${id}/writes?state=failed`);
  expect(body['data'].map((write: Record<string, unknown>) => [write['reason'], write['field']])).toEqual(
    odd.map(() => ['not_readable', 'name']),
  );
  for (const one of odd) hubspot.records('companies').archive(one);
  await engine.call('DELETE', `/syncs/${id}`);
});

test('one record is synced at once, and the answer says what is written before it is', async () => {
  const [one, other] = ['One', 'Other'].map((name) => hubspot.records('companies').create({ name }));
  const id = await createSync();
  await ended(id, 1);
  for (const company of [one, other]) hubspot.records('companies').update(company?.id ?? '', { name: 'Changed' });
  const wish = { object: 'account', a_id: one?.id, take_back: false };
  const { status, body } = await engine.call('POST', `/syncs/${id}/test`, wish);
  expect(status, JSON.stringify(body)).toBe(202);
  expect(body).toMatchObject({ compared: 1, changes: [{ side: 'b', field: 'company', before: 'One', after: 'Changed' }] });
  await eventually(
    () => contactOf(one?.id ?? ''),
    (name) => name === 'Changed',
  );
  expect(contactOf(other?.id ?? '')).toBe('Other');
  const contact = hubspot.records('contacts').findBy('company_id', one?.id ?? '')?.id ?? '';
  const { body: writes } = await eventually(
    () => engine.call('GET', `/syncs/${id}/writes?record_id=${contact}`),
    (answer) => answer.body['data'][0]?.state === 'acked',
  );
  expect(writes['data']).toMatchObject([{ operation: 'update', record_id: contact }]);
  expect((await engine.call('POST', `/syncs/${id}/test`, { ...wish, object: 'nothing' })).status).toBe(404);
  await engine.call('POST', `/syncs/${id}/pause`);
  expect((await engine.call('POST', `/syncs/${id}/test`, wish)).status).toBe(409);
});
