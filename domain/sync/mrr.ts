import { add, type Fraction, fraction, fractionOf, isLess, largestRemainder, times, zero } from './fraction.ts';
import type { Discount, Subscription, SubscriptionItem } from './subscription.ts';

// docs/mrr.md explains the rule with a table that a test computes.

/** Only these are revenue: a trial is none yet, and who is paused or unpaid is not served. */
const counted: ReadonlySet<Subscription['status']> = new Set(['active', 'past_due']);

/** How many of these periods a month has, on the average of a year. */
const perMonth: Record<SubscriptionItem['interval'], Fraction> = {
  day: fraction(365n, 12n),
  week: fraction(52n, 12n),
  month: fraction(1n),
  year: fraction(1n, 12n),
};

export interface MonthlyRevenue {
  currency: string;
  totalMinor: bigint;
  /** They add up to the total. */
  subscriptions: { id: string; minor: bigint }[];
}

/** Monthly recurring revenue in minor units, for each currency; nothing is converted. Currencies in alphabetical order. */
export function monthlyRevenue(subscriptions: readonly Subscription[], at: Date): MonthlyRevenue[] {
  const revenue = subscriptions.filter(({ status }) => counted.has(status));
  const byCurrency = Map.groupBy(revenue, ({ currency }) => currency);
  return [...byCurrency]
    .map(([currency, own]) => {
      const minors = largestRemainder(own.map((subscription) => monthly(subscription, at)));
      return {
        currency,
        totalMinor: minors.reduce((sum, minor) => sum + minor, 0n),
        subscriptions: own.map(({ id }, index) => ({ id, minor: minors[index] ?? 0n })),
      };
    })
    .toSorted((x, y) => (x.currency < y.currency ? -1 : 1));
}

/** Discounts of a fixed amount reduce each billing period, so they need the item with the shortest one to become monthly. */
function monthly({ items, discounts }: Subscription, at: Date): Fraction {
  const running = discounts.filter((discount) => isRunning(discount, at));
  const gross = items.map((item) => times(price(item), monthsOf(item))).reduce(add, zero);
  const afterPercent = running.flatMap(({ percent_off: percent }) => percent ?? []).reduce(takePercent, gross);
  const shortest = items.map(monthsOf).reduce<Fraction | null>((most, each) => (most === null || isLess(most, each) ? each : most), null);
  const off = running.flatMap(({ amount_off: amount }) => amount ?? []).map((amount) => times(fractionOf(amount), shortest ?? zero));
  const left = off.reduce((rest, amount) => add(rest, { n: -amount.n, d: amount.d }), afterPercent);
  return isLess(left, zero) ? zero : left;
}

const monthsOf = ({ interval, interval_count: count }: SubscriptionItem): Fraction =>
  times(perMonth[interval], fraction(1n, BigInt(count)));

function isRunning({ duration, ends_at: endsAt }: Discount, at: Date): boolean {
  return duration !== 'once' && (endsAt === null || new Date(endsAt) > at);
}

const takePercent = (amount: Fraction, percent: string): Fraction =>
  times(amount, times(add(fraction(100n), times(fractionOf(percent), fraction(-1n))), fraction(1n, 100n)));

/** Of one billing period. */
function price({ quantity, unit_amount: unit, tiers, tiers_mode: mode }: SubscriptionItem): Fraction {
  if (quantity === null) return zero;
  if (tiers === null || mode === null) return times(fractionOf(unit ?? '0'), fraction(BigInt(quantity)));
  if (mode === 'volume') {
    const tier = tiers.find(({ up_to: last }) => last === null || quantity <= last);
    return tier === undefined || quantity === 0 ? zero : tierPrice(tier, quantity);
  }
  let from = 0;
  let sum = zero;
  for (const tier of tiers) {
    const until = Math.min(quantity, tier.up_to ?? quantity);
    if (until <= from) break;
    sum = add(sum, tierPrice(tier, until - from));
    from = until;
  }
  return sum;
}

function tierPrice(tier: { unit_amount: string | null; flat_amount: string | null }, units: number): Fraction {
  return add(times(fractionOf(tier.unit_amount ?? '0'), fraction(BigInt(units))), fractionOf(tier.flat_amount ?? '0'));
}
