import { expect, test } from 'vitest';
import { recordVerdict } from '#db/accounts/verdict.ts';
import { reconcileNow } from '#test/support/reconciliation-night.ts';
import { tester } from '#test/support/tester.ts';
import { startTwoHubSpots } from '#test/support/two-hubspots.ts';

const mapping = {
  objects: [
    {
      ...{ name: 'account', a: 'companies', b: 'companies', creates: ['b'] },
      links: [{ how: 'domain', a: 'domain', b: 'domain' }],
      company: { name: { a: 'name', b: 'name' }, domain: { a: 'domain', b: 'domain' } },
      fields: [{ a: 'name', b: 'name', type: 'text', direction: 'a_to_b', owner: 'a' }],
    },
  ],
};

test('records without a common key are paired as the sync pairs them: those that may be one company are a question, and none is missing', async () => {
  const world = await startTwoHubSpots();
  const a = world.a.records('companies').create({ name: 'Quorvane' }).id;
  const b = world.b.records('companies').create({ name: 'Quorvane Car Rental' }).id;
  const syncId = await world.createSync(mapping);
  await world.runSync(syncId);
  await world.db.sql`update sync set interval_seconds = 0 where id = ${syncId}`;
  const seen = (await reconcileNow(world, syncId)).filter(({ aId }) => aId === a);
  expect(seen).toMatchObject([{ class: 'duplicate', toSide: null, message: expect.stringContaining(`may be ${b}`) }]);

  const named = (value: string) => ({ kind: 'name' as const, value });
  await recordVerdict(world.db, { verdict: 'different', a: named('Quorvane'), b: named('Quorvane Car Rental') }, tester);
  const apart = (await reconcileNow(world, syncId)).filter(({ aId }) => aId === a);
  expect(apart).toMatchObject([{ class: 'missing_right', toSide: 'b' }]);
});
