import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseBounded } from '#domain/bounded-parse.ts';
import { boundedRecord } from '#domain/bounded-record.ts';
import { DealFields } from '#domain/deals/deal.ts';

/** A schema that tells how many values it has looked at. */
function counting() {
  const seen = { count: 0 };
  const item = z.unknown().refine(() => ++seen.count > 0);
  return { seen, item };
}

const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const map = (count: number) => Object.fromEntries(many(count, 0).map((_, index) => [`k${index}`, 0]));

describe('what is beyond a bound is not looked at', () => {
  test('in a list, wherever it is', () => {
    const { seen, item } = counting();
    const list = z.array(item).max(3);
    for (const [schema, value] of [
      [list, many(1_000, 0)],
      [z.strictObject({ a: z.strictObject({ b: list.optional() }) }), { a: { b: many(1_000, 0) } }],
      [z.array(list.nullable()).max(2), [[], many(1_000, 0)]],
      [z.object({ a: list.default([]) }).readonly(), { a: many(1_000, 0) }],
      [list.describe('described').meta({ example: 1 }), many(1_000, 0)],
    ] as const) {
      seen.count = 0;
      const { error } = parseBounded(schema as z.ZodType, value);
      expect(error?.issues.map(({ code }) => code)).toEqual(['too_big']);
      expect(seen.count).toBeLessThanOrEqual(4);
    }
  });

  test('in a map', () => {
    const { seen, item } = counting();
    const schema = z.strictObject({ map: boundedRecord(z.string(), item, 5).describe('A map').optional() });
    expect(parseBounded(schema, { map: map(9_000) }).error?.issues).toMatchObject([
      { path: ['map'], message: 'must have at most 5 members' },
    ]);
    expect(seen.count).toBeLessThanOrEqual(6);
  });
});

test('other errors are reported beside a bound that is exceeded', () => {
  const { error } = parseBounded(DealFields, { customer: { company_name: 1, contacts: many(50_000, {}) }, title: 2 });
  const paths = new Set(error?.issues.map(({ path }) => path.join('.')));
  expect(paths).toContain('customer.company_name');
  expect(paths).toContain('customer.contacts');
  expect(paths).toContain('title');
  expect(error?.issues.length).toBeLessThan(100);
});

test('a value within its bounds is parsed as it is, defaults and transformations included', () => {
  const schema = z.strictObject({
    a: z.array(z.string().transform(Number)).max(3).default([1]),
    b: z.looseObject({ c: z.string().trim() }).optional(),
  });
  for (const value of [{}, { a: ['1', '2', '3'] }, { b: { c: ' x ', d: [1] } }]) {
    expect(parseBounded(schema, value)).toEqual(schema.safeParse(value));
  }
});
