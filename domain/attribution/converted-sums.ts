import type { Measure } from './facts.ts';
import { type FxRates, missingRates } from './fx.ts';

/** What one partner (the empty text: the company) has of one measure and currency, on one day, or on days that were added up (null). */
export interface DailySum {
  partnerId: string;
  measure: Measure;
  /** Empty for counts, which are in millionths. */
  currency: string;
  day: string | null;
  amount: bigint;
}

export type Totals = Partial<Record<Measure, bigint>>;

/** How sums become one currency: each day's at the rates of that day, or all at the rates of `atDay`, which is right for what is left then. */
export interface Conversion {
  currency: string;
  rates: FxRates;
  atDay?: string;
}

/**
 * The totals of each group, in minor units of one currency. The amounts of one partner, day and currency are added, then converted and rounded
 * once. Throws `fx_rate_missing`, which names every day and currency without a rate.
 */
export function convertSums<Group>(
  sums: readonly DailySum[],
  conversion: Conversion,
  groupOf: (sum: DailySum) => Group,
): Map<Group, Totals> {
  const totals = new Map<Group, Totals>();
  const missing: { currency: string; day: string }[] = [];
  const { currency: to, rates, atDay } = conversion;
  for (const sum of atDay === undefined ? sums : sumOverDays(sums)) {
    const { currency, measure, amount } = sum;
    const day = atDay ?? sum.day;
    const converted = currency === '' || currency === to ? amount : rates.convert(amount, { from: currency, to, day: dayOf(day, sum) });
    if (converted === null) {
      missing.push(
        ...[currency, to].filter((code) => !rates.find(code, dayOf(day, sum))).map((code) => ({ currency: code, day: dayOf(day, sum) })),
      );
      continue;
    }
    const group = groupOf(sum);
    const total = totals.get(group) ?? {};
    total[measure] = (total[measure] ?? 0n) + converted;
    totals.set(group, total);
  }
  if (missing.length > 0) throw missingRates(missing, to);
  return totals;
}

function dayOf(day: string | null, { measure, currency }: DailySum): string {
  if (day === null) throw new Error(`The sum of ${measure} in ${currency} has no day, so no rate applies to it`);
  return day;
}

/** One sum for each partner, measure and currency. */
function sumOverDays(sums: readonly DailySum[]): DailySum[] {
  const added = new Map<string, DailySum>();
  for (const sum of sums) {
    const key = `${sum.partnerId} ${sum.measure} ${sum.currency}`;
    const before = added.get(key);
    added.set(key, { ...sum, amount: sum.amount + (before?.amount ?? 0n) });
  }
  return [...added.values()];
}

/** The currencies whose rates a report needs. */
export function ratesNeeded(sums: readonly DailySum[], to: string): string[] {
  const foreign = new Set(sums.map(({ currency }) => currency).filter((code) => code !== '' && code !== to));
  return foreign.size === 0 ? [] : [...foreign, to];
}
