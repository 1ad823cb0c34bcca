import { describe, expect, test } from 'vitest';
import { type Credit, creditsOf, type Fact, type Revenue } from '#domain/attribution/credits.ts';
import { measures, models } from '#domain/attribution/facts.ts';
import { nothingLearnt } from '#domain/attribution/models/learnt.ts';
import { shapleyValues, Coalitions } from '#domain/attribution/models/shapley.ts';
import { shareOut, toWeights } from '#domain/attribution/share-out.ts';
import { seededRandom } from '#domain/random.ts';
import { settings, touchesOf } from './journeys.ts';

const random = seededRandom(20_261_129);
const upTo = (most: number) => Math.floor(random() * (most + 1));
const list = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const sum = (shares: readonly bigint[]): bigint => shares.reduce((added, share) => added + share, 0n);

const money = (over: Partial<Revenue>): Revenue => ({
  ...{ id: 'rev_0', kind: 'sale', at: 0, amountMinor: 10_000n, taxMinor: 0n, currency: 'EUR' },
  ...over,
});
const history = (partners: (string | null)[]) => ({ touches: touchesOf(partners), conversions: [] });
const credited = (fact: Fact, partners: (string | null)[]): Credit[] => creditsOf(fact, history(partners), settings, nothingLearnt).credits;
const chainOf = (...chain: Revenue[]): Fact => ({ type: 'revenue', chain, conversion: null });

/** What a measure adds up to over the partners, model by model. */
function totals(credits: Credit[], measure: number, factId?: string): bigint[] {
  const these = credits.filter((credit) => credit.measure === measure && (factId === undefined || credit.factId === factId));
  return models.map((_, model) => sum(these.map(({ byModel }) => byModel[model] ?? 0n)));
}
const each = (amount: bigint) => models.map(() => amount);

describe('sharing out', () => {
  test('shares add up, and none is a unit from its exact value', () => {
    for (let round = 0; round < 2_000; round++) {
      const total = BigInt(upTo(2 ** 40)) * (round % 3 === 0 ? 1_000_003n : 1n);
      const weights = list(1 + upTo(12), () => BigInt(upTo(round % 2 === 0 ? 9 : 2 ** 50)));
      weights[0] = (weights[0] ?? 0n) + 1n;
      const whole = sum(weights);
      const shares = shareOut(total, weights);
      expect(sum(shares)).toBe(total);
      for (const [index, weight] of weights.entries()) {
        const off = (shares[index] ?? 0n) * whole - total * weight;
        expect(off < whole && -off < whole).toBe(true);
      }
      expect(shareOut(-total, weights)).toEqual(shares.map((share) => -share));
    }
  });

  test('nobody to share with is an error', () => {
    expect(() => shareOut(1n, [0n, 0n])).toThrow('nobody to share with');
    expect(toWeights([0, 0])).toEqual([1n, 1n]);
  });
});

describe('credits', () => {
  test('each model gives all of a sale to somebody, to the minor unit, and one count of a conversion', () => {
    for (let round = 0; round < 300; round++) {
      const partners = list(upTo(12), () => [null, 'a', 'b', 'c', 'd'][upTo(4)] ?? null);
      const amountMinor = BigInt(upTo(2 ** 45));
      const sale = credited(chainOf(money({ amountMinor, taxMinor: amountMinor / 5n })), partners);
      expect(totals(sale, measures.revenue)).toEqual(each(amountMinor));
      expect(totals(sale, measures.tax)).toEqual(each(amountMinor / 5n));
      expect(totals(sale, measures.sourced_revenue)).toEqual(each(amountMinor - amountMinor / 5n));
      const conversion = { id: 'cnv_0', kind: 'lead', at: 0, registeredBy: null, registeredAt: null } as const;
      expect(totals(credited({ type: 'conversion', conversion }, partners), measures.leads)).toEqual(each(1_000_000n));
    }
  });

  test('exactly one partner is the source, and the others of the path have influenced the whole amount', () => {
    const credits = credited(chainOf(money({ taxMinor: 1_000n })), ['a', null, 'b', 'a', 'c']);
    const of = (measure: number) =>
      credits.filter((credit) => credit.measure === measure).map(({ partnerId, byModel }) => [partnerId, byModel[0]]);
    expect(of(measures.sourced_revenue)).toEqual([['a', 9_000n]]);
    expect(of(measures.influenced_revenue)).toEqual([
      ['b', 9_000n],
      ['c', 9_000n],
    ]);
  });

  test('without a touch the company itself gets it, and says why', () => {
    const { credits, lost } = creditsOf(chainOf(money({})), null, settings, nothingLearnt);
    expect(credits.every(({ partnerId }) => partnerId === '')).toBe(true);
    expect([totals(credits, measures.revenue), lost]).toEqual([each(10_000n), 'no_subject']);
  });

  test('a sale belongs to the last customer before it, whatever touches came later', () => {
    const touches = touchesOf(['a', 'b'], [10, 1]);
    const customer = { id: 'cnv_0', kind: 'customer', at: -5 * 86_400_000, registeredBy: null, registeredAt: null } as const;
    const { credits } = creditsOf(chainOf(money({})), { touches, conversions: [customer] }, settings, nothingLearnt);
    expect(credits.map(({ partnerId, measure }) => [partnerId, measure])).toEqual([
      ['a', measures.revenue],
      ['a', measures.sourced_revenue],
    ]);
  });
});

describe('refunds', () => {
  test('however a sale is given back, partner by partner nothing is left, and each refund is exactly its amount', () => {
    for (let round = 0; round < 200; round++) {
      const partners = list(1 + upTo(6), () => [null, 'a', 'b', 'c'][upTo(3)] ?? null);
      const parts = list(1 + upTo(4), () => BigInt(1 + upTo(5_000)));
      const refunds = parts.map((amountMinor, index) =>
        money({ id: `rev_${index + 1}`, kind: 'refund', at: index + 1, amountMinor, taxMinor: amountMinor / 6n }),
      );
      const sale = money({ amountMinor: sum(parts), taxMinor: sum(refunds.map(({ taxMinor }) => taxMinor)) });
      const credits = credited(chainOf(...refunds.toReversed(), sale), partners);
      for (const { id, amountMinor, taxMinor } of refunds) {
        expect(totals(credits, measures.refund, id)).toEqual(each(amountMinor));
        expect(totals(credits, measures.tax, id)).toEqual(each(-taxMinor));
      }
      for (const partnerId of new Set(credits.map((credit) => credit.partnerId))) {
        const own = credits.filter((credit) => credit.partnerId === partnerId);
        expect(totals(own, measures.refund)).toEqual(totals(own, measures.revenue));
        for (const measure of [measures.tax, measures.sourced_revenue, measures.influenced_revenue]) {
          expect(totals(own, measure)).toEqual(each(0n));
        }
      }
    }
  });

  test('a full refund mirrors the sale line by line', () => {
    const credits = credited(
      chainOf(money({ amountMinor: 10_001n }), money({ id: 'rev_1', kind: 'refund', at: 5, amountMinor: 10_001n })),
      ['a', 'b', 'c'],
    );
    const lines = (factId: string, measure: number) =>
      credits.filter((one) => one.factId === factId && one.measure === measure).map(({ partnerId, byModel }) => [partnerId, byModel]);
    expect(lines('rev_1', measures.refund)).toEqual(lines('rev_0', measures.revenue));
  });

  test('more than is left takes what is left; another currency takes nothing', () => {
    const refund = (id: string, over: Partial<Revenue>) => money({ id, kind: 'refund', at: 1, ...over });
    const credits = credited(chainOf(money({}), refund('rev_1', { amountMinor: 99_999n }), refund('rev_2', { currency: 'USD' })), [
      'a',
      'b',
    ]);
    expect(totals(credits, measures.refund)).toEqual(each(10_000n));
  });

  test('one that names no sale gives back by its own touches', () => {
    expect(totals(credited(chainOf(money({ kind: 'refund' })), ['a', 'b']), measures.refund)).toEqual(each(10_000n));
  });
});

test('a subscription counts as what it becomes: each change brings the difference, and its end takes all back', () => {
  const chain = [
    money({ id: 'rev_1', kind: 'subscription_started', amountMinor: 1_000n }),
    money({ id: 'rev_2', kind: 'subscription_changed', at: 10, amountMinor: 701n }),
    money({ id: 'rev_3', kind: 'subscription_stopped', at: 20, amountMinor: 0n }),
  ];
  const credits = credited(chainOf(...chain), ['a', 'b', 'c']);
  expect(chain.map(({ id }) => totals(credits, measures.monthly_revenue, id)[0])).toEqual([1_000n, -299n, -701n]);
  expect(
    totals(
      credits.filter(({ partnerId }) => partnerId === 'a'),
      measures.monthly_revenue,
    ),
  ).toEqual(each(0n));
  expect(chain.map(({ id }) => totals(credits, measures.subscribers, id)[0])).toEqual([1_000_000n, 0n, -1_000_000n]);
  expect(totals(credits, measures.subscribers_lost)).toEqual(each(1_000_000n));
});

describe('Shapley', () => {
  const paths = list(400, () => list(1 + upTo(5), () => String(upTo(7))));
  const worth = (coalition: ReadonlySet<number>) => paths.filter((path) => path.every((channel) => coalition.has(Number(channel)))).length;

  test('the values over all conversions are those of the game, and add up to the conversions', () => {
    const coalitions = new Coalitions();
    for (const path of paths) coalitions.add(path);
    const values = list(8, (channel) => coalitions.values().get(String(channel)) ?? 0);
    for (const [player, value] of shapleyValues(8, worth).entries()) expect(values[player]).toBeCloseTo(value, 9);
    expect(values.reduce((added, value) => added + value)).toBeCloseTo(400, 9);
  });

  test('more than 15 players are sampled: close to the exact values, and the same each time', () => {
    const weightOf = (coalition: ReadonlySet<number>) => [...coalition].reduce((added, player) => added + player + 1, 0);
    const squared = (coalition: ReadonlySet<number>) => weightOf(coalition) ** 2 / 136;
    const values = shapleyValues(16, squared);
    expect(values).toEqual(shapleyValues(16, squared));
    for (const [player, value] of values.entries()) expect(Math.abs(value - (player + 1))).toBeLessThan(0.1);
  });
});
