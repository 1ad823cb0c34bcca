import type { Queryable } from '#db/database.ts';
import type { costKinds } from '#domain/attribution/facts.ts';
import { type FactOutcome, insertFacts, type NewFact } from './insert-facts.ts';

export interface NewCost extends NewFact {
  kind: (typeof costKinds)[number];
  partnerId: string | null;
  /** Negative: taken back. */
  amountMinor: bigint;
  currency: string;
}

/** Adds costs, set-wise. Idempotent by scope, origin and external id. */
export function insertCosts(sql: Queryable, costs: readonly NewCost[]): Promise<FactOutcome[]> {
  return insertFacts(sql, 'cost', costs, [
    ['kind', 'text', costs.map(({ kind }) => kind)],
    ['partner_id', 'text', costs.map(({ partnerId }) => partnerId)],
    ['amount_minor', 'bigint', costs.map(({ amountMinor }) => String(amountMinor))],
    ['currency', 'text', costs.map(({ currency }) => currency)],
  ]);
}
