import { describe, expect, test } from 'vitest';
import { recordVerdict, withdrawVerdict } from '#db/accounts/verdict.ts';
import { listWrites } from '#db/sync/failed-write.ts';
import { tester } from '#test/support/tester.ts';
import { startTwoHubSpots, type TwoHubSpots } from '#test/support/two-hubspots.ts';

const field = (name: string) => ({ a: name, b: name, type: 'text', direction: 'a_to_b', owner: 'a' });
const mapping = {
  objects: [
    {
      ...{ name: 'account', a: 'companies', b: 'companies', creates: [] },
      links: [{ how: 'domain', a: 'domain', b: 'domain' }],
      company: { name: { a: 'name', b: 'name' }, domain: { a: 'domain', b: 'domain' } },
      fields: [field('country')],
    },
  ],
};

const company = (fake: TwoHubSpots['a'], name: string, domain?: string) =>
  fake.records('companies').create({ name, ...(domain !== undefined && { domain }) }).id;
const linksOf = (world: TwoHubSpots, syncId: string) =>
  world.db.sql<{ aId: string; bId: string; how: string }[]>`
    select a_id as "aId", b_id as "bId", how from sync_link where sync_id = ${syncId} order by a_id`;
const asksAbout = async (world: TwoHubSpots, syncId: string) =>
  (await listWrites(world.db, syncId, { states: ['failed'], limit: 10 })).map(({ reason }) => reason);
const named = (value: string) => ({ kind: 'name' as const, value });
const judge = (world: TwoHubSpots, verdict: 'same' | 'different', a: string, b: string) =>
  recordVerdict(world.db, { verdict, a: named(a), b: named(b) }, tester);

describe('records that are linked by their companies', () => {
  test('are those that deals and accounts would be matched by: in any legal form, and whatever their websites', async () => {
    const world = await startTwoHubSpots();
    const a = company(world.a, 'Quorvane Tarnwick GmbH', 'quorvane.example');
    const b = company(world.b, 'Quorvane Tarnwick AG');
    company(world.b, 'Oswestine Ltd', 'oswestine.example');
    const syncId = await world.createSync(mapping);
    await world.runSync(syncId);
    expect(await linksOf(world, syncId)).toEqual([{ aId: a, bId: b, how: 'company' }]);
    expect(await asksAbout(world, syncId)).toEqual([]);
  });

  test('are a question for a person if they may be the same, or if two are', async () => {
    const world = await startTwoHubSpots();
    company(world.a, 'Quorvane');
    company(world.b, 'Quorvane Car Rental');
    company(world.a, 'Tarnwick Kelbrook GmbH');
    for (const form of ['Ltd', 'Inc']) company(world.b, `Tarnwick Kelbrook ${form}`);
    const syncId = await world.createSync(mapping);
    await world.runSync(syncId);
    expect(await linksOf(world, syncId)).toEqual([]);
    expect(new Set(await asksAbout(world, syncId))).toEqual(new Set(['unclear_link']));
  });

  test('are linked under two names that a person called the same', async () => {
    const world = await startTwoHubSpots();
    const [a, b] = [company(world.a, 'Larkspur Mobile Ltd'), company(world.b, 'Vantia Ltd', 'vantia.example')];
    await judge(world, 'same', 'Larkspur Mobile', 'Vantia');
    const syncId = await world.createSync(mapping);
    await world.runSync(syncId);
    expect(await linksOf(world, syncId)).toMatchObject([{ aId: a, bId: b, how: 'company' }]);
  });

  test('are never linked by a run after a person called them different, not even by a common domain', async () => {
    const world = await startTwoHubSpots();
    const a = company(world.a, 'Quorvane Foods', 'quorvane.example');
    const b = company(world.b, 'Quorvane Pharma', 'quorvane.example');
    const { id } = await judge(world, 'different', 'Quorvane Foods', 'Quorvane Pharma');
    const syncId = await world.createSync(mapping);
    for (const country of ['1', '2']) {
      world.a.records('companies').update(a, { country });
      world.b.records('companies').update(b, { country });
      await world.runSync(syncId);
      expect(await linksOf(world, syncId)).toEqual([]);
    }
    await withdrawVerdict(world.db, id, tester);
    world.a.records('companies').update(a, { country: '3' });
    await world.runSync(syncId);
    expect(await linksOf(world, syncId)).toEqual([{ aId: a, bId: b, how: 'domain' }]);
  });
});
