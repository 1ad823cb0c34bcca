import { expect, test } from 'vitest';
import { blindSpotsOf } from '#domain/reconciliation/blind-spots.ts';
import { Mapping } from '#domain/sync/mapping.ts';

const field = (name: string, more: object = {}) => ({ a: name, b: name, type: 'text', direction: 'a_to_b', owner: 'a', ...more });

const [map] = Mapping.parse({
  objects: [
    {
      ...{ name: 'account', a: 'A', b: 'B', creates: [], links: [{ how: 'domain', a: 'd', b: 'd' }] },
      fields: [
        field('hidden'),
        field('formula'),
        field('locked'),
        field('first', { once: true }),
        field('short', { transforms: [{ kind: 'truncate', length: 10 }] }),
        field('plain'),
      ],
    },
  ],
}).objects;

const described = (names: string[], readOnly: string[]) => names.map((name) => ({ name, readOnly: readOnly.includes(name) }));

test('what a night cannot know is named: hidden, computed and locked fields, deletions and merges without evidence, what is not compared', () => {
  if (map === undefined) throw new Error('no object');
  const others = ['formula', 'locked', 'first', 'short', 'plain'];
  const spots = blindSpotsOf(
    map,
    { a: 'Left', b: 'Right' },
    {
      a: { facts: { deletes: 'never', merges: 'asked', blind_spots: ['Roll-ups are late'] }, fields: described(others, ['formula']) },
      b: { facts: { deletes: 'told', merges: 'never', blind_spots: [] }, fields: described(['hidden', ...others], ['locked']) },
    },
  );
  const of = (side: string | null) =>
    spots.filter((spot) => spot.side === side).map(({ field: name, message }) => `${name ?? '-'}: ${message}`);
  expect(of('a')).toEqual([
    '-: Left: Roll-ups are late',
    '-: Left does not tell of deletions: a record that is missing may be deleted or hidden',
    '-: Records that the connection to Left may not see look like deleted ones',
    'hidden: Left does not show hidden to this connection, so it is not compared',
    'formula: formula is computed by Left, which does not tell when it changes: only a night finds its changes',
  ]);
  expect(of('b')).toEqual([
    '-: Right does not tell of merges: a merged record looks like a deleted one',
    '-: Records that the connection to Right may not see look like deleted ones',
    'locked: locked cannot be written in Right: a difference stays',
  ]);
  expect(of(null)).toEqual([
    'first=first: first and first are only the same in a new record, and are not compared afterwards',
    'short=short: short and short are compared after truncate: what this takes away is not compared',
  ]);
});
