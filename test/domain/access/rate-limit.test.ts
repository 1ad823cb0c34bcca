import { expect, test } from 'vitest';
import { intervalUs, leaseSize, takeTokens, tokensAt, waitUs } from '#domain/access/rate-limit.ts';

const limit = { per_minute: 60, burst: 10 };
const second = 1_000_000;
const now = 1_700_000_000 * second;
const take = (paidUntilUs: number, nowUs: number, wanted: number, held = limit) =>
  takeTokens(paidUntilUs, { nowUs, wanted, returned: 0, limit: held });

test('a bucket that was never used, or not for long, holds its burst and no more', () => {
  expect(tokensAt(0, now, limit)).toBe(10);
  expect(take(0, now, 25)).toEqual({ granted: 10, paidUntilUs: now + 10 * second });
  expect(tokensAt(now - 3600 * second, now, limit)).toBe(10);
});

test('an empty bucket grants nothing until the next token is back, and then one', () => {
  const empty = take(0, now, 10).paidUntilUs;
  expect(take(empty, now + 999_999, 1)).toEqual({ granted: 0, paidUntilUs: empty });
  expect(waitUs(empty, now, limit, 1)).toBe(second);
  expect(waitUs(empty, now, limit, 4)).toBe(4 * second);
  expect(take(empty, now + second, 2)).toMatchObject({ granted: 1 });
  expect(waitUs(empty, now + 5 * second, limit, 1)).toBe(0);
});

test('over any time, no more is granted than the burst and what came back', () => {
  for (const held of [limit, { per_minute: 7, burst: 3 }, { per_minute: 60_000, burst: 500 }]) {
    let [paid, granted, at] = [0, 0, now];
    // Steps of no common measure with any interval.
    for (let step = 0; step < 5_000; step++) {
      const taken = take(paid, at, 1 + (step % 7), held);
      [paid, granted] = [taken.paidUntilUs, granted + taken.granted];
      at += 12_347;
    }
    const expected = held.burst + (at - now) / intervalUs(held);
    expect(granted).toBeLessThanOrEqual(expected);
    // Offered enough, it is all granted, but for what a wish of seven at a time lets come back beyond the burst.
    expect(granted).toBeGreaterThan(Math.min(expected, 5_000) * 0.99 - 1);
  }
});

test('a limit that was lowered or raised counts at once, without the debts of the one before', () => {
  const debt = take(0, now, 10, { per_minute: 1, burst: 10 }).paidUntilUs;
  expect(waitUs(debt, now, limit, 1)).toBe(second);
  const bounded = take(debt, now, 1);
  expect(bounded.granted).toBe(0);
  expect(take(bounded.paidUntilUs, now + second, 5).granted).toBe(1);
});

test('a clock that was set back costs a partner one burst at most', () => {
  expect(waitUs(now + 86_400 * second, now, limit, 1)).toBe(second);
});

test.each([
  [20, 5, 1],
  [300, 50, 1],
  [60_000, 10, 1],
  [60_000, 5_000, 50],
  [1_000_000, 1_000_000, 833],
])('%d a minute with a burst of %d are leased by %d', (perMinute, burst, size) => {
  expect(leaseSize({ per_minute: perMinute, burst })).toBe(size);
});
