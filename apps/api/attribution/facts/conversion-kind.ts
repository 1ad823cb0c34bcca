import { insertConversions, type NewConversion } from '#db/attribution/facts/insert-conversions.ts';
import { ConversionInput } from '#domain/attribution/conversion-input.ts';
import { toMinor } from '#domain/money.ts';
import type { FactKind } from './fact-kind.ts';

export const conversionKind: FactKind<ConversionInput, NewConversion> = {
  noun: 'conversion',
  prefix: 'cnv',
  input: ConversionInput,
  partnersOf: ({ registered_by: partnerId }) => [partnerId],
  subjectOf: ({ subject }) => subject,
  insert: insertConversions,
  toRow: (fact, { kind, value, deal_id: dealId, registered_by: registeredBy, registered_at: registeredAt }) => ({
    ...fact,
    kind,
    value: value ? { minor: toMinor(value), currency: value.currency } : null,
    dealId: dealId ?? null,
    registeredBy: registeredBy ?? null,
    registeredAt: registeredAt ? new Date(registeredAt) : null,
  }),
};
