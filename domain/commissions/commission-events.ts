import { toMoney } from '#domain/money.ts';
import type { LineKind } from './ledger.ts';

/** The part of a line that its event contains. */
interface ToldLine {
  id: string;
  source: string;
  kind: LineKind;
  currency: string;
  amountMinor: bigint;
  about: string | null;
  factId: string | null;
  dealId: string | null;
  day: string;
  releaseDay: string | null;
  explanation: string;
}

/** The type of the event that tells a partner of a line; null if it is not told. */
export function lineEventOf({ kind, amountMinor }: Pick<ToldLine, 'kind' | 'amountMinor'>): CommissionEventType | null {
  if (amountMinor === 0n) return null;
  const types: Partial<Record<LineKind, CommissionEventType>> = {
    accrual: 'commission.accrued',
    release: 'commission.released',
    adjustment: 'commission.adjusted',
    clawback: 'commission.clawed_back',
    payout: 'payout.sent',
    reversal: 'payout.failed',
    repayment: 'invoice.repaid',
  };
  return types[kind] ?? null;
}

export const linePayload = (line: ToldLine): Record<string, unknown> => ({
  // The source of a repayment names its invoice.
  ...(line.kind === 'repayment' && { invoice_id: line.source.split('/')[1] }),
  ...{ line_id: line.id, kind: line.kind, ...toMoney(line.amountMinor, line.currency), about: line.about, fact_id: line.factId },
  ...{ deal_id: line.dealId, day: line.day, release_day: line.releaseDay, explanation: line.explanation },
});

const text = (maxLength: number) => ({ type: ['string', 'null'], maxLength });
const schema = {
  type: 'object',
  required: ['line_id', 'amount', 'currency'],
  properties: {
    line_id: { type: 'string', minLength: 1, maxLength: 64 },
    kind: { type: 'string', maxLength: 50 },
    // Fits every currency. Negative if it was taken back.
    amount: { type: 'string', maxLength: 30, pattern: '^-?\\d+(\\.\\d+)?$' },
    currency: { type: 'string', maxLength: 3, pattern: '^[A-Z]{3}$' },
    about: text(64),
    fact_id: text(64),
    deal_id: text(64),
    day: { type: 'string', maxLength: 10 },
    release_day: text(10),
    explanation: { type: 'string', maxLength: 4000 },
  },
};
const statementSchema = {
  type: 'object',
  required: ['statement_id', 'month', 'currency'],
  properties: {
    statement_id: { type: 'string', minLength: 1, maxLength: 64 },
    month: { type: 'string', maxLength: 7 },
    currency: { type: 'string', maxLength: 3, pattern: '^[A-Z]{3}$' },
    opening: { type: 'string', maxLength: 30 },
    closing: { type: 'string', maxLength: 30 },
  },
};

/** The payload of `statement.issued`. */
export const statementPayload = (one: { id: string; month: string; currency: string; openingMinor: bigint; closingMinor: bigint }) => ({
  ...{ statement_id: one.id, month: one.month, currency: one.currency },
  ...{ opening: toMoney(one.openingMinor, one.currency).amount, closing: toMoney(one.closingMinor, one.currency).amount },
});

const present = {
  line_id: 'lin_01k9v5yq3n8t2e6w7x4z0b1c2d',
  ...{ kind: 'accrual', amount: '240.00', currency: 'EUR', about: null, fact_id: 'rev_01k9v5w0c4r8m1s6q2t7y3z9ab' },
  ...{ deal_id: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d', day: '2026-03-14', release_day: '2026-04-13' },
  explanation: '12.5 % of 4,000.00 EUR, capped at 400.00, 60 % of it by the March split',
};
const later = { line_id: 'lin_01k9v5yq3n8t2e6w7x4z0b1c2e', about: present.line_id, release_day: null };

function typeOf<Name extends string>(name: Name, description: string, example: Record<string, unknown>) {
  return { name, description, schema, example: { ...present, ...example } };
}

/** The events that tell a partner about its commissions. */
export const commissionEventTypes = [
  typeOf('commission.accrued', 'A sale brought a commission. It becomes payable when its hold period ends, on `release_day`.', {}),
  typeOf('commission.released', 'The hold period of a commission has ended: it is payable.', {
    ...later,
    ...{ kind: 'release', explanation: 'the hold period ended on 2026-04-13' },
  }),
  typeOf('commission.adjusted', 'A commission was corrected by a person.', {
    ...later,
    ...{ kind: 'adjustment', amount: '-10.00', explanation: 'corrected by the company' },
  }),
  typeOf('commission.clawed_back', 'A refund, or a customer that left, took a commission back.', {
    ...later,
    ...{ kind: 'clawback', amount: '-240.00', explanation: '4,000.00 EUR of 4,000.00 EUR was refunded; 0.00 EUR remains of 240.00 EUR' },
  }),
  typeOf('payout.sent', 'A transfer is on its way.', {
    ...later,
    ...{ kind: 'payout', amount: '1240.00', about: null, fact_id: null, deal_id: null },
    explanation: 'paid out: 1,240.00 EUR of 7 lines, transfer pyl_01k9v5yq3n8t2e6w7x4z0b1c2f',
  }),
  typeOf('payout.failed', 'A transfer failed: its amount is payable again.', {
    ...later,
    ...{ kind: 'reversal', amount: '1240.00', about: null, fact_id: null, deal_id: null },
    explanation: 'the transfer failed: 1,240.00 EUR of 7 lines, transfer pyl_01k9v5yq3n8t2e6w7x4z0b1c2f',
  }),
  {
    name: 'invoice.repaid',
    description: 'The partner has paid an invoice back, or a part of it.',
    schema: {
      ...schema,
      required: ['invoice_id', ...schema.required],
      properties: { invoice_id: { type: 'string', minLength: 1, maxLength: 64 }, ...schema.properties },
    },
    example: {
      ...{ invoice_id: 'cin_01k9v5yq3n8t2e6w7x4z0b1c2h', ...present, ...later },
      ...{ kind: 'repayment', amount: '70.00', about: null, fact_id: null, deal_id: null, day: '2026-04-03' },
      explanation: 'repaid: 70.00 EUR of the invoice cin_01k9v5yq3n8t2e6w7x4z0b1c2h',
    },
  },
  {
    name: 'statement.issued',
    description: 'The statement of a month is final. Later corrections are on the next one.',
    schema: statementSchema,
    example: {
      ...{ statement_id: 'stm_01k9v5yq3n8t2e6w7x4z0b1c2g', month: '2026-03', currency: 'EUR', opening: '0.00', closing: '240.00' },
    },
  },
] as const;
type CommissionEventType = (typeof commissionEventTypes)[number]['name'];
