import type { DailySum } from './converted-sums.ts';
import type { FxRates } from './fx.ts';
import { flowMeasures } from './return.ts';

/** Of one measure: before the 1st to the 31st, and before the next month. */
export const PLACES = 32;
/** Two years of days on which a partner has this much fit into 64 bits. */
const MAX_AMOUNT = 2n ** 52n;

/**
 * What one partner had before each day of some months (their first days), in one currency: `PLACES` amounts of each of `flowMeasures`. Each sum is of one day,
 * converted and rounded once. A month is left out if one of its amounts has no rate, or is so large that 64 bits could be too few.
 */
export function convertMonthsOf(
  sums: readonly DailySum[],
  months: readonly string[],
  { currency: to, rates }: { currency: string; rates: FxRates },
): Map<string, bigint[]> {
  const before = new Map(months.map((month) => [month, Array.from({ length: flowMeasures.length * PLACES }, () => 0n)]));
  for (const { measure, currency: from, day, amount } of sums) {
    if (day === null) throw new Error(`The sum of ${measure} has no day`);
    const month = `${day.slice(0, 7)}-01`;
    const amounts = before.get(month);
    if (amounts === undefined) continue;
    const converted = from === '' ? amount : rates.convert(amount, { from, to, day });
    if (converted === null || converted > MAX_AMOUNT || converted < -MAX_AMOUNT) {
      before.delete(month);
      continue;
    }
    // The place of what is before the day after it.
    const place = flowMeasures.indexOf(measure) * PLACES + Number(day.slice(8));
    amounts[place] = (amounts[place] ?? 0n) + converted;
  }
  for (const amounts of before.values()) {
    for (let place = 0; place < amounts.length; place += 1) {
      if (place % PLACES > 0) amounts[place] = (amounts[place] ?? 0n) + (amounts[place - 1] ?? 0n);
    }
  }
  return before;
}
