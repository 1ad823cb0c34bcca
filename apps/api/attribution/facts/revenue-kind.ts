import { insertRevenue, type NewRevenue } from '#db/attribution/facts/insert-revenue.ts';
import { RevenueInput } from '#domain/attribution/revenue-input.ts';
import { toMinor } from '#domain/money.ts';
import type { FactKind } from './fact-kind.ts';

export const revenueKind: FactKind<RevenueInput, NewRevenue> = {
  noun: 'revenue',
  prefix: 'rev',
  input: RevenueInput,
  partnersOf: () => [],
  subjectOf: ({ subject }) => subject,
  insert: insertRevenue,
  toRow: (
    fact,
    { kind, amount, tax, product, customer_plan: customerPlan, conversion_id: conversionId, refund_of: refundOf, subscription },
  ) => ({
    ...fact,
    kind,
    amountMinor: toMinor(amount),
    taxMinor: tax ? toMinor(tax) : 0n,
    currency: amount.currency,
    product: product ?? null,
    customerPlan: customerPlan ?? null,
    conversionId: conversionId ?? null,
    refundOf: refundOf ?? null,
    subscription: subscription ?? null,
  }),
};
