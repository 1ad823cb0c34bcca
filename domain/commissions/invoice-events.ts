import { toMoney } from '#domain/money.ts';

/** The part of an invoice that its events contain: not what people wrote. */
interface ToldInvoice {
  id: string;
  month: string | null;
  currency: string;
  amountMinor: bigint;
}

export const invoicePayload = ({ id, month, currency, amountMinor }: ToldInvoice) => ({
  ...{ invoice_id: id, month, ...toMoney(amountMinor, currency) },
});

const schema = {
  type: 'object',
  required: ['invoice_id', 'amount', 'currency'],
  properties: {
    invoice_id: { type: 'string', minLength: 1, maxLength: 64 },
    month: { type: ['string', 'null'], maxLength: 7 },
    amount: { type: 'string', maxLength: 30, pattern: '^\\d+(\\.\\d+)?$' },
    currency: { type: 'string', maxLength: 3, pattern: '^[A-Z]{3}$' },
  },
};
const example = { invoice_id: 'cin_01k9v5yq3n8t2e6w7x4z0b1c2h', month: '2026-03', amount: '70.00', currency: 'EUR' };

/** The events that tell a partner about its invoices. What it repays is a line of the ledger: `invoice.repaid`. */
export const invoiceEventTypes = [
  {
    name: 'invoice.issued',
    description: 'The partner is asked to pay back what it owes. `month` is that of the statement.',
    schema,
    example,
  },
  { name: 'invoice.cancelled', description: 'An invoice was cancelled: what is owed is carried forward.', schema, example },
] as const;
