import { expect, test } from 'vitest';
import { checkMapping, type LiveField, type LiveObject, type LiveObjects } from '#domain/sync/mapping-check.ts';
import type { Mapping } from '#domain/sync/mapping.ts';
import { dealsToCrm } from '#domain/sync/preset-deals-crm.ts';
import { fitMapping } from '#domain/sync/presets.ts';

/** A CRM that has every field of the mapping but these. */
function liveWithout(mapping: Mapping, absent: readonly string[]): LiveObjects {
  const live = { a: new Map<string, LiveObject>(), b: new Map<string, LiveObject>() };
  for (const map of mapping.objects) {
    for (const side of ['a', 'b'] as const) {
      const types = new Map<string, LiveField['type']>([
        ...map.links.map((link) => [link[side], 'text'] as const),
        ...map.fields.map((field) => [field[side], field.type] as const),
      ]);
      const fields = [...types]
        .filter(([name]) => side === 'b' || !absent.includes(name))
        .map(([name, type]) => ({ name, type, required: false, readOnly: false, maxLength: null, options: null }));
      live[side].set(map[side], { fields, writable: true, repeatableCreates: false });
    }
  }
  return live;
}

test.each(['hubspot', 'salesforce'])('a preset for %s that lacks any of its custom fields can be saved as it is returned', (vendor) => {
  const { mapping, custom } = dealsToCrm(vendor) ?? expect.unreachable();
  const needed = mapping.objects.find(({ name }) => name === 'deal')?.links[0]?.a;
  for (const { name } of custom.filter((field) => field.name !== needed)) {
    const live = liveWithout(mapping, [name]);
    const { mapping: fitted, leftOut } = fitMapping(mapping, live);
    expect(leftOut, name).not.toEqual([]);
    expect(checkMapping(fitted, live), name).toEqual([]);
  }
});

test('without the field for our id of the customer, no accounts are created', () => {
  const { mapping } = dealsToCrm('hubspot') ?? expect.unreachable();
  const { mapping: fitted } = fitMapping(mapping, liveWithout(mapping, ['causeway_customer_id']));
  expect(fitted.objects).toMatchObject([
    { name: 'account', creates: [], links: [{ how: 'domain' }] },
    { name: 'contact', creates: ['a'] },
    { name: 'deal', creates: ['a'] },
  ]);
});
