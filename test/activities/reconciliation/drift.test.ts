import { expect, test } from 'vitest';
import { changeSync } from '#db/sync/sync.ts';
import { newId } from '#domain/id.ts';
import { seededRandom } from '#domain/random.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { beginNight, type FoundFinding, reconcileNow } from '#test/support/reconciliation-night.ts';
import { companyFields, companyMapping } from '#test/support/synced-companies.ts';
import { tester } from '#test/support/tester.ts';
import { startTwoHubSpots, type TwoHubSpots } from '#test/support/two-hubspots.ts';

interface Pair {
  a: string;
  b: string;
}

/** Companies that a sync has made the same, and that have been left alone since. */
async function startSynced(world: TwoHubSpots, count: number): Promise<{ syncId: string; pairs: Pair[] }> {
  for (let n = 0; n < count; n++) {
    world.a.records('companies').create(companyFields(n));
  }
  const syncId = await world.createSync(companyMapping, { maxChangePercent: 100 });
  await world.runSync(syncId);
  // So that nothing is just on its way.
  await world.db.sql`update sync set interval_seconds = 0 where id = ${syncId}`;
  const pairs = await world.db.sql<Pair[]>`select a_id as a, b_id as b from sync_link where sync_id = ${syncId} order by a_id`;
  expect(pairs).toHaveLength(count);
  return { syncId, pairs: [...pairs] };
}

const shown = ({ class: name, field, aId, bId, toSide, toValue }: Omit<FoundFinding, 'agreedValue' | 'mergedInto' | 'message' | 'cause'>) =>
  [name, field ?? '-', aId ?? '-', bId ?? '-', toSide ?? '-', toValue ?? '-'].join(' ');

type Expected = Partial<FoundFinding> & { class: string };
const expected = ({ class: name, field = null, aId = null, bId = null, toSide = null, toValue = null }: Expected) =>
  shown({ class: name, field, aId, bId, toSide, toValue });

/** Ways in which two systems come apart. Each returns what a night must find. */
const drifts: Record<string, (world: TwoHubSpots, pair: Pair, tag: string) => Expected[] | Promise<Expected[]>> = {
  'the owner changed': ({ a }, pair, tag) => {
    a.records('companies').update(pair.a, { phone: tag });
    return [{ class: 'stale', field: 'phone=phone', aId: pair.a, bId: pair.b, toSide: 'b', toValue: tag }];
  },
  'the other side changed': ({ a, b }, pair, tag) => {
    b.records('companies').update(pair.b, { phone: tag });
    const toValue = String(a.records('companies').get(pair.a)?.fields['phone']);
    return [{ class: 'stale', field: 'phone=phone', aId: pair.a, bId: pair.b, toSide: 'b', toValue }];
  },
  'one side changed without an owner': ({ b }, pair, tag) => {
    b.records('companies').update(pair.b, { name: tag });
    return [{ class: 'stale', field: 'name=name', aId: pair.a, bId: pair.b, toSide: 'a', toValue: tag }];
  },
  'both changed': ({ a, b }, pair, tag) => {
    a.records('companies').update(pair.a, { name: `${tag} of a` });
    b.records('companies').update(pair.b, { name: `${tag} of b` });
    return [{ class: 'conflicting', field: 'name=name', aId: pair.a, bId: pair.b }];
  },
  'a value without a place': ({ a }, pair) => {
    a.records('companies').update(pair.a, { segment: 'large' });
    return [{ class: 'unmapped', field: 'segment=segment', aId: pair.a, bId: pair.b }];
  },
  'deleted in A': ({ a }, pair) => {
    a.records('companies').archive(pair.a);
    return [{ class: 'missing_left', aId: pair.a, bId: pair.b }];
  },
  'purged in B': ({ b }, pair) => {
    b.records('companies').purge(pair.b);
    return [{ class: 'missing_right', aId: pair.a, bId: pair.b }];
  },
  'merged in B': ({ b }, pair, tag) => {
    const other = b.records('companies').create({ name: tag });
    b.account.merge('companies', pair.b, other.id);
    return [{ class: 'merged', aId: pair.a, bId: pair.b }];
  },
  'new in A': ({ a }, _pair, tag) => {
    const { id } = a.records('companies').create({ name: tag, domain: `new-${tag}.com` });
    return [{ class: 'missing_right', aId: id, toSide: 'b' }];
  },
  'new in B': ({ b }, _pair, tag) => {
    const { id } = b.records('companies').create({ name: tag });
    return [{ class: 'unmapped', bId: id }];
  },
  'a second one in A': ({ a }, pair, tag) => {
    const { id } = a.records('companies').create({ name: tag, domain: String(a.records('companies').get(pair.a)?.fields['domain']) });
    return [{ class: 'duplicate', aId: id }];
  },
  'not permitted': async ({ a, db }, pair, tag) => {
    a.records('companies').update(pair.a, { phone: tag });
    await db.sql`
      insert into sync_write (id, sync_id, object, side, target, operation, link_id, "values", desired_hash, base_hash, state, reason, message)
      select ${newId('swr')}, sync_id, object, 'b', b_id, 'update', id, ${JSON.stringify({ 'phone=phone': tag })}::text::jsonb, 'h', 'h', 'failed',
        'forbidden', 'no permission' from sync_link where a_id = ${pair.a}`;
    return [{ class: 'forbidden', field: 'phone=phone', aId: pair.a, bId: pair.b }];
  },
  'what is not mapped changed': ({ a, b }, pair) => {
    a.records('companies').update(pair.a, { country: 'FR' });
    b.records('companies').update(pair.b, { country: 'DE' });
    return [];
  },
  'both changed to the same': ({ a, b }, pair, tag) => {
    a.records('companies').update(pair.a, { name: tag });
    b.records('companies').update(pair.b, { name: ` ${tag} ` });
    return [];
  },
};

test.each([1, 2])('every difference between two systems is found once, in its class, and nothing else is (seed %i)', async (seed) => {
  const world = await startTwoHubSpots();
  const { syncId, pairs } = await startSynced(world, 110);
  expect(await reconcileNow(world, syncId)).toEqual([]);
  const random = seededRandom(seed);
  const kinds = Object.values(drifts);
  const wanted: Expected[] = [];
  // Each kind once at least, each pair once at most.
  const left = pairs.toSorted(() => random() - 0.5);
  for (let n = 0; n < 60; n++) {
    const drift = kinds[n] ?? kinds[Math.floor(random() * kinds.length)];
    const pair = left.pop();
    if (drift && pair) wanted.push(...(await drift(world, pair, `drift-${seed}-${n}`)));
  }
  expect((await reconcileNow(world, syncId)).map(shown).toSorted()).toEqual(wanted.map(expected).toSorted());
});

test('a change that is on its way is no drift yet, whatever the clock of its vendor says', async () => {
  const world = await startTwoHubSpots();
  const { syncId, pairs } = await startSynced(world, 3);
  const [first, second, third] = pairs;
  if (!first || !second || !third) throw new Error('no pairs');
  await world.db.sql`update sync set interval_seconds = 300 where id = ${syncId}`;
  world.a.clock.advance(-3_600_000);
  world.b.clock.advance(3_600_000);
  world.a.records('companies').update(first.a, { phone: 'by A just now' });
  world.b.records('companies').update(second.b, { phone: 'by B just now' });
  world.b.records('companies').purge(third.b);
  const night = await beginNight(world, syncId);
  await Promise.all([night.read('a'), night.read('b')]);
  await night.compare();
  expect((await night.check()).detail).toContain('3 left');
  expect(await night.findings()).toEqual([]);
  // The first change arrives; the others are still there after a while, by our own clock.
  world.b.records('companies').update(first.b, { phone: 'by A just now' });
  await night.letTimePass();
  expect((await night.checkAll()).map(shown)).toEqual([
    expected({ class: 'missing_right', aId: third.a, bId: third.b }),
    expected({ class: 'stale', field: 'phone=phone', aId: second.a, bId: second.b, toSide: 'b', toValue: '1' }),
  ]);
});

test('an old change is drift at once, and one that changes at each look is left to the next night', async () => {
  const world = await startTwoHubSpots();
  const { syncId, pairs } = await startSynced(world, 2);
  const [old, busy] = pairs;
  if (!old || !busy) throw new Error('no pairs');
  world.a.clock.advance(-7_200_000);
  world.a.records('companies').update(old.a, { phone: 'hours ago' });
  world.a.clock.advance(7_200_000);
  await world.db.sql`update sync set interval_seconds = 300 where id = ${syncId}`;
  // What the sync wrote to B is hours old too.
  world.b.clock.advance(-7_200_000);
  world.b.records('companies').update(old.b, { country: 'FR' });
  world.b.clock.advance(7_200_000);
  const edit = (n: number) => world.a.records('companies').update(busy.a, { phone: `edit ${n}` });
  edit(0);
  const night = await beginNight(world, syncId);
  await Promise.all([night.read('a'), night.read('b')]);
  await night.compare();
  for (let n = 1; n <= 4; n++) {
    edit(n);
    await night.check();
    await night.letTimePass();
  }
  expect((await night.checkAll()).map(shown)).toEqual([
    expected({ class: 'stale', field: 'phone=phone', aId: old.a, bId: old.b, toSide: 'b', toValue: 'hours ago' }),
  ]);
});

test('what changes while both sides are read and compared, and is the same in the end, is not found', async () => {
  const world = await startTwoHubSpots();
  const { syncId, pairs } = await startSynced(world, 40);
  const random = seededRandom(7);
  const night = await beginNight(world, syncId);
  const both = (fields: Record<string, string>) => {
    const pair = pairs[Math.floor(random() * pairs.length)];
    if (!pair) return;
    world.a.records('companies').update(pair.a, fields);
    world.b.records('companies').update(pair.b, fields);
  };
  await night.read('a');
  for (let n = 0; n < 20; n++) both({ name: `between ${n}` });
  world.a.records('companies').create({ name: 'new', domain: 'new.com' });
  world.a.records('companies').archive(pairs[0]?.a ?? '');
  await night.read('b');
  for (let n = 0; n < 20; n++) both({ phone: `after ${n}` });
  // The sync sees to the new and the deleted record meanwhile.
  await world.runSync(syncId);
  await night.compare();
  both({ name: 'last' });
  expect(await night.checkAll()).toEqual([]);
});

test('a side that could not be read to its end makes nothing missing, and what both sides show is compared', async () => {
  const world = await startTwoHubSpots();
  const { syncId, pairs } = await startSynced(world, 110);
  const pair = pairs[0];
  if (!pair) throw new Error('no pair');
  world.a.records('companies').update(pair.a, { phone: 'changed' });
  world.b.records('companies').purge(pairs[1]?.b ?? '');
  const night = await beginNight(world, syncId);
  await night.read('a');
  await night.read('b', 1);
  expect(await night.compare()).toMatchObject({ state: 'done' });
  expect((await night.checkAll()).map(shown)).toEqual([
    expected({ class: 'stale', field: 'phone=phone', aId: pair.a, bId: pair.b, toSide: 'b', toValue: 'changed' }),
  ]);
});

test('a third of the records gone at once is a question for a person, who must say so before they are called missing', async () => {
  const world = await startTwoHubSpots();
  const { syncId, pairs } = await startSynced(world, 33);
  for (const { b } of pairs.slice(0, 10)) world.b.records('companies').purge(b);
  const night = await beginNight(world, syncId);
  await Promise.all([night.read('a'), night.read('b')]);
  expect(await night.compare()).toMatchObject({ state: 'waiting' });
  const [run] = await world.db.sql`select state, question from reconciliation_run where id = ${night.run.id}`;
  expect(run).toMatchObject({ state: 'waiting', question: expect.stringContaining('10 of 33 linked records of account are not in B') });
  expect(await night.findings()).toEqual([]);
  night.run.approvedAt = new Date();
  expect(await night.compare()).toMatchObject({ state: 'done' });
  expect(await night.checkAll()).toHaveLength(10);
});

test('a mapping that was changed since the last night is what both sides are compared by, and nothing else is found', async () => {
  const world = await startTwoHubSpots();
  const { syncId, pairs } = await startSynced(world, 5);
  expect(await reconcileNow(world, syncId)).toEqual([]);
  for (const [n, { a, b }] of pairs.entries()) {
    world.a.records('companies').update(a, { country: 'DE', phone: `a ${n}` });
    world.b.records('companies').update(b, { country: n === 0 ? 'FR' : 'DE' });
  }
  const first = { aId: pairs[0]?.a ?? null, bId: pairs[0]?.b ?? null };
  const [object] = companyMapping.objects;
  const fields = object?.fields.map((field) => (field.a === 'phone' ? { ...field, a: 'country', b: 'country' } : field));
  const mapping = Mapping.parse({ objects: [{ ...object, fields }] });
  await changeSync(world.db, syncId, () => ({ mapping }), tester);
  expect((await reconcileNow(world, syncId)).map(shown)).toEqual([
    expected({ class: 'stale', field: 'country=country', ...first, toSide: 'b', toValue: 'DE' }),
  ]);
});

test('a record that is too large to be staged is a finding of its own, and the others are compared', async () => {
  const world = await startTwoHubSpots();
  const { syncId, pairs } = await startSynced(world, 3);
  world.a.records('companies').update(pairs[0]?.a ?? '', { name: 'x'.repeat(1_100_000) });
  world.a.records('companies').update(pairs[1]?.a ?? '', { phone: 'changed' });
  const found = await reconcileNow(world, syncId);
  expect(found.map(({ class: name, field, aId }) => [name, field, aId])).toEqual([
    ['stale', 'name=name', pairs[0]?.a],
    ['stale', 'phone=phone', pairs[1]?.a],
  ]);
});

test('a check that is repeated, or done by two workers at once, finds each difference once', async () => {
  const world = await startTwoHubSpots();
  const { syncId, pairs } = await startSynced(world, 20);
  for (const { a } of pairs) world.a.records('companies').update(a, { phone: 'changed' });
  const night = await beginNight(world, syncId);
  await Promise.all([night.read('a'), night.read('b')]);
  await night.compare();
  await Promise.all([night.check(), night.check()]);
  await night.compare();
  expect(await night.checkAll()).toHaveLength(20);
});

test('a finding says what let it happen', async () => {
  const world = await startTwoHubSpots();
  const { syncId, pairs } = await startSynced(world, 7);
  const at = (n: number): Pair => pairs[n] ?? { a: '', b: '' };
  const [a, b] = [world.a.records('companies'), world.b.records('companies')];
  const ledger = (pair: Pair, phone: string, set: string) =>
    world.db.sql`
      insert into sync_write (id, sync_id, object, side, target, operation, link_id, "values", desired_hash, base_hash, state, reason, message, ended_at)
      select ${newId('swr')}, ${syncId}, 'account', 'b', ${pair.b}, 'update', id, ${JSON.stringify({ 'phone=phone': phone })}::text::jsonb, 'h', 'h',
        ${set}, ${set === 'failed' ? 'invalid' : null}, ${set === 'failed' ? 'no such number' : null}, now() - interval '1 day'
      from sync_link where a_id = ${pair.a}`;
  const isKnown = (pair: Pair, side: 'a' | 'b', phone: string) =>
    world.db.sql`
      update sync_record set "values" = "values" || ${JSON.stringify({ 'phone=phone': phone })}::text::jsonb
      where sync_id = ${syncId} and side = ${side} and record_id = ${pair[side]}`;
  await world.db.sql`update sync_write set ended_at = now() - interval '3 days' where sync_id = ${syncId}`;
  // 0: never read. 1: failed. 2: dismissed. 3: changed after it was written. 4: written, and not kept. 5: waits. 6: a deletion.
  for (const n of [0, 1, 2, 5]) a.update(at(n).a, { phone: `new ${n}` });
  for (const n of [1, 2, 5]) await isKnown(at(n), 'a', `new ${n}`);
  await ledger(at(1), 'new 1', 'failed');
  await ledger(at(2), 'new 2', 'dismissed');
  await ledger(at(5), 'new 5', 'waiting');
  b.update(at(3).b, { phone: 'by somebody' });
  await ledger(at(3), '3', 'acked');
  world.b.clock.advance(-2 * 86_400_000);
  b.update(at(4).b, { phone: 'by a rule' });
  world.b.clock.advance(2 * 86_400_000);
  await ledger(at(4), '4', 'acked');
  b.purge(at(6).b);
  const found = await reconcileNow(world, syncId);
  const causes = found.map(({ aId, cause }) => [pairs.findIndex((pair) => pair.a === aId), cause.kind]).toSorted();
  expect(causes).toEqual([
    [0, 'never_read'],
    [1, 'write_failed'],
    [2, 'write_dismissed'],
    [3, 'changed_afterwards'],
    [4, 'write_not_kept'],
    [5, 'write_waiting'],
    [6, 'never_read'],
  ]);
  expect(found.find(({ cause }) => cause.kind === 'write_failed')?.cause).toMatchObject({
    id: expect.stringMatching(/^swr_/),
    message: expect.stringContaining('no such number'),
  });
});

test('what the night cannot know is read from the vendors as they are now', async () => {
  const world = await startTwoHubSpots();
  const { syncId } = await startSynced(world, 1);
  world.b.account.loseProperty('companies', 'phone');
  const night = await beginNight(world, syncId);
  const spots = await night.blindSpots();
  expect(spots).toContainEqual(
    expect.objectContaining({
      side: 'b',
      field: 'phone',
      message: 'HubSpot does not show phone to this connection, so it is not compared',
    }),
  );
  expect(spots.some(({ message }) => message.includes('permanent deletion for privacy'))).toBe(true);
});

test('what the sync has seen and left to a person is drift at once', async () => {
  const world = await startTwoHubSpots();
  const { syncId, pairs } = await startSynced(world, 2);
  const [pair] = pairs;
  if (!pair) throw new Error('no pair');
  await world.db.sql`update sync set interval_seconds = 300 where id = ${syncId}`;
  world.a.records('companies').update(pair.a, { name: 'by A' });
  world.b.records('companies').update(pair.b, { name: 'by B' });
  await world.runSync(syncId);
  const found = await reconcileNow(world, syncId);
  expect(found.map(shown)).toEqual([expected({ class: 'conflicting', field: 'name=name', aId: pair.a, bId: pair.b })]);
  expect(found[0]?.cause).toMatchObject({ kind: 'conflict_open', id: expect.stringMatching(/^cft_/) });
});
