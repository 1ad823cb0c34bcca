import { describe, expect, test } from 'vitest';
import { earnedOf, type Terms } from '#domain/commissions/accrue.ts';
import { type BookedLine, clawBack, isChurnClawedBack, type Refund } from '#domain/commissions/claw-back.ts';
import { nothingYet } from '#domain/commissions/pool.ts';
import { settle } from '#domain/commissions/settle.ts';
import { seededRandom } from '#domain/random.ts';
import { percentRule, planOf, saleOf, splitOf, termsOf } from './terms.ts';

const refundOf = (id: string, netMinor: bigint): Refund => ({ id, netMinor });
/** Each partner's total after the refunds, and the lines that they made. */
function after(terms: Terms, amounts: bigint[]) {
  const settled = settle(
    terms,
    amounts.map((amount, index) => refundOf(`rf_${index}`, amount)),
    (partnerId) => `line_${partnerId}`,
  );
  if (settled.state === 'waiting') throw new Error('The sale is known.');
  const lines = settled.takenBack.map((one) => one.lines);
  const total = (partnerId: string) =>
    [...settled.accrued, ...lines.flat()].filter((one) => one.partnerId === partnerId).reduce((sum, one) => sum + one.amountMinor, 0n);
  return { accrued: settled.accrued, lines, totals: settled.accrued.map(({ partnerId }) => total(partnerId)) };
}

test('a full refund mirrors the accrual line by line', () => {
  const terms = termsOf({ plan: planOf({ caps: { per_deal: '400' } }), split: splitOf({ ptn_a: '60', ptn_b: '40' }) });
  const { accrued, lines } = after(terms, [400_000n]);
  expect(lines[0]).toMatchObject(
    accrued.map(({ partnerId, amountMinor }) => ({ partnerId, amountMinor: -amountMinor, reverses: `line_${partnerId}` })),
  );
  expect(lines[0]?.[0]?.explanation).toBe(
    '4,000.00 EUR of 4,000.00 EUR was refunded; 0.00 EUR remains of 240.00 EUR: nothing of the sale is left',
  );
});

test('partial refunds are cumulative: a cap still holds for what is left', () => {
  const terms = termsOf({ plan: planOf({ caps: { per_deal: '400' } }) });
  // 12.5 % of 3,200.00 is 400.00: the first 800.00 take nothing back.
  const { lines } = after(terms, [80_000n, 80_000n, 240_000n]);
  expect(lines.map((one) => one.map(({ amountMinor }) => amountMinor))).toEqual([[], [-10_000n], [-30_000n]]);
  expect(lines[1]?.[0]?.explanation).toBe(
    '800.00 EUR of 4,000.00 EUR was refunded; 300.00 EUR remains of 400.00 EUR: 12.5 % of 2,400.00 EUR',
  );
});

test('the pinned plan, split and standing decide, whatever they are by now', () => {
  const terms = termsOf({
    plan: planOf({ rules: [percentRule('10')], caps: { per_period: '500' } }),
    soFar: new Map([['ptn_a', { ...nothingYet, periodMinor: 20_000n }]]),
  });
  expect(after(terms, []).totals).toEqual([30_000n]);
  expect(after(terms, [200_000n]).totals).toEqual([20_000n]);
});

describe('a refund of more than is left is refused, and takes nothing', () => {
  const lines: BookedLine[] = [{ id: 'l', partnerId: 'ptn_a', amountMinor: 50_000n, currency: 'EUR', reverses: null }];
  test.each<[bigint, bigint]>([
    [400_001n, 0n],
    [1n, 400_000n],
    [-1n, 0n],
  ])('%s after %s', (amount, earlier) => {
    const refund = () => clawBack(termsOf(), lines, [refundOf('rf_0', earlier)], refundOf('rf_1', amount));
    expect(refund).toThrow(/^The refund rf_1 over .* EUR is more than what is left of the sale rev_1/);
  });
});

test('a refund before its sale waits, and takes the commission back once the sale is there', () => {
  const refund = refundOf('rf_0', 100_000n);
  expect(settle(null, [refund], String)).toEqual({ state: 'waiting', refunds: [refund] });
  expect(after(termsOf(), [100_000n]).totals).toEqual([37_500n]);
});

test('churn takes back up to the last of its days', () => {
  const plan = planOf({ churn_days: 90 });
  expect(['2026-06-12', '2026-06-13'].map((day) => isChurnClawedBack(plan, saleOf(), day))).toEqual([true, false]);
  expect(isChurnClawedBack(planOf(), saleOf(), '2026-03-14')).toBe(false);
});

const seeds = [1, 19, 2_026];
test.each(seeds)('seed %d: any refunds leave what the rest of the sale brings, never below zero, and nothing of a whole one', (seed) => {
  const random = seededRandom(seed);
  const upTo = (max: number) => Math.floor(random() * (max + 1));
  const plans = [
    planOf(),
    planOf({ caps: { per_deal: '400', per_period: '150' }, minimum: { sale: '20', commission: '3' } }),
    planOf({ rules: [{ name: 'Flat', reward: { kind: 'flat', amount: '77.77' } }] }),
    planOf({
      rules: [
        {
          name: 'Tiers',
          reward: {
            ...{ kind: 'tiered', over: 'sale', mode: 'whole_amount' },
            tiers: [
              { from: '0', to: '100', percent: '33.3333' },
              { from: '100', to: null, percent: '7' },
            ],
          },
        },
      ],
    }),
  ];
  for (let round = 0; round < 100; round++) {
    const parts = [upTo(300_000), upTo(300_000), upTo(300_000)];
    const shares = [...parts, 1_000_000 - parts.reduce((sum, part) => sum + part, 0)].map((part) => (part / 10_000).toFixed(4));
    const split = splitOf({ a: shares[0] ?? '', b: shares[1] ?? '', c: shares[2] ?? '', d: shares[3] ?? '' });
    const sale = saleOf({ netMinor: BigInt(1 + upTo(50_000)) });
    const terms = termsOf({ plan: plans[upTo(plans.length - 1)] ?? planOf(), split, sale });
    const amounts: bigint[] = [];
    let left = sale.netMinor;
    while (left > 0n && amounts.length < 6) {
      const amount = amounts.length === 5 ? left : BigInt(upTo(Number(left)));
      amounts.push(amount);
      left -= amount;
      const { totals } = after(terms, amounts);
      expect(totals).toEqual(earnedOf(terms, left).map(({ amountMinor }) => amountMinor));
      expect(totals.every((total) => total >= 0n)).toBe(true);
    }
    expect(after(terms, amounts).totals).toEqual([0n, 0n, 0n, 0n]);
  }
});
