import { describe, expect, test } from 'vitest';
import { Mapping, type ObjectMap } from '#domain/sync/mapping.ts';
import { type RawValue, readValue, type ValueType, writeValue } from '#domain/sync/sync-value.ts';
import { toVendor, translateRecord } from '#domain/sync/translate.ts';

const read = (type: ValueType, raw: RawValue, timeZone = 'UTC') => readValue({ type, name: 'f', timeZone }, raw);

describe('values of two systems are compared in one form', () => {
  test.each<[ValueType, RawValue, RawValue]>([
    ['money', '100.00', 100],
    ['money', 0.1, '1e-1'],
    ['number', '12345678901234567890.10', '12345678901234567890.1'],
    ['number', '-0.0', 0],
    ['boolean', true, 'TRUE'],
    ['date', '2026-03-01', '2026-03-01T23:59:59Z'],
    ['time', '2026-03-01T10:00:00.123Z', '2026-03-01T11:00:00+01:00'],
    ['time', 1_772_359_200_000, '2026-03-01T10:00:00Z'],
    ['text', 'a\r\nb ', 'a\nb'],
    ['text', 'é', 'e\u0301'],
    ['choices', ['b', 'a'], 'a; b'],
    ['text', '  ', null],
    ['choices', [], ''],
  ])('%s: %j is %j', (type, one, other) => {
    expect(read(type, one)).toBe(read(type, other));
  });

  test.each<[ValueType, RawValue]>([
    ['money', '1,000.00'],
    ['number', 'NaN'],
    ['boolean', 'maybe'],
    ['date', '2026-02-30'],
    ['date', 'tomorrow'],
    ['time', '10:00'],
    ['text', ['a']],
  ])('%s: %j is refused, not guessed', (type, raw) => {
    expect(() => read(type, raw)).toThrow(`no `);
  });

  test('a moment falls on the day that it has in the time zone of the mapping', () => {
    expect(read('date', '2026-03-01T23:30:00Z', 'Europe/Berlin')).toBe('2026-03-02');
    expect(read('date', '2026-03-01T02:30:00Z', 'America/New_York')).toBe('2026-02-28');
  });

  test('a number that a double does not keep is sent as text', () => {
    expect(writeValue('number', '12345678901234567890.1')).toBe('12345678901234567890.1');
    expect(writeValue('money', '19.99')).toBe(19.99);
  });

  test('a megabyte of text does not reach the message', () => {
    expect(() => read('number', 'x'.repeat(1_000_000))).toThrow(/^.{0,200}$/);
  });
});

const map = Mapping.parse({
  objects: [
    {
      ...{ name: 'account', a: 'Account', b: 'customers', creates: [] },
      links: [{ how: 'domain', a: 'Website', b: 'email' }],
      fields: [
        {
          a: 'Status',
          b: 'status',
          type: 'choice',
          direction: 'both',
          owner: 'none',
          values: [
            { a: 'Live', b: 'active' },
            { a: 'Gone', b: 'canceled' },
          ],
        },
        { a: 'Website', b: 'site', type: 'text', direction: 'b_to_a', owner: 'b', transforms: [{ kind: 'domain' }] },
        {
          a: 'Short',
          b: 'name',
          type: 'text',
          direction: 'b_to_a',
          owner: 'b',
          transforms: [{ kind: 'truncate', length: 3 }, { kind: 'uppercase' }],
        },
        { a: 'Tier', b: 'tier', type: 'choice', direction: 'b_to_a', owner: 'b', allowed: ['gold', 'none'], fallback: 'none' },
      ],
    },
  ],
}).objects[0] as ObjectMap;

describe('a record', () => {
  test('is translated into the words of its target, two-way fields into those of A', () => {
    const { values } = translateRecord(map, 'b', 'UTC', {
      status: 'active',
      site: 'https://www.acme.example/en',
      name: 'straße',
      tier: '',
    });
    expect(values).toEqual({ 'Status=status': 'Live', 'Website=site': 'acme.example', 'Short=name': 'STR', 'Tier=tier': 'none' });
    expect(toVendor(map, 'b', { 'Status=status': 'Gone' })).toEqual({ status: 'canceled' });
    expect(toVendor(map, 'a', values)).toEqual({ Status: 'Live', Website: 'acme.example', Short: 'STR', Tier: 'none' });
  });

  test('keeps its good fields if one is bad', () => {
    const { values, faults } = translateRecord(map, 'b', 'UTC', { status: 'odd', name: 'ok' });
    expect(values).toEqual({ 'Short=name': 'OK' });
    expect(faults).toMatchObject([{ reason: 'not_mapped', field: 'status' }]);
  });

  test('does not send a value that the mapping does not allow', () => {
    expect(() => toVendor(map, 'a', { 'Tier=tier': 'platinum' })).toThrow('Tier would get "platinum", which the mapping does not allow');
  });

  test('of which a field was not read says nothing of that field', () => {
    expect(translateRecord(map, 'a', 'UTC', { Website: null }).values).toEqual({ 'Website=site': null });
  });
});

describe('a mapping is refused', () => {
  const base = { a: 'A', b: 'B', type: 'text', direction: 'a_to_b', owner: 'a' };
  test.each([
    ['an owner that is not the source', { ...base, owner: 'b' }, 'owner'],
    ['transforms both ways', { ...base, direction: 'both', transforms: [{ kind: 'trim' }] }, 'transforms'],
    ['a fallback both ways', { ...base, direction: 'both', fallback: 'x' }, 'fallback'],
    [
      'an ambiguous value',
      {
        ...base,
        values: [
          { a: 'x', b: '1' },
          { a: 'x', b: '2' },
        ],
      },
      'values',
    ],
    [
      'values that mean several things both ways',
      {
        ...base,
        ...{ direction: 'both', owner: 'none' },
        values: [
          { a: 'x', b: '1' },
          { a: 'x', b: '2' },
          { a: 'y', b: '1' },
        ],
      },
      'values',
    ],
    ['once both ways', { ...base, direction: 'both', owner: 'none', once: true }, 'once'],
    [
      'JSONata after another transform',
      { ...base, transforms: [{ kind: 'trim' }, { kind: 'jsonata', expression: '$', reads: [] }] },
      'transforms',
    ],
  ])('for %s', (_, field, path) => {
    const parsed = Mapping.safeParse({ objects: [{ ...map, fields: [field] }] });
    expect(parsed.error?.issues.map((issue) => issue.path.at(-1))).toEqual([path]);
  });

  test('for two fields with one target', () => {
    const parsed = Mapping.safeParse({ objects: [{ ...map, fields: [base, { ...base, a: 'Other' }] }] });
    expect(parsed.error?.issues).toMatchObject([{ path: ['objects', 0, 'fields', 1, 'b'] }]);
  });

  test('for a reference that is not written once, or to an object that is written later', () => {
    const later = { ...map, fields: [{ ...base, once: true, references: 'later' }] };
    const wrong = Mapping.safeParse({ objects: [later, { ...map, name: 'later', fields: [base] }] });
    expect(wrong.error?.issues).toMatchObject([{ path: ['objects'] }]);
    const always = { ...map, fields: [{ ...base, references: 'later' }] };
    const notOnce = Mapping.safeParse({ objects: [{ ...map, name: 'later', fields: [base] }, always] });
    expect(notOnce.error?.issues).toMatchObject([{ path: ['objects', 1, 'fields', 0, 'references'] }]);
    expect(Mapping.safeParse({ objects: [{ ...map, name: 'later', fields: [base] }, later] }).success).toBe(true);
  });
});

test('several values of one system mean one of the other: the first is written, and the others are left as they are', () => {
  const stage = { a: 'StageName', b: 'stage', type: 'choice', direction: 'both', owner: 'none' };
  const values = [
    { a: 'Qualification', b: 'qualified' },
    { a: 'Needs Analysis', b: 'qualified' },
  ];
  const { objects } = Mapping.parse({
    objects: [
      {
        name: 'deal',
        a: 'Opportunity',
        b: 'deals',
        creates: [],
        links: [{ how: 'external_id', a: 'Key', b: 'id' }],
        fields: [{ ...stage, values }],
      },
    ],
  });
  const map = objects[0] as ObjectMap;
  const valueOf = (side: 'a' | 'b', raw: string) =>
    translateRecord(map, side, 'UTC', { [side === 'a' ? 'StageName' : 'stage']: raw }).values;
  expect(valueOf('a', 'Needs Analysis')).toEqual(valueOf('b', 'qualified'));
  expect(valueOf('a', 'Qualification')).toEqual(valueOf('b', 'qualified'));
  expect(toVendor(map, 'a', valueOf('b', 'qualified'))).toEqual({ StageName: 'Qualification' });
  expect(toVendor(map, 'b', valueOf('a', 'Needs Analysis'))).toEqual({ stage: 'qualified' });
  expect(translateRecord(map, 'a', 'UTC', { StageName: 'Own stage' }).faults).toMatchObject([{ reason: 'not_mapped' }]);
});
