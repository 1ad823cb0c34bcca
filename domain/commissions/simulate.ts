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
 * What the same sales would have brought by another plan, by partner and currency. They are added in the order of time, and none is kept: only sums by
 * partner, and what the caps and tiers of the plan count. Caps and tiers of a period begin at the first sale. Adding throws `fx_rate_missing` for a sale
 * that the plan would convert, and that was not converted.
 */
export class Simulation {
  readonly #plan: Plan;
  readonly #sums = new Map<string, Simulated>();
  readonly #had = new Map<string, bigint>();

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  add(accrual: PastAccrual): void {
    const { partnerId, sale, split } = accrual;
    const keys = keysOf(this.#plan, accrual);
    const soFar = new Map([[partnerId, standing(this.#had, keys)]]);
    const earned = earnedOf({ plan: this.#plan, sale, split, soFar }, sale.netMinor).find((one) => one.partnerId === partnerId);
    const present = this.#of(partnerId, accrual.currency);
    present.isMinor += accrual.amountMinor;
    present.sales += 1;
    if (!earned || earned.currency === '') return;
    this.#of(partnerId, earned.currency).wouldMinor += earned.amountMinor;
    this.#count(keys.deal, earned.poolMinor);
    this.#count(keys.customer, earned.poolMinor);
    this.#count(keys.period, earned.amountMinor);
    this.#count(keys.revenue, earned.baseMinor);
  }

  /** By partner and currency. */
  get results(): Simulated[] {
    return [...this.#sums.values()].toSorted((a, b) => (`${a.partnerId} ${a.currency}` < `${b.partnerId} ${b.currency}` ? -1 : 1));
  }

  #of(partnerId: string, currency: string): Simulated {
    const key = `${partnerId} ${currency}`;
    const sum = this.#sums.get(key) ?? { partnerId, currency, sales: 0, isMinor: 0n, wouldMinor: 0n };
    this.#sums.set(key, sum);
    return sum;
  }

  #count(key: string | null, minor: bigint): void {
    if (key !== null) this.#had.set(key, (this.#had.get(key) ?? 0n) + minor);
  }
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
    // There can be as many as sales, so they are counted only for a cap.
    deal: plan.caps.per_deal === null ? null : dealId && `${who} deal ${dealId}`,
    customer: plan.caps.per_customer === null ? null : customer && `${who} customer ${customer}`,
    ...{ period: `${who} period ${period}`, revenue: `${who} revenue ${period}` },
  };
}

function standing(had: ReadonlyMap<string, bigint>, { deal, customer, period, revenue }: Keys): Standing {
  const sum = (key: string | null) => (key === null ? 0n : (had.get(key) ?? 0n));
  return { dealMinor: sum(deal), customerMinor: sum(customer), periodMinor: sum(period), periodRevenueMinor: sum(revenue) };
}
