import { describe, expect, test } from 'vitest';
import type { models } from '#domain/attribution/facts.ts';
import { channelOf, normalised } from '#domain/attribution/models/learnt.ts';
import { Chain } from '#domain/attribution/models/markov.ts';
import { shapleyValues } from '#domain/attribution/models/shapley.ts';
import { shareOut } from '#domain/attribution/share-out.ts';
import { pathOf, settings, sharesOf, touchesOf } from './journeys.ts';

type Model = (typeof models)[number];

describe('140.00 over direct, organic, direct', () => {
  const path = pathOf(touchesOf([null, 'organic', null]));
  test.each<[Model, bigint[]]>([
    ['first_touch', [14_000n, 0n, 0n]],
    ['last_touch', [0n, 0n, 14_000n]],
    ['last_non_direct', [0n, 14_000n, 0n]],
    ['linear', [4_667n, 4_667n, 4_666n]],
    ['position_based', [5_600n, 2_800n, 5_600n]],
  ])('%s', (model, shares) => {
    expect(sharesOf(model, 14_000n, path)).toEqual(shares);
  });

  test('two touches halve 66.50 by position', () => {
    expect(sharesOf('position_based', 6_650n, pathOf(touchesOf(['a', 'b'])))).toEqual([3_325n, 3_325n]);
  });

  test('one touch gets everything by each model', () => {
    const one = pathOf(touchesOf(['a']));
    for (const model of [
      'first_touch',
      'last_touch',
      'last_non_direct',
      'linear',
      'position_based',
      'time_decay',
      'w_shaped',
      'full_path',
    ] as const) {
      expect(sharesOf(model, 999n, one)).toEqual([999n]);
    }
  });
});

describe('nine paths of value 3', () => {
  const paths = ['A', 'AB', 'ABC', 'B', 'BA', 'BCA', 'C', 'CA', 'CBA'];
  /** In minor units, and the channel A is the direct one. */
  const totals = (model: Model) => {
    const sums: Record<string, bigint> = { A: 0n, B: 0n, C: 0n };
    for (const letters of paths) {
      const path = pathOf(touchesOf(letters.split('').map((letter) => (letter === 'A' ? null : letter))));
      const shares = sharesOf(model, 300n, path);
      for (const [index, touch] of path.touches.entries()) {
        const channel = channelOf(touch) || 'A';
        sums[channel] = (sums[channel] ?? 0n) + (shares[index] ?? 0n);
      }
    }
    return Object.values(sums);
  };
  test.each<[Model, bigint[]]>([
    ['first_touch', [900n, 900n, 900n]],
    ['last_touch', [1_500n, 600n, 600n]],
    ['linear', [1_050n, 900n, 750n]],
    ['position_based', [1_110n, 840n, 750n]],
    ['last_non_direct', [300n, 1_200n, 1_200n]],
  ])('%s', (model, sums) => {
    expect(totals(model)).toEqual(sums);
  });
});

describe('Shapley', () => {
  const worths: Record<string, number> = { '0': 7, '1': 6, '2': 4, '0,1': 15, '0,2': 7, '1,2': 9, '0,1,2': 19 };
  test('the values of three players', () => {
    const values = shapleyValues(3, (coalition) => worths[[...coalition].toSorted().join(',')] ?? 0);
    for (const [index, value] of [23 / 3, 49 / 6, 19 / 6].entries()) expect(values[index]).toBeCloseTo(value, 12);
  });
});

test('Markov: what is lost without each channel', async () => {
  const chain = new Chain();
  chain.add(['c1', 'c2', 'c3'], true);
  chain.add(['c1'], false);
  chain.add(['c2', 'c3'], false);
  const effects = await chain.removalEffects();
  expect([...effects.keys()]).toEqual(['c1', 'c2', 'c3']);
  for (const [index, effect] of [0.5, 1, 1].entries()) expect([...effects.values()][index]).toBeCloseTo(effect, 12);
  const markov = normalised(effects);
  for (const [channel, credit] of [
    ['c1', 0.2],
    ['c2', 0.4],
    ['c3', 0.4],
  ] as const) {
    expect(markov[channel]).toBeCloseTo(credit, 12);
  }
  const path = pathOf(touchesOf(['c1', 'c2', 'c3']));
  expect(sharesOf('markov', 1_000n, path, {}, { markov, shapley: {} })).toEqual([200n, 400n, 400n]);
});

describe('time decay with a half-life of seven days', () => {
  test('100.00 over touches 14, 7 and 0 days before', () => {
    expect(sharesOf('time_decay', 10_000n, pathOf(touchesOf(['a', 'b', 'c'], [14, 7, 0])))).toEqual([1_429n, 2_857n, 5_714n]);
  });

  test('12,000.00 over touches 38, 33, 26, 8 and 0 days before', () => {
    const path = pathOf(touchesOf(['a', 'b', 'c', 'd', 'e'], [38, 33, 26, 8, 0]));
    expect(sharesOf('time_decay', 1_200_000n, path)).toEqual([17_519n, 28_744n, 57_488n, 341_704n, 754_545n]);
  });
});

describe('largest remainder', () => {
  test.each<[bigint, bigint[], bigint[]]>([
    [1n, [1n, 1n, 1n], [1n, 0n, 0n]],
    [10_000n, [1n, 1n, 1n], [3_334n, 3_333n, 3_333n]],
    [2_042n, [4n, 1n, 1n, 4n], [817n, 204n, 204n, 817n]],
  ])('%s by %s', (total, weights, shares) => {
    expect(shareOut(total, weights)).toEqual(shares);
  });

  test('10001 by position over five touches', () => {
    expect(sharesOf('position_based', 10_001n, pathOf(touchesOf(['a', 'b', 'c', 'd', 'e'])))).toEqual([4_000n, 667n, 667n, 667n, 4_000n]);
  });

  test('seven equal shares of 10000 add up, where rounding each would not', () => {
    const shares = shareOut(
      10_000n,
      Array.from({ length: 7 }, () => 1n),
    );
    expect(shares.reduce((sum, share) => sum + share)).toBe(10_000n);
    expect(Math.round(10_000 / 7) * 7).toBe(10_003);
  });
});

test('the settings of the worked numbers are the default ones', () => {
  expect(settings).toEqual({
    touch_sources: ['utm', 'referral_header', 'api_key'],
    window_days: 90,
    half_life_days: 7,
    first_share: 0.4,
    last_share: 0.4,
    time_zone: 'UTC',
  });
});
