import { describe, expect, test } from 'vitest';
import { repairPart } from '#activities/reconciliation/repair-part.ts';
import { beginRepairs } from '#db/reconciliation/finding-repair.ts';
import { approveReconciliation } from '#db/reconciliation/run-list.ts';
import { dismissWrite, listWrites } from '#db/sync/failed-write.ts';
import { listConflicts } from '#db/sync/sync-conflict.ts';
import type { Mapping } from '#domain/sync/mapping.ts';
import { insertFinding, insertNight } from '#test/support/reconciliation-rows.ts';
import { tester } from '#test/support/tester.ts';
import { startTwoHubSpots, type TwoHubSpots } from '#test/support/two-hubspots.ts';

const field = (name: string, owner: string) => ({ a: name, b: name, type: 'text', direction: 'both', owner });
const account = {
  ...{ name: 'account', a: 'companies', b: 'companies', creates: ['b'] },
  links: [{ how: 'domain', a: 'domain', b: 'domain' }],
  fields: [field('name', 'a'), field('domain', 'a'), field('country', 'none'), { ...field('segment', 'a'), type: 'choice' }],
};

/** Two linked records that agree, a night of their sync, and what a finding about them has. */
async function agreedPair() {
  const world = await startTwoHubSpots();
  const a = world.a.records('companies').create({ name: 'Acme', domain: 'acme.example', country: 'Austria' }).id;
  const b = world.b.records('companies').create({ name: 'Acme', domain: 'acme.example', country: 'Austria' }).id;
  const syncId = await world.createSync({ objects: [account] }, { maxChangePercent: 100 });
  await world.runSync(syncId);
  const runId = await insertNight(world.db.sql, { syncId });
  return { world, syncId, a, b, runId, finding: { runId, aId: a, bId: b, toSide: 'b' as const } };
}

/** Asks for the repair of all that the night found, and lets the sync do it. */
async function repair({
  world,
  syncId,
  runId,
}: Pick<Awaited<ReturnType<typeof agreedPair>>, 'world' | 'syncId' | 'runId'>): Promise<number> {
  const begun = await world.db.sql.begin((tx) => beginRepairs(tx, { runId, syncId }, {}, 100));
  while ((await world.runner.advance(syncId)).state === 'more');
  return begun;
}

async function stateOf({ db }: TwoHubSpots, id: string) {
  const [finding] = await db.sql`
    select f.state, f.reason, w.state as write from reconciliation_finding f left join sync_write w on w.id = f.write_id where f.id = ${id}`;
  return finding;
}

/** As if the vendor had never told of a change: the sync believes that it has seen the present state. */
async function missChange({ db }: TwoHubSpots, syncId: string) {
  await db.sql`update sync_record set version = split_part(version, ':', 1) || ':missed', modified_at = now() + interval '1 day' where sync_id = ${syncId}`;
}

test('a change that the sync never read is read again, written by the owner rules, and the finding names the write', async () => {
  const pair = await agreedPair();
  const { world, syncId, a, b, finding } = pair;
  world.a.records('companies').update(a, { name: 'Acme SE' });
  await missChange(world, syncId);
  const id = await insertFinding(world.db.sql, { ...finding, class: 'stale', field: 'name=name' });
  expect(await repair(pair)).toBe(1);
  expect(world.b.records('companies').get(b)?.fields['name']).toBe('Acme SE');
  expect(await stateOf(world, id)).toEqual({ state: 'repaired', reason: null, write: 'acked' });
  expect(await repair(pair)).toBe(0);
});

test('a counterpart that was never created is created, once for all findings about the record', async () => {
  const pair = await agreedPair();
  const { world, syncId, runId } = pair;
  const lone = world.a.records('companies').create({ name: 'Lone', domain: 'lone.example' }).id;
  const id = await insertFinding(world.db.sql, { runId, class: 'missing_right', aId: lone, toSide: 'b' });
  await repair(pair);
  expect(await stateOf(world, id)).toEqual({ state: 'repaired', reason: null, write: 'acked' });
  expect(await listWrites(world.db, syncId, { recordId: lone, limit: 10 })).toMatchObject([{ operation: 'create', side: 'b' }]);
});

test('a finding whose write fails has its reason, and is open again once a person dismissed the write', async () => {
  const pair = await agreedPair();
  const { world, syncId, a, finding } = pair;
  world.b.account.addProperty('companies', { name: 'segment', label: 'Segment', type: 'choice', options: ['small'] });
  world.a.records('companies').update(a, { segment: 'large' });
  await missChange(world, syncId);
  const id = await insertFinding(world.db.sql, { ...finding, class: 'stale', field: 'segment=segment' });
  await repair(pair);
  expect(await stateOf(world, id)).toMatchObject({ state: 'failed', write: 'failed' });
  const [write] = await listWrites(world.db, syncId, { states: ['failed'], limit: 1 });
  await dismissWrite(world.db, syncId, write?.id ?? '', 'a test account', tester);
  await world.runSync(syncId);
  expect(await stateOf(world, id)).toMatchObject({ state: 'open', reason: expect.stringContaining('a test account') });
});

test('what agrees again by itself is settled, and what no rule decides is open again with a conflict of the sync', async () => {
  const pair = await agreedPair();
  const { world, syncId, a, b, finding } = pair;
  world.a.records('companies').update(a, { country: 'Chile' });
  world.b.records('companies').update(b, { country: 'Peru' });
  await missChange(world, syncId);
  const name = await insertFinding(world.db.sql, { ...finding, class: 'stale', field: 'name=name' });
  const country = await insertFinding(world.db.sql, { ...finding, class: 'stale', field: 'country=country' });
  await repair(pair);
  expect(await stateOf(world, name)).toMatchObject({ state: 'settled' });
  expect(await stateOf(world, country)).toMatchObject({ state: 'open', reason: expect.stringContaining('write nothing') });
  expect(await world.db.sql`select a_value, b_value from sync_conflict where sync_id = ${syncId}`).toEqual([
    { a_value: 'Chile', b_value: 'Peru' },
  ]);
});

test('a record that was merged is followed by its link', async () => {
  const pair = await agreedPair();
  const { world, syncId, a, b, runId } = pair;
  const survivor = world.a.records('companies').create({ name: 'Survivor', domain: 'survivor.example' }).id;
  const id = await insertFinding(world.db.sql, { runId, class: 'merged', aId: a, bId: b, goneSide: 'a', mergedInto: survivor });
  await repair(pair);
  expect(await stateOf(world, id)).toMatchObject({ state: 'repaired' });
  expect(await world.db.sql`select a_id from sync_link where sync_id = ${syncId} and b_id = ${b}`).toEqual([{ a_id: survivor }]);
  expect(world.b.records('companies').get(b)?.fields['name']).toBe('Survivor');
});

describe('the repairs of a night', () => {
  /** The night of a pair, step by step, as its workflow does it. */
  async function night(pair: Awaited<ReturnType<typeof agreedPair>>, { isDryRun = false } = {}) {
    const { world, syncId, runId } = pair;
    const [sync] = await world.db.sql<{ mapping: Mapping }[]>`select mapping from sync where id = ${syncId}`;
    if (!sync) throw new Error('the sync is gone');
    const run = { id: runId, syncId, isDryRun, startedAt: new Date(), mapping: sync.mapping };
    const runSync = async () => {
      while ((await world.runner.advance(syncId)).state === 'more');
    };
    return () => repairPart({ db: world.db, notify: world.notify, runSync }, run);
  }

  async function manyStale(pair: Awaited<ReturnType<typeof agreedPair>>, count: number) {
    const { world, syncId, runId } = pair;
    for (let i = 0; i < count; i++) {
      world.a.records('companies').create({ name: `C${i}`, domain: `c${i}.example` });
    }
    await world.runSync(syncId);
    const links = await world.db.sql<{ aId: string; bId: string; id: string }[]>`
      select id, a_id as "aId", b_id as "bId" from sync_link where sync_id = ${syncId} order by id limit ${count}`;
    for (const { aId } of links) world.a.records('companies').update(aId, { name: `Changed ${aId}` });
    await missChange(world, syncId);
    for (const { id: linkId, aId, bId } of links) {
      await insertFinding(world.db.sql, { runId, class: 'stale', field: 'name=name', aId, bId, linkId, toSide: 'b' });
    }
  }

  const changed = ({ world }: Pick<Awaited<ReturnType<typeof agreedPair>>, 'world'>) =>
    world.b
      .records('companies')
      .all()
      .filter(({ fields }) => String(fields['name']).startsWith('Changed ')).length;

  test('are made by the sync, once', async () => {
    const pair = await agreedPair();
    await manyStale(pair, 15);
    const step = await night(pair);
    expect(await step()).toMatchObject({ state: 'more' });
    expect(changed(pair)).toBe(15);
    expect(await step()).toMatchObject({ state: 'done' });
    expect(await pair.world.db.sql`select distinct state from reconciliation_finding`).toEqual([{ state: 'repaired' }]);
  });

  test('beyond what the plan allows wait for a yes: nothing is written before, and people are told once', async () => {
    const pair = await agreedPair();
    await manyStale(pair, 30);
    const step = await night(pair);
    expect(await step()).toEqual({
      state: 'waiting',
      detail: 'waiting for a yes: 30 records to repair, more than 5 % of 31 linked records',
    });
    expect(await step()).toMatchObject({ state: 'waiting' });
    expect(changed(pair)).toBe(0);
    expect((await pair.world.notices()).filter((type) => type.startsWith('causeway.reconciliation'))).toEqual([
      'causeway.reconciliation.drift',
    ]);
    await approveReconciliation(pair.world.db, pair.runId, tester);
    while ((await step()).state !== 'done');
    expect(changed(pair)).toBe(30);
  });

  test('in a dry run are only counted', async () => {
    const pair = await agreedPair();
    await manyStale(pair, 3);
    expect(await (await night(pair, { isDryRun: true }))()).toEqual({ state: 'done', detail: '3 findings could be repaired' });
    expect(changed(pair)).toBe(0);
  });

  test('leave to a person what no rule decides, in the list of the sync', async () => {
    const pair = await agreedPair();
    const { world, syncId, a, b, finding } = pair;
    world.a.records('companies').update(a, { country: 'Chile' });
    world.b.records('companies').update(b, { country: 'Peru' });
    await missChange(world, syncId);
    const id = await insertFinding(world.db.sql, { ...finding, class: 'conflicting', field: 'country=country', toSide: null });
    const step = await night(pair);
    while ((await step()).state !== 'done');
    expect(await stateOf(world, id)).toMatchObject({ state: 'open' });
    expect(await listConflicts(world.db, syncId, { isOpen: true, limit: 10 })).toMatchObject([{ aValue: 'Chile', bValue: 'Peru' }]);
  });
});
