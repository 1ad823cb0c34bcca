import { divideHalfAway } from '#domain/divide-half-away.ts';
import { DomainError } from '#domain/errors.ts';
import type { Plan } from './plan.ts';
import { showMoney } from './show-money.ts';

/** How one currency became another one: pinned with the sale, so that its refunds use the same rate. */
interface PinnedRate {
  /** Minor units of the plan's currency for minor units of the sale's. The denominator is positive. */
  numerator: bigint;
  denominator: bigint;
  /** As it was published, for people: `1.0837`. */
  shown: string;
  day: string;
}

/** A payment of a customer, as commissions see it. Pinned as it is: a refund computes with the same sale. */
export interface Sale {
  id: string;
  /** Without tax, in minor units. */
  netMinor: bigint;
  currency: string;
  /** By the calendar of the plan's time zone. */
  day: string;
  product: string | null;
  /** The customer's plan of the product. */
  customerPlan: string | null;
  /** Whole months since the subscription began, 0 for its first payment; null if it is no subscription. */
  subscriptionMonth: number | null;
  /** The conditions (`when`) of the plan's rules that are true for the sale. */
  meets: readonly string[];
  /** Null if none is needed, or none is known. */
  rate: PinnedRate | null;
}

/** In which currency a plan pays a sale; null if it does not pay this one. */
export function currencyFor(plan: Plan, sale: Sale): string | null {
  if (plan.currency_rule === 'sale') return sale.currency;
  return plan.currency_rule === 'same' && sale.currency !== plan.currency ? null : plan.currency;
}

/**
 * Converts an amount of the sale at its pinned rate, rounded half up once. Throws `fx_rate_missing`: an amount is never taken for one of
 * another currency.
 */
export function converted(minor: bigint, sale: Sale, currency: string): bigint {
  if (sale.currency === currency) return minor;
  if (sale.rate === null) {
    const message = `There is no exchange rate from ${sale.currency} to ${currency} for ${sale.day}, so the commission of the sale ${sale.id} over ${showMoney(sale.netMinor, sale.currency)} cannot be computed. Import rates that include this day (npm run fx:import).`;
    throw new DomainError('fx_rate_missing', message);
  }
  return divideHalfAway(minor * sale.rate.numerator, sale.rate.denominator);
}
