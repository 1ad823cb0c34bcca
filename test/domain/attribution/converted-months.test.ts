import { expect, test } from 'vitest';
import { convertMonthsOf, PLACES } from '#domain/attribution/converted-months.ts';
import type { DailySum } from '#domain/attribution/converted-sums.ts';
import { FxRates } from '#domain/attribution/fx.ts';
import { flowMeasures } from '#domain/attribution/return.ts';

const rates = new FxRates([{ day: '2028-02-25', currency: 'USD', perEuro: '1.5', importId: 1 }]);
const euros = { currency: 'EUR', rates };
const sum = (measure: DailySum['measure'], amount: bigint, day: string, currency = 'EUR'): DailySum => ({
  ...{ partnerId: 'a', measure, currency, day, amount },
});
/** What a report has of days: the difference of what is before the day after them and what is before them. */
const between = (before: readonly bigint[] | undefined, measure: DailySum['measure'], first: number, end: number): bigint => {
  const at = (day: number) => before?.[flowMeasures.indexOf(measure) * PLACES + day - 1] ?? 0n;
  return at(end) - at(first);
};

test('any days of a month are a difference, each day of each currency being converted and rounded once', () => {
  const sums = [
    sum('revenue', 100n, '2028-02-25', 'USD'),
    sum('revenue', 100n, '2028-02-29', 'USD'),
    sum('revenue', 7n, '2028-02-01'),
    sum('leads', 1_000_000n, '2028-02-29', ''),
  ];
  const february = convertMonthsOf(sums, ['2028-02-01'], euros).get('2028-02-01');
  // 0.666… twice is 0.67 and 0.67.
  expect(between(february, 'revenue', 1, 30)).toBe(7n + 67n + 67n);
  expect(between(february, 'revenue', 2, 26)).toBe(67n);
  expect(between(february, 'revenue', 26, 29)).toBe(0n);
  expect(between(february, 'leads', 29, 30)).toBe(1_000_000n);
  expect(between(february, 'leads', 1, 29)).toBe(0n);
});

test('a month without anything is all zeros, and months that were not asked for are left out', () => {
  const found = convertMonthsOf([sum('revenue', 1n, '2028-04-01')], ['2028-02-01'], euros);
  expect([...found.keys()]).toEqual(['2028-02-01']);
  expect(found.get('2028-02-01')?.every((amount) => amount === 0n)).toBe(true);
  expect(found.get('2028-02-01')).toHaveLength(PLACES * flowMeasures.length);
});

test('a month with an amount that has no rate, or for which 64 bits could be too few, is left out', () => {
  const months = ['2028-02-01', '2028-03-01', '2028-04-01'];
  const sums = [sum('cost', 1n, '2028-02-20', 'USD'), sum('cost', -(2n ** 60n), '2028-03-01'), sum('cost', 5n, '2028-04-30')];
  expect([...convertMonthsOf(sums, months, euros).keys()]).toEqual(['2028-04-01']);
});
