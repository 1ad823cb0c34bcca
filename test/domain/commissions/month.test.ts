import { expect, test } from 'vitest';
import { Month, monthName, periodOf } from '#domain/commissions/month.ts';

test('a day is in one month, one quarter and one year', () => {
  expect((['month', 'quarter', 'year'] as const).map((period) => periodOf('2026-03-31', period))).toEqual(['2026-03', '2026-Q1', '2026']);
  expect(['01', '03', '04', '12'].map((month) => periodOf(`2026-${month}-01`, 'quarter'))).toEqual([
    '2026-Q1',
    '2026-Q1',
    '2026-Q2',
    '2026-Q4',
  ]);
});

test('months have names, and only twelve', () => {
  expect(['2026-01', '2026-12'].map(monthName)).toEqual(['January', 'December']);
  expect(['2026-00', '2026-13', '2026-1', '0000-01', '2026-03-01'].filter((text) => Month.safeParse(text).success)).toEqual([]);
});
