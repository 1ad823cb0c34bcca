import type { Queryable } from '#db/database.ts';
import type { conversionKinds } from '#domain/attribution/facts.ts';
import { type FactOutcome, insertFacts, type NewFact } from './insert-facts.ts';

export interface NewConversion extends NewFact {
  kind: (typeof conversionKinds)[number];
  value: { minor: bigint; currency: string } | null;
  dealId: string | null;
  registeredBy: string | null;
  registeredAt: Date | null;
}

/** Adds conversions, set-wise. Idempotent by scope, origin and external id. */
export function insertConversions(sql: Queryable, conversions: readonly NewConversion[]): Promise<FactOutcome[]> {
  return insertFacts(sql, 'conversion', conversions, [
    ['kind', 'text', conversions.map(({ kind }) => kind)],
    ['value_minor', 'bigint', conversions.map(({ value }) => value && String(value.minor))],
    ['currency', 'text', conversions.map(({ value }) => value && value.currency)],
    ['deal_id', 'text', conversions.map(({ dealId }) => dealId)],
    ['registered_by', 'text', conversions.map(({ registeredBy }) => registeredBy)],
    ['registered_at', 'timestamptz', conversions.map(({ registeredAt }) => registeredAt && registeredAt.toISOString())],
  ]);
}
