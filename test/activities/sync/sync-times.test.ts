import { expect, test } from 'vitest';
import { startTwoHubSpots } from '#test/support/two-hubspots.ts';

const mapping = {
  objects: [
    {
      ...{ name: 'account', a: 'companies', b: 'companies', creates: ['b'] },
      links: [{ how: 'external_id', a: 'id', b: 'counterpart_id' }],
      fields: [{ a: 'name', b: 'name', type: 'text', direction: 'both', owner: 'none' }],
    },
  ],
};
const HOUR_MS = 3_600_000;

async function worldOf(records: number, offsetMs = 0) {
  const world = await startTwoHubSpots();
  world.a.clock.advance(offsetMs);
  const [a, b] = [world.a.records('companies'), world.b.records('companies')];
  for (let i = 0; i < records; i++) a.create({ name: `Company ${i}` });
  const syncId = await world.createSync(mapping, { maxChangePercent: 100 });
  await world.runSync(syncId);
  const names = () => b.all().map(({ fields }) => fields['name']);
  return { world, a, b, names, run: () => world.runSync(syncId) };
}

test('changes of one millisecond that fill several pages, and more than a search returns, all arrive', async () => {
  const { world, a, names, run } = await worldOf(650);
  world.a.account.searchCap = 300;
  world.a.clock.freeze();
  for (const { id } of a.all()) a.update(id, { name: `renamed ${id}` });
  expect(await run()).toMatchObject({ state: 'completed', written: 650 });
  expect(names().toSorted()).toEqual(
    a
      .all()
      .map(({ fields }) => fields['name'])
      .toSorted(),
  );
  expect(await run()).toMatchObject({ state: 'completed', written: 0 });
});

test.each([
  ['ahead', HOUR_MS],
  ['behind', -HOUR_MS],
])('a vendor whose clock is an hour %s loses no change', async (_name, offsetMs) => {
  const { a, b, names, run } = await worldOf(3, offsetMs);
  for (let round = 0; round < 3; round++) {
    const [first, second] = a.all();
    a.update(first?.id ?? '', { name: `from A ${round}` });
    const counterpart = b.findBy('counterpart_id', second?.id ?? '');
    b.update(counterpart?.id ?? '', { name: `from B ${round}` });
    expect(await run()).toMatchObject({ state: 'completed', conflicts: 0 });
    expect(names()).toContain(`from A ${round}`);
    expect(a.get(second?.id ?? '')?.fields['name']).toBe(`from B ${round}`);
  }
});
