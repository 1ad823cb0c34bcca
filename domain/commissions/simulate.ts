import { earnedOf } from './accrue.ts';
import { periodOf } from './month.ts';
import type { Plan } from './plan.ts';
import type { Standing } from './pool.ts';
import { currencyFor, type Sale } from './sale.ts';
import type { Split } from './split.ts';

/** A sale that was accrued, and what it brought one partner. `sale.meets` are the conditions of the plan that is tried. */
export interface PastAccrual {
  partnerId: string;
  sale: Sale;
  split: Split;
  dealId: string | null;
  customer: string | null;
  currency: string;
  amountMinor: bigint;
}

/** What a partner got in a currency, and would have got. */
export interface Simulated {
  partnerId: string;
  currency: string;
  sales: number;
  isMinor: bigint;
  wouldMinor: bigint;
}

/**
 * What the same sales would have brought by another plan, by partner and currency. Caps and tiers of a period begin at the first sale. Throws
 * `fx_rate_missing` for a sale that the plan would convert, and that was not converted.
 */
export function simulate(plan: Plan, accruals: readonly PastAccrual[]): Simulated[] {
  const sums = new Map<string, Simulated>();
  const had = new Map<string, bigint>();
  const add = (key: string, minor: bigint) => had.set(key, (had.get(key) ?? 0n) + minor);
  const of = (partnerId: string, currency: string): Simulated => {
    const key = `${partnerId} ${currency}`;
    const sum = sums.get(key) ?? { partnerId, currency, sales: 0, isMinor: 0n, wouldMinor: 0n };
    sums.set(key, sum);
    return sum;
  };
  for (const accrual of accruals) {
    const { partnerId, sale, split } = accrual;
    const keys = keysOf(plan, accrual);
    const soFar = new Map([[partnerId, standing(had, keys)]]);
    const earned = earnedOf({ plan, sale, split, soFar }, sale.netMinor).find((one) => one.partnerId === partnerId);
    const present = of(partnerId, accrual.currency);
    present.isMinor += accrual.amountMinor;
    present.sales += 1;
    if (!earned || earned.currency === '') continue;
    of(partnerId, earned.currency).wouldMinor += earned.amountMinor;
    for (const key of [keys.deal, keys.customer]) if (key !== null) add(key, earned.poolMinor);
    add(keys.period, earned.amountMinor);
    add(keys.revenue, earned.baseMinor);
  }
  return [...sums.values()].toSorted((a, b) => (`${a.partnerId} ${a.currency}` < `${b.partnerId} ${b.currency}` ? -1 : 1));
}

interface Keys {
  deal: string | null;
  customer: string | null;
  period: string;
  revenue: string;
}

function keysOf(plan: Plan, { partnerId, sale, dealId, customer }: PastAccrual): Keys {
  const who = `${partnerId} ${currencyFor(plan, sale) ?? ''}`;
  const period = periodOf(sale.day, plan.period);
  return {
    deal: dealId && `${who} deal ${dealId}`,
    customer: customer && `${who} customer ${customer}`,
    ...{ period: `${who} period ${period}`, revenue: `${who} revenue ${period}` },
  };
}

function standing(had: ReadonlyMap<string, bigint>, { deal, customer, period, revenue }: Keys): Standing {
  const sum = (key: string | null) => (key === null ? 0n : (had.get(key) ?? 0n));
  return { dealMinor: sum(deal), customerMinor: sum(customer), periodMinor: sum(period), periodRevenueMinor: sum(revenue) };
}
