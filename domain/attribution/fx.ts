import { divideHalfAway } from '#domain/divide-half-away.ts';
import { DomainError } from '#domain/errors.ts';
import { fractionDigits } from '#domain/money.ts';

/** The currency whose rates are stored: one euro in each other currency, as the European Central Bank publishes them. */
export const pivotCurrency = 'EUR';

/** A rate is used for this many days after its own: weekends and holidays have none. */
export const MAX_RATE_AGE_DAYS = 7;

/** A stored rate, as it was published. */
export interface FxRate {
  day: string;
  currency: string;
  /** Units of the currency for one euro, such as `1.0837`. */
  perEuro: string;
  importId: number;
}

/** What one amount was converted with. Its own day may be some days before that of the amount. */
export type UsedRate = Omit<FxRate, 'currency'>;

/** An exact fraction in its lowest terms. */
export interface FxFactor {
  above: bigint;
  below: bigint;
}

const isDecimal = /^\d{1,20}(?:\.\d{1,20})?$/;
const daysBetween = (earlier: string, later: string): number => (Date.parse(later) - Date.parse(earlier)) / 86_400_000;

/**
 * The rates of some currencies. Days are written 2026-03-01. Of two imports of a day's rate, the later one counts.
 */
export class FxRates {
  private readonly byCurrency = new Map<string, UsedRate[]>();
  private readonly factors = new Map<string, FxFactor | null>();

  constructor(rates: readonly FxRate[]) {
    for (const [currency, list] of Map.groupBy(rates, (rate) => rate.currency)) {
      const ordered = list.toSorted((a, b) => (a.day === b.day ? a.importId - b.importId : a.day < b.day ? -1 : 1));
      this.byCurrency.set(currency, ordered);
    }
  }

  /** The latest rate of the day or of one of the seven days before it; null if there is none. */
  find(currency: string, day: string): UsedRate | null {
    if (currency === pivotCurrency) return { day, perEuro: '1', importId: 0 };
    const rates = this.byCurrency.get(currency) ?? [];
    let [low, high] = [0, rates.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rates[middle]?.day ?? '') <= day) low = middle + 1;
      else high = middle;
    }
    const rate = rates[low - 1];
    return rate && daysBetween(rate.day, day) <= MAX_RATE_AGE_DAYS ? rate : null;
  }

  /** What minor units of a day are multiplied by; null if one of its rates is missing. */
  factor(pair: { from: string; to: string; day: string }): FxFactor | null {
    const key = `${pair.from} ${pair.to} ${pair.day}`;
    const known = this.factors.get(key);
    if (known !== undefined) return known;
    const factor = this.computeFactor(pair);
    this.factors.set(key, factor);
    return factor;
  }

  private computeFactor({ from, to, day }: { from: string; to: string; day: string }): FxFactor | null {
    const [source, target] = [this.find(from, day), this.find(to, day)];
    if (!source || !target) return null;
    const { numerator: above, denominator: below } = exactRate({ from, to, source: source.perEuro, target: target.perEuro });
    const divisor = greatestDivisor(above, below);
    return { above: above / divisor, below: below / divisor };
  }

  /** Converts minor units at the rates of a day, exact until the one rounding at the end, half away from zero; null if a rate is missing. */
  convert(minor: bigint, { from, to, day }: { from: string; to: string; day: string }): bigint | null {
    if (from === to) return minor;
    const factor = this.factor({ from, to, day });
    return factor && divideHalfAway(minor * factor.above, factor.below);
  }
}

interface Conversion {
  from: string;
  to: string;
  /** Units of each for one euro. */
  source: string;
  target: string;
}

/** Minor units of `to` for minor units of `from`, as a fraction. */
export function exactRate({ from, to, source, target }: Conversion): { numerator: bigint; denominator: bigint } {
  const [a, b] = [readDecimal(source), readDecimal(target)];
  const numerator = b.units * 10n ** BigInt(a.scale + fractionDigits(to));
  const denominator = a.units * 10n ** BigInt(b.scale + fractionDigits(from));
  return { numerator, denominator };
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a, b];
  while (small > 0n) [large, small] = [small, large % small];
  return large;
}

function readDecimal(text: string): { units: bigint; scale: number } {
  if (!isDecimal.test(text)) throw new Error(`A stored exchange rate is not a decimal number: ${text}`);
  const [whole = '', fraction = ''] = text.split('.');
  const units = BigInt(whole + fraction);
  if (units === 0n) throw new Error('A stored exchange rate is zero');
  return { units, scale: fraction.length };
}

/** Names the currencies and days without a rate: all at once, as far as an error can be read. */
export function missingRates(missing: readonly { currency: string; day: string }[], to: string): DomainError {
  const days = new Map<string, Set<string>>();
  for (const { currency, day } of missing) days.set(currency, (days.get(currency) ?? new Set()).add(day));
  const told = [...days]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, set]) => `${currency} (${listDays([...set].toSorted())})`);
  return new DomainError(
    'fx_rate_missing',
    `There is no exchange rate to report in ${to} for ${told.join(', ')}. Import rates that include these days (npm run fx:import), or choose another currency.`,
  );
}

const SHOWN_DAYS = 3;
function listDays(days: string[]): string {
  const rest = days.length - SHOWN_DAYS;
  return `${days.slice(0, SHOWN_DAYS).join(', ')}${rest > 0 ? ` and ${rest} more ${rest === 1 ? 'day' : 'days'}` : ''}`;
}
