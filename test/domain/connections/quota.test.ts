import { expect, test } from 'vitest';
import { countHour, hasBegunAnew, leaseQuota, unleased } from '#domain/connections/quota.ts';

const quota = { max: 100_000, ours: 0, told: 0, leased: 0, capPercent: 100 };

test.each([
  ['everything at first', {}, 100_000],
  ['not what other applications use', { told: 90_000, ours: 100 }, 10_000],
  ['not what other processes hold', { leased: 99_990 }, 10],
  ['only the part that the company gives us, whatever others use', { capPercent: 40, told: 30_000 }, 40_000],
  ['that part less our own calls', { capPercent: 40, ours: 39_000, told: 39_000 }, 1_000],
  ['nothing when others used it up', { told: 100_000 }, 0],
  ['nothing rather than less than nothing', { told: 120_000, leased: 5 }, 0],
])('a process may lease %s', (_name, change, left) => {
  expect(unleased({ ...quota, ...change })).toBe(left);
});

test('calls are leased in blocks, and never beyond what is left', () => {
  expect(leaseQuota(quota, 1)).toEqual({ granted: 500, isLow: false });
  expect(leaseQuota({ ...quota, ours: 99_995, told: 99_995 }, 1)).toEqual({ granted: 5, isLow: true });
  expect(leaseQuota(quota, 0)).toEqual({ granted: 0, isLow: false });
});

test('the last part of a quota is for people', () => {
  expect(leaseQuota({ ...quota, ours: 97_400, told: 97_400 }, 1).isLow).toBe(false);
  expect(leaseQuota({ ...quota, ours: 98_000, told: 98_000 }, 1).isLow).toBe(true);
});

test('a count far below our own says that the vendor began a new day', () => {
  expect(hasBegunAnew(3, { ours: 5_000 })).toBe(true);
  expect(hasBegunAnew(4_990, { ours: 5_000 })).toBe(false);
  expect(hasBegunAnew(0, { ours: 20 })).toBe(false);
});

test('calls of the last 24 hours are counted by the hour, and those before are forgotten', () => {
  expect(countHour({ 70: 5, 75: 7, 76: 1, 99: 2 }, 100, 3)).toEqual({ 76: 1, 99: 2, 100: 3 });
  expect(countHour({ 100: 2 }, 100, 3)).toEqual({ 100: 5 });
});
