import { expect, test } from 'vitest';
import { Health, objectivesFor } from '#domain/health/health-settings.ts';
import { burnRate, type Counts, measureObjective, type WindowCounts } from '#domain/health/objective.ts';
import { seededRandom } from '#domain/random.ts';

const all = (counts: Counts): WindowCounts => ({ short: counts, half: counts, hour: counts, quarter: counts, week: counts });
const promise = { name: 'delivery_success', target: 0.99, withinS: null } as const;

test('a burn rate of 1 uses the error budget up exactly, and nothing counted uses nothing', () => {
  expect(burnRate({ good: 99, total: 100 }, 0.99)).toBeCloseTo(1);
  expect(burnRate({ good: 100, total: 100 }, 0.99)).toBe(0);
  expect(burnRate({ good: 0, total: 100 }, 0.99)).toBeCloseTo(100);
  expect(burnRate({ good: 0, total: 0 }, 0.99)).toBe(0);
  expect(measureObjective(promise, all({ good: 99, total: 100 })).budgetLeft).toBeCloseTo(0);
  expect(measureObjective(promise, all({ good: 0, total: 0 }))).toMatchObject({
    budgetLeft: 1,
    burns: [{ isBurning: false }, { isBurning: false }],
  });
});

test('it burns only while both windows do: neither after it is mended, nor because of a moment', () => {
  const [bad, well] = [
    { good: 0, total: 100 },
    { good: 100, total: 100 },
  ];
  const isBurning = (counts: WindowCounts) => measureObjective(promise, counts).burns.some((burn) => burn.isBurning);
  expect(isBurning(all(bad))).toBe(true);
  expect(isBurning({ ...all(bad), short: well, half: well })).toBe(false);
  expect(isBurning({ ...all(well), short: bad, half: bad })).toBe(false);
  expect(isBurning({ ...all(well), half: bad, quarter: { good: 90, total: 100 } })).toBe(true);
});

test('another bad one never gives a better budget or a lower rate', () => {
  const random = seededRandom(7);
  for (let i = 0; i < 2_000; i++) {
    const total = Math.ceil(random() * 1_000);
    const good = Math.floor(random() * total);
    const [before, after] = [measureObjective(promise, all({ good, total })), measureObjective(promise, all({ good, total: total + 1 }))];
    expect(after.budgetLeft).toBeLessThanOrEqual(before.budgetLeft);
    for (const [j, burn] of after.burns.entries()) expect(burn.longRate).toBeGreaterThanOrEqual(before.burns[j]?.longRate ?? Infinity);
  }
});

test('a partner has the objectives of all, except those that are its own', () => {
  const settings = Health.parse({ objectives: { delivery_within_s: 30 }, objectives_of: { ptn_a: { delivery_within_percent: 90 } } });
  expect(objectivesFor(settings, 'ptn_a')).toEqual({
    ...{ delivery_success_percent: 99.5, delivery_within_s: 30, delivery_within_percent: 90, freshness_percent: 99 },
  });
  expect(objectivesFor(settings, 'ptn_b')).toEqual(settings.objectives);
  expect(Health.safeParse({ objectives_of: { everybody: {} } }).success).toBe(false);
  expect(Health.safeParse({ objectives: { freshness_percent: 100 } }).success).toBe(false);
});
