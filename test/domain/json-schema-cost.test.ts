import { describe, expect, test } from 'vitest';
import { costOf } from '#domain/json-schema-cost.ts';

describe('a schema has a bounded cost', () => {
  test.each([
    [
      'when it is plain',
      { type: 'object', required: ['a'], properties: { a: { type: 'string', maxLength: 9 }, pattern: { type: 'null' } } },
    ],
    ['with formats that read each character once', { properties: { at: { format: 'date-time' }, mail: { format: 'email' } } }],
    ['with references that end', { properties: { a: { $ref: '#/$defs/b' }, c: { $ref: '#/$defs/b' } }, $defs: { b: { type: 'string' } } }],
    ['with patterns whose cost is bounded', { properties: { amount: { pattern: '^\\d+\\.\\d{2}$' } } }],
    ['with alternatives', { anyOf: [{ type: 'string' }, { enum: [1, 2, 3] }], uniqueItems: false }],
    ['that counts what is in enum, whatever it looks like', { enum: [{ pattern: '(a+)+$' }, { $ref: '#' }] }],
  ])('%s', (_, schema) => {
    expect(costOf(schema)).toBeGreaterThan(0);
  });
});

describe('a schema has no bounded cost', () => {
  const doubling = (depth: number): object => (depth === 0 ? {} : { anyOf: [doubling(depth - 1), doubling(depth - 1)] });
  const chain = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [`d${i}`, { anyOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] }]),
  );
  test.each([
    ['with a pattern', { properties: { a: { pattern: '^(a+)+$' } } }],
    ['with patterns of names', { patternProperties: { '^(a+)+$': {} } }],
    ['with names that must match a pattern', { propertyNames: { pattern: '^(a+)+$' } }],
    ['that compares items', { uniqueItems: true }],
    ['with a format whose cost is not known', { format: 'regex' }],
    ['that refers to itself', { properties: { a: { $ref: '#' } } }],
    ['that refers to itself by a detour', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { items: { $ref: '#/$defs/a' } } } }],
    ['with dynamic references', { $dynamicRef: '#node' }],
    ['that looks for what was not evaluated', { unevaluatedProperties: false }],
    ['that refers to another document', { $ref: 'https://json-schema.org/draft/2020-12/schema' }],
    ['that refers to nothing', { $ref: '#/$defs/missing' }],
    ['whose alternatives double with the depth', doubling(12)],
    ['whose references double with the depth', { $ref: '#/$defs/d0', $defs: { ...chain, d20: {} } }],
    ['with a list of allowed values beyond counting', { enum: Array.from({ length: 3_000 }, (_, i) => i) }],
  ])('%s', (_, schema) => {
    expect(costOf(schema as Record<string, unknown>)).toBeNull();
  });
});
