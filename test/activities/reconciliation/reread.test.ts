import { expect, test } from 'vitest';
import { rereadRecords } from '#activities/reconciliation/reread.ts';
import { stageParts } from '#db/reconciliation/staging.ts';
import { beginNight } from '#test/support/reconciliation-night.ts';
import { startTwoHubSpots } from '#test/support/two-hubspots.ts';

test('a subscription that was deleted since it was read is still named with its customer, so that the sync reads it again', async () => {
  const world = await startTwoHubSpots();
  world.b.account.addProperty('deals', { name: 'customer', label: 'Customer', type: 'text', maxLength: 64 });
  const customer = world.b.records('companies').create({ name: 'Acme' }).id;
  const [kept = '', deleted = ''] = [1, 2].map((n) => world.b.records('deals').create({ dealname: `Subscription ${n}`, customer }).id);
  const field = { a: 'annualrevenue', b: 'billing:mrr', type: 'number', direction: 'b_to_a', owner: 'b' };
  const syncId = await world.createSync({
    objects: [
      {
        ...{ name: 'account', a: 'companies', b: 'companies', creates: [], links: [{ how: 'domain', a: 'domain', b: 'domain' }] },
        ...{ subscriptions: { object: 'deals', parent: 'customer' }, fields: [field] },
      },
    ],
  });
  const { run } = await beginNight(world, syncId);
  const [map] = run.mapping.objects;
  const parts = [kept, deleted].map((recordId) => ({ recordId, parentId: customer, fields: { customer } }));
  await world.db.sql.begin((tx) => stageParts(tx, run.id, 'deals', parts));
  world.b.records('deals').purge(deleted);
  const { partIds } = await rereadRecords(world.reconciliation, run, { map: map ?? expect.fail('no object'), side: 'b', ids: [customer] });
  expect(partIds.get(customer)?.toSorted()).toEqual([kept, deleted].toSorted());
});
