import { expect, test } from 'vitest';
import { fairShare, reservedSlots } from '#domain/connections/slot-shares.ts';

test.each([
  [100, [30], 30],
  [100, [300], 100],
  [100, [100, 100], 50],
  [100, [100, 10], 90],
  [100, [10, 100], 10],
  [100, [60, 100, 10], 45],
  [100, [40, 100, 100], 34],
  [100, [0, 100], 0],
  [3, [5, 5, 5, 5], 1],
  [25, [30, 30], 13],
] as [number, number[], number][])('of %i slots, one that wants the first of %j gets %i', (slots, wanted, share) => {
  expect(fairShare(slots, wanted, 0)).toBe(share);
});

test.each([
  [25, [30, 30]],
  [110, [200, 200, 200]],
  [100, [10, 300, 300, 300]],
  [25, [25, 25, 25, 25, 25, 25, 25, 25]],
] as [number, number[]][])('all of %i slots are given to those who want %j', (slots, wanted) => {
  expect(wanted.reduce((sum, _, place) => sum + fairShare(slots, wanted, place), 0)).toBe(slots);
});

test('whatever each wants, all together never get more than there is', () => {
  for (let round = 0; round < 500; round++) {
    const wanted = Array.from({ length: 1 + (round % 6) }, (_, i) => (round * 31 + i * 47) % 120);
    const shares = wanted.map((_, place) => fairShare(100, wanted, place));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(100);
  }
});

test('a limit of some size keeps slots for people, over all processes together, and a small one is not divided', () => {
  expect([5, 10, 25, 110].map((max) => reservedSlots(max, max))).toEqual([0, 1, 1, 2]);
  expect([13, 12].map((share) => reservedSlots(share, 25))).toEqual([1, 0]);
});
