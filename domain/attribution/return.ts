import { divideHalfAway } from '#domain/divide-half-away.ts';
import type { Totals } from './converted-sums.ts';
import type { Measure } from './facts.ts';

/** Counts are in millionths, so that what partners share adds up. */
export const MILLION = 1_000_000n;
/** A customer is never assumed to stay longer: a churn that is measured over months says nothing about decades. */
export const MAX_LIFETIME_MONTHS = 60;
/** The average month, 365.25 / 12 days. */
const MONTH_MS = 2_629_800_000n;

/** The measures that a report of a window adds up. */
export const windowMeasures: readonly Measure[] = [
  ...(['revenue', 'refund', 'tax', 'leads', 'opportunities', 'customers', 'sourced_revenue', 'influenced_revenue', 'cost'] as const),
  ...(['monthly_revenue', 'subscribers', 'subscribers_lost'] as const),
];
/** Those of which the state at a moment is the sum of all history before it. */
export const stateMeasures: readonly Measure[] = ['monthly_revenue', 'subscribers'];
/** The others, which are converted day by day. Stored months have them in this order: new ones are added at the end. */
export const flowMeasures: readonly Measure[] = windowMeasures.filter((measure) => !stateMeasures.includes(measure));

/** What a partner brought and cost in a window. Money in minor units, counts in millionths. Null where a divisor is not above zero. */
export interface Return {
  revenue: bigint;
  refunds: bigint;
  tax: bigint;
  revenueNet: bigint;
  sourcedRevenue: bigint;
  influencedRevenue: bigint;
  cost: bigint;
  leads: bigint;
  opportunities: bigint;
  customers: bigint;
  /** Cost of a lead, of a new customer. */
  cpl: bigint | null;
  cac: bigint | null;
  /** (net revenue × margin − cost) / cost. */
  roi: number | null;
  /** Net revenue / cost. */
  roas: number | null;
}

/** `margin` in millionths. */
export function computeReturn(totals: Totals, margin: bigint): Return {
  const of = (measure: Measure): bigint => totals[measure] ?? 0n;
  const [revenue, refunds, tax, cost] = [of('revenue'), of('refund'), of('tax'), of('cost')];
  const revenueNet = revenue - refunds - tax;
  const [leads, customers] = [of('leads'), of('customers')];
  return {
    ...{ revenue, refunds, tax, revenueNet, cost, leads, customers },
    ...{ sourcedRevenue: of('sourced_revenue'), influencedRevenue: of('influenced_revenue'), opportunities: of('opportunities') },
    cpl: perUnit(cost, leads),
    cac: perUnit(cost, customers),
    roi: ratio(revenueNet * margin - cost * MILLION, cost * MILLION),
    roas: ratio(revenueNet, cost),
  };
}

/** What subscriptions are at the two ends of a window of `durationMs`. Money in minor units, counts in millionths. */
export interface Subscriptions {
  monthlyRevenue: bigint;
  subscribers: bigint;
  subscribersBefore: bigint;
  lost: bigint;
  durationMs: number;
}

/** The lifetime value by the formula: ARPA × margin ÷ churn, with a lifetime of at most 60 months. */
export interface LifetimeValue {
  ltv: bigint | null;
  /** Monthly revenue of a subscriber at the end of the window. */
  arpa: bigint | null;
  /** The part of the subscribers that an average month of the window lost. */
  churnMonthly: number | null;
  lifetimeMonths: number | null;
  isCapped: boolean;
}

export function computeLifetimeValue(found: Subscriptions, margin: bigint): LifetimeValue {
  const { monthlyRevenue, subscribers, subscribersBefore, lost, durationMs } = found;
  const arpa = perUnit(monthlyRevenue, subscribers);
  const duration = BigInt(durationMs);
  if (arpa === null || subscribersBefore <= 0n) {
    return { ltv: null, arpa, churnMonthly: null, lifetimeMonths: null, isCapped: false };
  }
  // Months of life = subscribers before × months of the window ÷ lost, as a fraction.
  const [above, below] = [subscribersBefore * duration, lost * MONTH_MS];
  const isCapped = below <= 0n || above > below * BigInt(MAX_LIFETIME_MONTHS);
  const [months, divisor] = isCapped ? [BigInt(MAX_LIFETIME_MONTHS), 1n] : [above, below];
  return {
    ltv: divideHalfAway(monthlyRevenue * margin * months, subscribers * divisor),
    arpa,
    churnMonthly: ratio(lost * MONTH_MS, subscribersBefore * duration),
    lifetimeMonths: ratio(months, divisor),
    isCapped,
  };
}

/** What a customer has really brought, × margin. */
export function observedValue({ customers, revenueNet }: { customers: bigint; revenueNet: bigint }, margin: bigint): bigint | null {
  return customers > 0n ? divideHalfAway(revenueNet * margin, customers) : null;
}

/** An amount for one of a count in millionths, rounded half away from zero. */
export function perUnit(amount: bigint, count: bigint): bigint | null {
  return count > 0n ? divideHalfAway(amount * MILLION, count) : null;
}

const RATIO_DIGITS = 1_000_000n;

/** Rounded to six digits after the point. */
export function ratio(dividend: bigint, divisor: bigint): number | null {
  return divisor > 0n ? Number(divideHalfAway(dividend * RATIO_DIGITS, divisor)) / Number(RATIO_DIGITS) : null;
}

/** A count as it is shown: 3.5 of millionths. */
export const toCount = (millionths: bigint): number => Number(millionths) / Number(MILLION);
