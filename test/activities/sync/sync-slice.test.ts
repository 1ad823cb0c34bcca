import { expect, test } from 'vitest';
import { advanceForAWhile } from '#activities/sync/sync-slice.ts';
import { hintRecords } from '#db/sync/sync-hint.ts';
import { changeSync } from '#db/sync/sync.ts';
import { tester } from '#test/support/tester.ts';
import { startTwoHubSpots, type TwoHubSpots } from '#test/support/two-hubspots.ts';

const mapping = {
  objects: [
    {
      ...{ name: 'account', a: 'companies', b: 'companies', creates: ['b'] },
      links: [{ how: 'external_id', a: 'id', b: 'counterpart_id' }],
      fields: [{ a: 'name', b: 'name', type: 'text', direction: 'both', owner: 'a' }],
    },
  ],
};
const RECORDS = 950;

async function worldOf(records: number) {
  const world = await startTwoHubSpots();
  const a = world.a.records('companies');
  for (let i = 0; i < records; i++) a.create({ name: `Company ${i}` });
  return { world, a, syncId: await world.createSync(mapping, { maxChangePercent: 100 }) };
}

const callsTo = (fake: TwoHubSpots['a'], path: RegExp) => fake.arrived().filter((call) => path.test(`${call.method} ${call.path}`)).length;

test('one activity does a whole run, and reads each page and each target once although it reads ahead', async () => {
  const { world, a, syncId } = await worldOf(RECORDS);
  expect(await advanceForAWhile(world.runner, syncId)).toMatchObject({ state: 'idle' });
  expect(world.b.records('companies').all()).toHaveLength(RECORDS);
  expect(callsTo(world.a, /GET .*archived=false/)).toBe(10);
  expect(callsTo(world.b, /batch\/upsert/)).toBe(10);
  // The planner knows the tables, although autovacuum has not come by.
  const known = await world.db.sql`select reltuples from pg_class where relname = 'sync_record' and reltuples >= ${RECORDS}`;
  expect(known).toHaveLength(1);

  for (const { id } of a.all()) a.update(id, { name: `renamed ${id}` });
  await changeSync(world.db, syncId, () => ({ requestedAt: new Date() }), tester);
  expect(await advanceForAWhile(world.runner, syncId)).toMatchObject({ state: 'idle' });
  expect(callsTo(world.b, /batch\/read/)).toBe(10);
  expect(callsTo(world.b, /batch\/update/)).toBe(10);
  expect(
    new Set(
      world.b
        .records('companies')
        .all()
        .map(({ fields }) => fields['name']),
    ),
  ).toEqual(new Set(a.all().map(({ fields }) => fields['name'])));
});

test('a worker that is told to stop ends after the part that it does, and leaves no claim behind', async () => {
  const { world, syncId } = await worldOf(RECORDS);
  let isStopping = false;
  const onPlace = () => void (isStopping = callsTo(world.b, /batch\/upsert/) > 0);
  expect(await advanceForAWhile(world.runner, syncId, { onPlace, isStopping: () => isStopping })).toMatchObject({ state: 'more' });
  expect(world.b.records('companies').all().length).toBeLessThan(RECORDS);
  expect(await world.db.sql`select from sync_write where claimed_until > now() and state = 'waiting'`).toHaveLength(0);
  expect(await advanceForAWhile(world.runner, syncId)).toMatchObject({ state: 'idle' });
  expect(world.b.records('companies').all()).toHaveLength(RECORDS);
});

test('a vendor that fails in the midst of a run does not undo what was done, and the next activity meets the failure', async () => {
  const { world, syncId } = await worldOf(RECORDS);
  world.a.faults.plan({ kind: 'unavailable', at: /companies$/, after: 4, times: 2 });
  expect(await advanceForAWhile(world.runner, syncId)).toMatchObject({ state: 'more' });
  await expect(advanceForAWhile(world.runner, syncId)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(await advanceForAWhile(world.runner, syncId)).toMatchObject({ state: 'idle' });
  expect(callsTo(world.a, /GET .*archived=false/)).toBe(12);
  expect(world.b.records('companies').all()).toHaveLength(RECORDS);
});

test('a failure of what was found while more was waited for is met by the next activity, and not left until somebody asks', async () => {
  const { world, a, syncId } = await worldOf(3);
  await advanceForAWhile(world.runner, syncId);
  const [first] = a.all();
  let looks = 0;
  // Nothing else wakes the sync: what a run hints itself is only found by whoever looks.
  const sleep = async () => {
    if (++looks > 1) return;
    a.update(first?.id ?? '', { name: 'renamed' });
    world.a.faults.plan({ kind: 'unavailable', at: /batch\/read/ });
    await hintRecords(world.db.sql, syncId, [{ side: 'a', object: 'companies', recordId: first?.id ?? '' }]);
  };
  await changeSync(world.db, syncId, () => ({ requestedAt: new Date() }), tester);
  expect(await advanceForAWhile(world.runner, syncId, { sleep })).toMatchObject({ state: 'more' });
  expect(await advanceForAWhile(world.runner, syncId)).toMatchObject({ state: 'idle' });
  expect(
    world.b
      .records('companies')
      .all()
      .map(({ fields }) => fields['name']),
  ).toContain('renamed');
});

test('what came while hints were followed is followed before the sync is idle', async () => {
  const { world, a, syncId } = await worldOf(2);
  await advanceForAWhile(world.runner, syncId);
  const [first, second] = a.all().map(({ id }) => id);
  const tell = (recordId = '') => hintRecords(world.db.sql, syncId, [{ side: 'a', object: 'companies', recordId }]);
  await tell(first);
  const [blocked, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const blocking = world.db.sql.begin(async (tx) => {
    await tx`lock table sync_record in exclusive mode`;
    blocked.resolve();
    await mayGoOn.promise;
  });
  await blocked.promise;
  const advanced = advanceForAWhile(world.runner, syncId);
  // The first hint was taken, and what it led to is to be stored.
  const waiting = () => world.db.sql`
    select from pg_locks where not granted and relation = 'sync_record'::regclass
      and database = (select oid from pg_database where datname = current_database())`;
  await expect.poll(waiting).toHaveLength(1);
  a.update(second ?? '', { name: 'renamed' });
  await tell(second);
  mayGoOn.resolve();
  await blocking;
  expect(await advanced).toMatchObject({ state: 'idle' });
  expect(await world.db.sql`select from sync where id = ${syncId} and hinted_at is not null`).toHaveLength(0);
});
