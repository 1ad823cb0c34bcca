import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '#domain/json-schema.ts';
import { makeEvaluator } from './harness.ts';

const { schemas } = makeEvaluator(200);
const check = async (schema: JsonSchema, data: unknown, asker = 'ptn_1') =>
  await schemas.check(asker, schema, { data, dataJson: JSON.stringify(data) });

/** In the event loop or in a process: the same errors, whatever keeps a schema from being cheap. */
const dear = { $defs: { unused: {} }, unevaluatedProperties: {} };

describe.each([
  ['in the event loop', {}],
  ['in an evaluator process', dear],
])('a value is checked %s', (_, extra) => {
  const schema = {
    ...extra,
    type: 'object',
    required: ['a'],
    properties: { a: { type: 'integer' }, 'b/c': { enum: ['x', 'y'] }, d: { minLength: 3 } },
    additionalProperties: false,
  };

  test('without an error when it fits', async () => {
    expect(await check(schema, { a: 1, 'b/c': 'x', d: 'long' })).toEqual([]);
  });

  test('with every error, each with its place', async () => {
    const errors = await check(schema, { 'b/c': 'z', d: 'no', e: 1 });
    expect(errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ keyword: 'required', pointer: '', property: 'a' }),
        expect.objectContaining({ keyword: 'enum', pointer: '/b~1c', allowed: '["x","y"]' }),
        expect.objectContaining({ keyword: 'minLength', pointer: '/d' }),
        expect.objectContaining({ keyword: 'additionalProperties', pointer: '', property: 'e' }),
      ]),
    );
    expect(errors).toHaveLength(4);
  });

  test('with at most 1,000 errors', async () => {
    const wrong = Object.fromEntries(Array.from({ length: 2_000 }, (__, i) => [`k${i}`, 1]));
    expect(await check(schema, { a: 1, ...wrong })).toHaveLength(1_000);
  });
});

test('is answered at once where the cost is bounded, and later where it is not', async () => {
  expect(schemas.check('ptn_1', { type: 'string' }, { data: 1, dataJson: '1' })).toBeInstanceOf(Array);
  const later = schemas.check('ptn_1', { pattern: '(a+)+' }, { data: 'b', dataJson: '"b"' });
  expect(later).toBeInstanceOf(Promise);
  expect(await later).toMatchObject([{ keyword: 'pattern' }]);
  const long = 'x'.repeat(600_000);
  expect(schemas.check('ptn_1', { type: 'string' }, { data: long, dataJson: JSON.stringify(long) })).toBeInstanceOf(Promise);
});

// Each takes seconds to for ever where it runs in the event loop.
const doubling = (depth: number): JsonSchema => (depth === 0 ? { const: 1 } : { anyOf: [doubling(depth - 1), doubling(depth - 1)] });
const list = Array.from({ length: 20_000 }, (_, i) => ({ a: [i] }));
const nested = JSON.parse('['.repeat(30) + ']'.repeat(30)) as unknown;
const recursive = {
  $dynamicAnchor: 'n',
  anyOf: [{ type: 'string' }, { items: { anyOf: [{ $dynamicRef: '#n' }, { $dynamicRef: '#n' }] } }],
};

describe('a check that would take too long is ended and told, and the next one is made:', () => {
  test.each([
    ['a pattern that backtracks', { pattern: '^(a+)+$' }, `${'a'.repeat(40)}!`],
    ['a pattern of names that backtracks', { patternProperties: { '^(a+)+$': {} } }, { [`${'a'.repeat(40)}!`]: 1 }],
    ['alternatives that double with the depth', doubling(11), list],
    ['items that are compared with each other', { uniqueItems: true }, list],
    ['dynamic references that double with the depth', { not: recursive }, nested],
  ])('%s', async (_, schema, value) => {
    const errors = await check(schema, value);
    expect(errors).toMatchObject([{ keyword: expect.stringMatching(/^(time|memory)_limit$/), pointer: '' }]);
    expect(await check({ pattern: '^b' }, 'a')).toMatchObject([{ keyword: 'pattern' }]);
  });
});

describe('what cannot be used as a schema is told', () => {
  test.each([
    ['a type that there is not', { type: 'objekt' }, { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/type' })]) }],
    ['a pattern that does not parse', { pattern: '(' }, { sentence: expect.stringContaining('cannot be used') }],
    ['a reference to elsewhere', { $ref: 'https://elsewhere.example/x' }, { sentence: expect.stringContaining("can't resolve") }],
    ['a keyword that is misspelt', { propertees: {} }, { sentence: expect.stringContaining('propertees') }],
  ])('%s', async (_, schema, problem) => {
    expect(await schemas.inspect('platform', schema)).toEqual(problem);
  });

  test('and extensions are welcome', async () => {
    expect(await schemas.inspect('platform', { type: 'string', 'x-form': 'wide', example: 'a' })).toBeNull();
  });

  test('a schema that takes the place of another one takes it from nobody', async () => {
    const dialect = 'https://json-schema.org/draft/2020-12/schema';
    await schemas.inspect('platform', { $id: dialect });
    await schemas.inspect('platform', { $id: 'https://company.example/a', type: 'string' });
    expect(await schemas.inspect('platform', { $id: 'https://company.example/a', type: 'number' })).toBeNull();
    expect(await schemas.inspect('platform', { $schema: dialect, type: 'string' })).toBeNull();
    expect(await schemas.inspect('platform', { $ref: dialect })).toBeNull();
    expect(await check({ $ref: dialect }, { type: 'objekt' })).not.toEqual([]);
  });
});

test('one asker with expensive checks does not keep the others waiting: they take turns', async () => {
  const order: string[] = [];
  const ask = (asker: string, schema: JsonSchema, value: string) => check(schema, value, asker).then(() => order.push(asker));
  const slow = [1, 2, 3, 4, 5].map(() => ask('ptn_greedy', { pattern: '^(a+)+$' }, `${'a'.repeat(40)}!`));
  await Promise.all([...slow, ask('ptn_modest', { pattern: 'b' }, 'b')]);
  expect(order.indexOf('ptn_modest')).toBeLessThanOrEqual(2);
});
