import type { z } from 'zod';
import type { Terms } from '#domain/commissions/accrue.ts';
import { Plan } from '#domain/commissions/plan.ts';
import type { Sale } from '#domain/commissions/sale.ts';
import { Split } from '#domain/commissions/split.ts';

export const percentRule = (percent: string) => ({ name: 'All sales', reward: { kind: 'percent' as const, percent } });

export const planOf = (over: Partial<z.input<typeof Plan>> = {}): Plan =>
  Plan.parse({ name: 'Referral', effective_from: '2026-01-01', currency: 'EUR', rules: [percentRule('12.5')], ...over });

/** Partners with their percentages. An empty name is the company itself. */
export const splitOf = (percents: Record<string, string>): Split =>
  Split.parse({
    month: '2026-03',
    allocations: Object.entries(percents).map(([partner, percent]) => ({ partner_id: partner || null, percent })),
  });

export const saleOf = (over: Partial<Sale> = {}): Sale => ({
  id: 'rev_1',
  netMinor: 400_000n,
  currency: 'EUR',
  day: '2026-03-14',
  product: null,
  customerPlan: null,
  subscriptionMonth: null,
  meets: [],
  rate: null,
  ...over,
});

export const termsOf = (over: Partial<Terms> = {}): Terms => ({
  plan: planOf(),
  split: splitOf({ ptn_a: '100' }),
  sale: saleOf(),
  soFar: new Map(),
  ...over,
});
