import { describe, expect, test } from 'vitest';
import {
  type FieldMap,
  fieldKey,
  fieldsToRead,
  Mapping,
  type ObjectMap,
  type Owner,
  owners,
  type Side,
  sides,
} from '#domain/sync/mapping.ts';
import { mergeField, mergeRecords, settle, valuesForNew } from '#domain/sync/merge.ts';
import type { SyncValue } from '#domain/sync/sync-value.ts';

const field = (owner: Owner) => ({ owner, direction: 'both' as const });

describe('one field', () => {
  test.each<[Owner, SyncValue | undefined, SyncValue, SyncValue, string]>([
    ['a', 'x', 'x', 'y', 'b gets x'],
    ['a', 'x', null, 'x', 'b gets null'],
    ['b', 'x', 'y', 'x', 'a gets x'],
    ['prefer_a', 'x', null, 'x', 'a gets x'],
    ['prefer_a', 'x', 'y', null, 'b gets y'],
    ['prefer_b', undefined, 'y', null, 'b gets y'],
    ['none', 'x', 'y', 'x', 'b gets y'],
    ['none', 'x', 'x', null, 'a gets null'],
    ['none', 'x', 'y', 'z', 'conflict'],
    ['none', undefined, 'y', 'z', 'conflict'],
    ['none', undefined, null, 'z', 'a gets z'],
    ['newest', 'x', 'y', 'z', 'a gets z'],
    ['newest', 'x', 'x', 'z', 'a gets z'],
    ['newest', 'x', 'y', 'x', 'b gets y'],
  ])('owner %s, agreed %s, a %s, b %s: %s', (owner, agreed, a, b, expected) => {
    const outcome = mergeField(field(owner), { agreed, a, b, newer: 'b' });
    const said = outcome.kind === 'write' ? `${outcome.to} gets ${outcome.value}` : outcome.kind;
    expect(said).toBe(expected);
  });

  test('a field that flows one way never writes its source', () => {
    const at = { agreed: 'x', a: null, b: 'y', newer: null };
    expect(mergeField({ owner: 'prefer_a', direction: 'a_to_b' }, at)).toEqual({ kind: 'left' });
  });

  test('equal changes on both sides are no conflict', () => {
    expect(mergeField(field('none'), { agreed: 'x', a: 'y', b: 'y', newer: null })).toEqual({ kind: 'agreed', value: 'y' });
  });

  test.each(sides)('a conflict that is settled for %s makes the other side follow', (winner) => {
    const now = { a: 'y', b: 'z' };
    const outcome = mergeField(field('none'), { agreed: settle(winner, now), ...now, newer: null });
    expect(outcome).toEqual({ kind: 'write', to: winner === 'a' ? 'b' : 'a', value: now[winner] });
  });
});

/** Deterministic, so that a failure can be repeated. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const objectMap: ObjectMap = Mapping.parse({
  objects: [
    {
      ...{ name: 'account', a: 'Account', b: 'customers', creates: [] },
      links: [{ how: 'domain', a: 'Website', b: 'email' }],
      fields: owners.map((owner) => ({ a: owner, b: `${owner}_b`, type: 'text', direction: 'both', owner })),
    },
  ],
}).objects[0] as ObjectMap;

interface Edit {
  side: Side;
  value: SyncValue;
  at: number;
}

/** `base`: what both had when they were last the same. */
type Model = Record<Side | 'base', SyncValue>;

/**
 * What the owner rules define, told without the merge: who decided the field when the two sides met, from the edits since they met last.
 * Undefined while they disagree for good.
 */
function meet(owner: Owner, before: Model, edits: readonly Edit[]): Model {
  const last = (side: Side) => edits.findLast((edit) => edit.side === side);
  const now = { a: last('a') ? (last('a') as Edit).value : before.a, b: last('b') ? (last('b') as Edit).value : before.b };
  const all = (value: SyncValue) => ({ a: value, b: value, base: value });
  if (now.a === now.b) return all(now.a);
  if (owner === 'a' || owner === 'b') return all(now[owner]);
  if (owner === 'prefer_a') return all(now.a ?? now.b);
  if (owner === 'prefer_b') return all(now.b ?? now.a);
  const changed = sides.filter((side) => now[side] !== before.base);
  const [only] = changed;
  if (changed.length === 1 && only) return all(now[only]);
  if (owner === 'newest') return all(((last('a')?.at ?? 0) > (last('b')?.at ?? 0) ? now.a : now.b) ?? null);
  return { ...now, base: before.base };
}

test('10,000 random concurrent edits end in the state that the owner rules define', () => {
  const random = randomOf(20_261_129);
  const values: readonly SyncValue[] = [null, 'p', 'q', 'r', 's'];
  let edits = 0;
  for (let round = 0; edits < 10_000; round++) {
    const key = (owner: Owner) => fieldKey(objectMap.fields.find((one) => one.owner === owner) as FieldMap);
    const now: Record<Side, Record<string, SyncValue>> = { a: {}, b: {} };
    const model: Record<string, Model> = {};
    const stamps: Record<string, Record<Side, number>> = {};
    for (const owner of owners) {
      now.a[key(owner)] = now.b[key(owner)] = 'start';
      model[owner] = { a: 'start', b: 'start', base: 'start' };
      stamps[owner] = { a: 0, b: 0 };
    }
    const agreed: Record<string, SyncValue> = { ...now.a };
    for (let clock = 1; clock <= 8; clock++) {
      for (const owner of owners) {
        const made: Edit[] = [];
        for (let count = Math.floor(random() * 4); count > 0; count--) {
          const edit = {
            side: random() < 0.5 ? 'a' : 'b',
            value: values[Math.floor(random() * 5)] ?? null,
            at: clock + made.length / 10,
          } as const;
          now[edit.side][key(owner)] = edit.value;
          (stamps[owner] as Record<Side, number>)[edit.side] = edit.at;
          made.push(edit);
          edits++;
        }
        model[owner] = meet(owner, model[owner] as Model, made);
        // The merge sees one time a record: here each field is its own record, as the newest rule compares records.
        const at = stamps[owner] as Record<Side, number>;
        const one = { ...objectMap, fields: objectMap.fields.filter((candidate) => candidate.owner === owner) };
        const merge = mergeRecords(one, { agreed, ...now, newer: at.a === at.b ? null : at.a > at.b ? 'a' : 'b' });
        for (const side of sides) {
          Object.assign(now[side], merge.writes[side]);
          Object.assign(agreed, merge.agreed, merge.writes[side]);
        }
      }
    }
    for (const owner of owners) {
      expect({ a: now.a[key(owner)], b: now.b[key(owner)] }, `${owner} in round ${round}`).toMatchObject({
        a: model[owner]?.a,
        b: model[owner]?.b,
      });
    }
  }
});

test('a field that is written once is neither read back nor compared after that', () => {
  const once = { a: 'Name', b: 'title', type: 'text', direction: 'b_to_a', owner: 'b', once: true };
  const kept = { a: 'Website', b: 'website', type: 'text', direction: 'b_to_a', owner: 'b' };
  const { objects } = Mapping.parse({
    objects: [
      {
        name: 'deal',
        a: 'Opportunity',
        b: 'deals',
        creates: ['a'],
        links: [{ how: 'external_id', a: 'Key', b: 'id' }],
        fields: [once, kept],
      },
    ],
  });
  const map = objects[0] as ObjectMap;
  const values = { 'Name=title': 'Ours', 'Website=website': 'x.com' };
  expect(valuesForNew(map, 'a', values)).toEqual(values);
  const { writes } = mergeRecords(map, { agreed: {}, a: { 'Name=title': 'Theirs', 'Website=website': 'y.com' }, b: values, newer: null });
  expect(writes.a).toEqual({ 'Website=website': 'x.com' });
  expect(fieldsToRead(map, 'a')).not.toContain('Name');
  expect(fieldsToRead(map, 'b')).toContain('title');
});
