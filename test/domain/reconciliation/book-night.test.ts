import { expect, test } from 'vitest';
import { isSunday, nightDue, nightsMissed } from '#domain/reconciliation/book-night.ts';

const berlin = { timeOfDay: '02:30', timeZone: 'Europe/Berlin' };

test.each([
  ['just before its time', '2026-03-01T01:29:59Z', '2026-02-28'],
  ['at its time', '2026-03-01T01:30:00Z', '2026-03-01'],
  ['in the evening', '2026-03-01T22:00:00Z', '2026-03-01'],
  ['before clocks skip 02:30', '2026-03-29T00:59:59Z', '2026-03-28'],
  ['when clocks skip 02:30', '2026-03-29T01:00:00Z', '2026-03-29'],
  ['at the first 02:30 of two', '2026-10-25T00:30:00Z', '2026-10-25'],
  ['at the second 02:30', '2026-10-25T01:30:00Z', '2026-10-25'],
])('the night that is due %s', (_when, now, night) => {
  expect(nightDue(new Date(now), berlin)).toBe(night);
});

test('the nights that were missed are those between, and a month of them at most', () => {
  expect(nightsMissed('2026-02-26', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28']);
  expect(nightsMissed('2026-02-28', '2026-03-01')).toEqual([]);
  expect(nightsMissed('2020-01-01', '2026-03-01')).toHaveLength(31);
  expect(nightsMissed('2020-01-01', '2026-03-01').at(-1)).toBe('2026-02-28');
});

test('every seventh night is that of a Sunday', () => {
  expect(isSunday('2026-03-01')).toBe(true);
  expect(isSunday('2026-03-02')).toBe(false);
});
