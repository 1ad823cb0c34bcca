import { describe, expect, test } from 'vitest';
import { accrue, earnedOf } from '#domain/commissions/accrue.ts';
import { nothingYet, type Standing } from '#domain/commissions/pool.ts';
import { Split } from '#domain/commissions/split.ts';
import { seededRandom } from '#domain/random.ts';
import { percentRule, planOf, saleOf, splitOf, termsOf } from './terms.ts';

const one = (terms = termsOf()) => {
  const [first] = earnedOf(terms, terms.sale.netMinor);
  return [first?.amountMinor, first?.explanation];
};
const had = (over: Partial<Standing>) => new Map([['ptn_a', { ...nothingYet, ...over }]]);
const tiered = (mode: 'marginal' | 'whole_amount', over: 'sale' | 'period_revenue' = 'sale') =>
  planOf({
    rules: [
      {
        name: 'Tiers',
        reward: {
          ...{ kind: 'tiered', over, mode },
          tiers: [
            { from: '0', to: '1000', percent: '5' },
            { from: '1000', to: '3000', percent: '10' },
            { from: '3000', to: null, percent: '15' },
          ],
        },
      },
    ],
  });

test('an accrual is explained in words: rule, cap and split', () => {
  const plan = planOf({ caps: { per_deal: '400' } });
  expect(accrue(plan, splitOf({ ptn_a: '60', ptn_b: '40' }), saleOf(), new Map())).toMatchObject([
    {
      partnerId: 'ptn_a',
      amountMinor: 24_000n,
      poolMinor: 40_000n,
      currency: 'EUR',
      rule: 0,
      releaseDay: '2026-04-13',
      explanation: '12.5 % of 4,000.00 EUR, capped at 400.00, 60 % of it by the March split',
    },
    { partnerId: 'ptn_b', amountMinor: 16_000n },
  ]);
});

test('the explanation says for which role a partner has its part', () => {
  const allocations = [
    { partner_id: 'ptn_a', role: 'source' as const, percent: '50' },
    { partner_id: 'ptn_a', role: 'implement' as const, percent: '20.5' },
    { partner_id: 'ptn_b', role: 'influence' as const, percent: '29.5' },
  ];
  const of = (parts: object[]) =>
    accrue(planOf(), Split.parse({ month: '2026-03', allocations: parts }), saleOf(), new Map()).map(({ explanation }) => explanation);
  expect(of(allocations)).toEqual([
    '12.5 % of 4,000.00 EUR, 70.5 % (50 % as source, 20.5 % as implement) of it by the March split',
    '12.5 % of 4,000.00 EUR, 29.5 % as influence of it by the March split',
  ]);
  expect(of([{ ...allocations[0], percent: '100' }])).toEqual(['12.5 % of 4,000.00 EUR, 100 % as source of it by the March split']);
});

test("the company's part is nobody's commission", () => {
  expect(accrue(planOf(), splitOf({ '': '25', ptn_a: '75' }), saleOf(), new Map())).toMatchObject([
    { partnerId: 'ptn_a', amountMinor: 37_500n },
  ]);
});

describe('rates', () => {
  const flat = { name: 'Flat', reward: { kind: 'flat' as const, amount: '250', renewal_amount: '50' } };
  const yearly = { name: 'Years', reward: { kind: 'percent' as const, percent: '20', renewal_percent: '10' } };
  const long = { recurring: { max_months: 24 } };
  test.each<[string, Parameters<typeof termsOf>[0], bigint, string]>([
    ['flat', { plan: planOf({ rules: [flat] }) }, 25_000n, '250.00 EUR for the sale of 4,000.00 EUR'],
    [
      'flat, never more than the sale brought',
      { plan: planOf({ rules: [flat] }), sale: saleOf({ netMinor: 10_000n }) },
      10_000n,
      '250.00 EUR for the sale of 100.00 EUR, limited to what the sale brought',
    ],
    ['half a cent counts as one', { sale: saleOf({ netMinor: 4n }) }, 1n, '12.5 % of 0.04 EUR'],
    ['marginal', { plan: tiered('marginal') }, 40_000n, '5 % of 1,000.00 EUR plus 10 % of 2,000.00 EUR plus 15 % of 1,000.00 EUR'],
    ['whole amount', { plan: tiered('whole_amount') }, 60_000n, '15 % of 4,000.00 EUR, the rate from 3,000.00 EUR'],
    [
      'whole amount, exactly where a tier begins',
      { plan: tiered('whole_amount'), sale: saleOf({ netMinor: 100_000n }) },
      10_000n,
      '10 % of 1,000.00 EUR, the rate from 1,000.00 EUR',
    ],
    [
      'whole amount, a cent before a tier begins',
      { plan: tiered('whole_amount'), sale: saleOf({ netMinor: 99_999n }) },
      5_000n,
      '5 % of 999.99 EUR, the rate from 0.00 EUR',
    ],
    [
      'marginal over the period',
      { plan: tiered('marginal', 'period_revenue'), soFar: had({ periodRevenueMinor: 250_000n }) },
      57_500n,
      '10 % of 500.00 EUR plus 15 % of 3,500.00 EUR',
    ],
    [
      'whole amount over the period',
      { plan: tiered('whole_amount', 'period_revenue'), sale: saleOf({ netMinor: 10_000n }), soFar: had({ periodRevenueMinor: 290_000n }) },
      1_500n,
      '15 % of 100.00 EUR, the rate from 3,000.00 EUR of revenue in the period',
    ],
    [
      'first year',
      { plan: planOf({ rules: [yearly], ...long }), sale: saleOf({ subscriptionMonth: 11 }) },
      80_000n,
      '20 % of 4,000.00 EUR',
    ],
    [
      'renewal',
      { plan: planOf({ rules: [yearly], ...long }), sale: saleOf({ subscriptionMonth: 12 }) },
      40_000n,
      '10 % of 4,000.00 EUR as a renewal',
    ],
    [
      'beyond the longest duration',
      { plan: planOf({ rules: [yearly], ...long }), sale: saleOf({ subscriptionMonth: 24 }) },
      0n,
      'the plan pays the first 24 months of a subscription',
    ],
    ['not recurring', { sale: saleOf({ subscriptionMonth: 1 }) }, 0n, 'the plan pays the first payment of a subscription only'],
    [
      'too small a sale',
      { plan: planOf({ minimum: { sale: '4000.01' } }) },
      0n,
      '4,000.00 EUR is less than the smallest sale that counts, 4,000.01 EUR',
    ],
    [
      'raised to the minimum',
      { plan: planOf({ minimum: { commission: '600' } }) },
      60_000n,
      '12.5 % of 4,000.00 EUR, raised to the minimum of 600.00',
    ],
  ])('%s', (_, terms, amount, words) => {
    expect(one(termsOf(terms))).toEqual([amount, words]);
  });
});

describe('caps count what was there before', () => {
  test.each<[string, Parameters<typeof termsOf>[0], bigint, string]>([
    [
      'of the deal',
      { plan: planOf({ caps: { per_deal: '600' } }), soFar: had({ dealMinor: 45_000n }) },
      15_000n,
      'capped at 150.00, which is left of 600.00 for the deal',
    ],
    [
      'of the customer',
      { plan: planOf({ caps: { per_customer: '600' } }), soFar: had({ customerMinor: 70_000n }) },
      0n,
      'capped at 0.00, which is left of 600.00 for the customer',
    ],
    [
      'of the month',
      { plan: planOf({ caps: { per_period: '600' } }), soFar: had({ periodMinor: 50_000n }) },
      10_000n,
      'capped at 100.00, which is left of 600.00 for the month',
    ],
  ])('%s', (_, terms, amount, words) => {
    expect(one(termsOf(terms))).toEqual([amount, `12.5 % of 4,000.00 EUR, ${words}`]);
  });
});

describe('which rule decides', () => {
  const plan = planOf({
    rules: [
      { ...percentRule('30'), name: 'Product and plan', products: ['erp'], customer_plans: ['pro'] },
      { ...percentRule('20'), name: 'Condition', when: 'partner.level = "gold"' },
      { ...percentRule('1'), name: 'Rest', products: ['erp', 'crm'] },
    ],
  });
  test.each<[string, Parameters<typeof saleOf>[0], number | null]>([
    ['product and plan', { product: 'erp', customerPlan: 'pro', meets: ['partner.level = "gold"'] }, 0],
    ['the condition', { product: 'erp', meets: ['partner.level = "gold"'] }, 1],
    ['the first one that takes it', { product: 'crm' }, 2],
    ['none', { product: 'other' }, null],
  ])('%s', (_, sale, rule) => {
    expect(earnedOf(termsOf({ plan, sale: saleOf(sale) }), 400_000n)[0]?.rule).toBe(rule);
  });
});

describe('currencies', () => {
  const dollars = saleOf({ currency: 'USD', rate: { numerator: 10_000n, denominator: 10_823n, shown: '1.0823', day: '2026-03-13' } });
  test('a plan for one currency pays nothing for another, and says so', () => {
    expect(one(termsOf({ sale: dollars }))).toEqual([0n, 'the plan pays sales in EUR only, and this one is in USD']);
  });

  test('a sale is converted once at its pinned rate, which the explanation names', () => {
    const plan = planOf({ currency_rule: 'convert', caps: { per_deal: '400' } });
    expect(one(termsOf({ plan, sale: dollars }))).toEqual([
      40_000n,
      '12.5 % of 3,695.83 EUR (4,000.00 USD at 1.0823 of 2026-03-13), capped at 400.00',
    ]);
  });

  test('an amount is never taken for one of another currency', () => {
    expect(() => one(termsOf({ plan: planOf({ currency_rule: 'convert' }), sale: { ...dollars, rate: null } }))).toThrow(
      'There is no exchange rate from USD to EUR for 2026-03-14, so the commission of the sale rev_1 over 4,000.00 USD cannot be computed. Import rates that include this day (npm run fx:import).',
    );
  });

  test('a plan can pay in the currency of the sale, with its decimals', () => {
    const plan = planOf({ currency_rule: 'sale' });
    expect(one(termsOf({ plan, sale: saleOf({ currency: 'JPY', netMinor: 12_345n }) }))).toEqual([1_543n, '12.5 % of 12,345 JPY']);
    expect(one(termsOf({ plan, sale: saleOf({ currency: 'KWD', netMinor: 12_345n }) }))).toEqual([1_543n, '12.5 % of 12.345 KWD']);
  });
});

test('the parts of a commission add up exactly, and each is less than a minor unit from its exact value', () => {
  const random = seededRandom(1906);
  for (let round = 0; round < 1_000; round++) {
    const count = 1 + Math.floor(random() * 9);
    const weights = Array.from({ length: count }, () => 1 + Math.floor(random() * 99_000));
    const rest = 1_000_000 - weights.reduce((sum, weight) => sum + weight, 0);
    const percent = (millionths: number) => (millionths / 10_000).toFixed(4);
    const split = splitOf({ '': percent(rest), ...Object.fromEntries(weights.map((weight, index) => [`p${index}`, percent(weight)])) });
    const sale = saleOf({ netMinor: BigInt(Math.floor(random() * 1e7)) });
    const lines = accrue(planOf(), split, sale, new Map());
    const pool = lines[0]?.poolMinor ?? 0n;
    const shared = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    const close = (share: bigint, millionths: bigint) => {
      const off = share * 1_000_000n - pool * millionths;
      return (off < 0n ? -off : off) < 1_000_000n;
    };
    expect(lines.every(({ amountMinor, millionths }) => close(amountMinor, millionths))).toBe(true);
    // What is left is the company's part.
    expect(close(pool - shared, BigInt(rest))).toBe(true);
    const whole = accrue(planOf(), splitOf({ x: '33.3333', y: '33.3333', z: '33.3334' }), sale, new Map());
    expect(whole.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(whole[0]?.poolMinor);
  }
});
