import { insertCosts, type NewCost } from '#db/attribution/facts/insert-costs.ts';
import { CostInput } from '#domain/attribution/cost-input.ts';
import { toMinor } from '#domain/money.ts';
import type { FactKind } from './fact-kind.ts';

export const costKind: FactKind<CostInput, NewCost> = {
  noun: 'cost',
  prefix: 'cst',
  input: CostInput,
  partnersOf: ({ partner_id: partnerId }) => [partnerId],
  subjectOf: () => null,
  insert: insertCosts,
  toRow: (fact, { kind, partner_id: partnerId, amount, taken_back: isTakenBack }) => ({
    ...fact,
    kind,
    partnerId: partnerId ?? null,
    amountMinor: isTakenBack ? -toMinor(amount) : toMinor(amount),
    currency: amount.currency,
  }),
};
