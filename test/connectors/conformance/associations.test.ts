import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AssociationWrite, VendorAssociations } from '#connectors/association.ts';
import { createConnectors } from '#connectors/index.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { httpFor, sessionWith } from '#test/connectors/support/fake-session.ts';
import { type ConformingVendor, conformingVendors } from './vendors.ts';

const linking = [...createConnectors()].flatMap(([name, { associations }]) => (associations ? [name] : []));

test('HubSpot keeps links apart from the fields of records', () => {
  expect(linking).toEqual(['hubspot']);
});

describe.each(linking)('%s', (name) => {
  let vendor: ConformingVendor;
  let session: VendorSession;
  let associations: VendorAssociations;
  let objects: { from: string; to: string };
  let linked: NonNullable<ConformingVendor['linked']>;
  beforeEach(async () => {
    vendor = await (conformingVendors[name] ?? expect.fail())();
    const connector = createConnectors({ [name]: vendor.url }).get(name) ?? expect.fail();
    associations = connector.associations ?? expect.fail();
    linked = vendor.linked ?? expect.fail();
    objects = { from: vendor.object, to: linked.object };
    ({ session } = sessionWith(connector, httpFor(vendor.url), vendor.tokens));
  });
  afterEach(() => vendor.close());

  const add = (fromId: string, toId: string): AssociationWrite => ({ key: `${fromId}-${toId}`, operation: 'add', fromId, toId });
  const pairs = (found: readonly { fromId: string; toId: string }[]) => found.map(({ fromId, toId }) => `${fromId}-${toId}`).toSorted();

  test('links are added, read from both sides, and removed, and adding one again changes nothing', async () => {
    const [a, b, other] = [vendor.create('A'), vendor.create('B'), linked.create('Other')];
    const writes = [add(a, other), add(b, other)];
    for (let round = 0; round < 2; round++) {
      expect(await associations.write(session, objects, writes)).toMatchObject(writes.map(({ key }) => ({ key, status: 'added' })));
      expect(pairs(await associations.read(session, objects, [a, b]))).toEqual(pairs(writes));
    }
    const back = await associations.read(session, { from: objects.to, to: objects.from }, [other]);
    expect(back.map(({ toId }) => toId).toSorted()).toEqual([a, b].toSorted());
    expect(back[0]?.types.length).toBeGreaterThan(0);
    const removal = { ...add(a, other), operation: 'remove' } as const;
    expect(await associations.write(session, objects, [removal])).toMatchObject([{ key: removal.key, status: 'removed' }]);
    expect(pairs(await associations.read(session, objects, [a, b]))).toEqual([`${b}-${other}`]);
  });

  test('all links of a record are read, however many pages they have', async () => {
    const from = vendor.create('A');
    const others = Array.from({ length: 1_200 }, (_, i) => linked.create(`Other ${i}`));
    for (let at = 0; at < others.length; at += 100) {
      await associations.write(
        session,
        objects,
        others.slice(at, at + 100).map((other) => add(from, other)),
      );
    }
    const read = await associations.read(session, objects, [from, vendor.create('Without links')]);
    expect(read.map(({ toId }) => toId).toSorted()).toEqual(others.toSorted());
  });

  test('a link to a record that does not exist fails alone, with the words of the vendor', async () => {
    const [a, b] = [vendor.create('A'), linked.create('B')];
    const results = await associations.write(session, objects, [add(a, b), add(a, '999999999'), { ...add(b, a), key: 'swapped' }]);
    expect(results).toMatchObject([
      { key: `${a}-${b}`, status: 'added' },
      { key: `${a}-999999999`, status: 'failed', failure: { retryable: false, message: expect.stringMatching(/./) } },
      { key: 'swapped', status: 'failed' },
    ]);
  });

  test('links follow a merge', async () => {
    const [winner, loser, other] = [vendor.create('A'), vendor.create('B'), linked.create('Other')];
    await associations.write(session, objects, [add(loser, other)]);
    const survivor = vendor.merge?.(winner, loser) ?? '';
    expect(pairs(await associations.read(session, objects, [survivor]))).toEqual([`${survivor}-${other}`]);
  });

  test('a vendor that is away fails the call, and not the links', async () => {
    vendor.faults.plan({ kind: 'unavailable' });
    await expect(associations.write(session, objects, [add(vendor.create('A'), linked.create('B'))])).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  test('nothing is asked for no records and no links', async () => {
    expect(await associations.read(session, objects, [])).toEqual([]);
    expect(await associations.write(session, objects, [])).toEqual([]);
    expect(vendor.arrived()).toEqual([]);
  });
});
