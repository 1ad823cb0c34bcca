import { expect, test } from 'vitest';
import { conditionInput, metConditions } from '#domain/commissions/conditions.ts';
import { ManyConditions } from '#domain/commissions/many-conditions.ts';
import { seededRandom } from '#domain/random.ts';
import { transformer } from '#test/connectors/evaluator/harness.ts';

/** Counts what is asked. */
function counted() {
  const asked = { count: 0 };
  const transform: typeof transformer.transform = (...one) => {
    asked.count += 1;
    return transformer.transform(...one);
  };
  return { asked, evaluator: { transform } };
}
const rulesOf = (conditions: readonly string[]) => ({
  rules: conditions.map((when, place) => ({
    ...{ name: `rule ${place}`, when, products: [], customer_plans: [] },
    reward: { kind: 'percent' as const, percent: '10', renewal_percent: null },
  })),
});

function sales(count: number, facts: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, number) => {
    const one = Math.floor(random() * facts);
    const deal =
      one % 3 === 0
        ? null
        : { id: `deal_${one}`, custom: { seats: one, tags: one % 2 === 0 ? ['a', 'b'] : 'a' }, customer: { website: `${one}.example` } };
    const partner = { id: `ptn_${one % 5}`, tier: 'standard', level: one % 2 === 0 ? 'gold' : null, programmeId: 'prg_1' };
    const input = conditionInput(deal, { product: one % 4 === 0 ? null : `product ${one % 4}`, customerPlan: null }, partner);
    return { input, sale: { id: `rev_${number}`, occurredAt: new Date(Date.UTC(2026, one % 12, 1)) } };
  });
}

test('conditions of many sales are true for the same ones as one by one, whatever they read', async () => {
  const conditions = [
    ...[
      'partner.level = "gold"',
      'deal.custom.seats > 7',
      'product.name = "product 1" /* one */',
      '$count(deal.custom.tags) = 2',
      'deal.custom.tags',
    ],
    ...['$$.partner.id = "ptn_1"', 'deal.custom.seats % 2 = 1', '$millis() > 1775000000000', '$event.id = "rev_3"'],
    ...['($x := deal.custom.seats; $x >= 3 and $x < 9)', 'nothing.at.all', 'customer.website.$contains("1")', '**.seats = 5', 'true'],
  ];
  const asked = sales(150, 40, 20260330);
  const expected: string[][] = [];
  for (const { input, sale } of asked) expected.push(await metConditions(transformer, rulesOf(conditions), input, sale));
  expect(await new ManyConditions(transformer, rulesOf(conditions)).metBy(asked)).toEqual(expected);
  // Each of them is true for some, but for those that cannot be.
  const never = new Set(['deal.custom.tags', 'nothing.at.all']);
  const isMet = new Set(expected.flat());
  expect(conditions.filter((condition) => !isMet.has(condition))).toEqual(conditions.filter((condition) => never.has(condition)));
});

test('equal facts are evaluated once, also in another page, and different ones many at a time', async () => {
  const { asked, evaluator } = counted();
  const conditions = new ManyConditions(evaluator, rulesOf(['partner.level = "gold"', 'product.name = "product 1"']));
  await conditions.metBy(sales(5_000, 60, 1));
  expect(asked.count).toBe(2);
  await conditions.metBy(sales(5_000, 60, 2));
  expect(asked.count).toBe(2);
  await conditions.metBy(sales(5_000, 1_000, 3));
  expect(asked.count).toBeLessThanOrEqual(2 + 2 * 10);
});

test('a condition that fails for one sale among many names that one, and one that takes too long too', async () => {
  const asked = sales(120, 120, 4).map((one, place) => ({ ...one, sale: { ...one.sale, id: `rev_${place}` } }));
  const failing = asked.findIndex(({ input }) => (input.deal?.['custom'] as { seats?: number } | undefined)?.seats !== undefined);
  const broken = '$number(deal.custom.seats ? "x" : "1") = 1';
  await expect(new ManyConditions(transformer, rulesOf([broken])).metBy(asked)).rejects.toThrow(new RegExp(`for the sale rev_${failing}:`));
  const endless = '($f := function($x) { $f($x + 1) }; $f(0))';
  await expect(new ManyConditions(transformer, rulesOf([endless])).metBy(asked.slice(0, 3))).rejects.toMatchObject({
    code: 'condition_failed',
  });
});
