import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { Invoice } from '#db/commissions/invoice.ts';
import { invoiceStates } from '#domain/commissions/commission.ts';
import { lineKinds } from '#domain/commissions/ledger.ts';
import { Day, Timestamp } from '#domain/instant.ts';
import { Currency, Money, SignedMoney, toMoney } from '#domain/money.ts';
import { FilledText, ForeignId } from '#domain/plain-text.ts';

export const NewInvoice = z.strictObject({ currency: Currency }).meta({ id: 'CreateCommissionInvoice', examples: [{ currency: 'EUR' }] });

export const InvoiceView = z
  .object({
    id: z.string().meta({ example: 'cin_01k9v5yq3n8t2e6w7x4z0b1c2h' }),
    partner_id: z.string(),
    month: z.string().nullable().meta({ example: '2026-03' }).describe('Of the statement that it goes with. null: a person issued it'),
    amount: SignedMoney,
    open: SignedMoney.describe('What of it is owed still: neither repaid nor set off at a payout'),
    state: z.enum(invoiceStates),
    reason: z.string().nullable().describe('Why it was cancelled'),
    issued_at: Timestamp,
    ended_at: Timestamp.nullable(),
  })
  .meta({ id: 'CommissionInvoice' });
export const InvoiceList = listOf(InvoiceView).meta({ id: 'CommissionInvoiceList' });

export const InvoiceWithLines = InvoiceView.extend({
  lines: z
    .array(
      z.object({
        line_id: z.string().meta({ example: 'lin_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
        amount: SignedMoney,
        day: Day.meta({ example: '2026-03-20' }),
        kind: z.enum(lineKinds),
        explanation: z.string().meta({ example: '1,000.00 EUR of 3,000.00 EUR was refunded; 200.00 EUR remains of 300.00 EUR' }),
      }),
    )
    .meta({ maxItems: 100_000 }),
}).meta({ id: 'CommissionInvoiceWithLines' });

export const toInvoice = (one: Invoice): z.infer<typeof InvoiceView> => ({
  ...{ id: one.id, partner_id: one.partnerId, month: one.month, state: one.state, reason: one.reason },
  ...{ amount: toMoney(one.amountMinor, one.currency), open: toMoney(one.openMinor, one.currency) },
  ...{ issued_at: one.issuedAt.toISOString(), ended_at: one.endedAt?.toISOString() ?? null },
});

export const NewRepayment = z
  .strictObject({
    external_id: ForeignId(200).describe('Of the transfer, at your bank. The same one is recorded once'),
    amount: Money,
    day: Day.describe('When it arrived'),
  })
  .meta({
    id: 'CreateCommissionRepayment',
    examples: [{ external_id: 'bank-2026-04-03-17', amount: { amount: '100.00', currency: 'EUR' }, day: '2026-04-03' }],
  });

export const InvoiceCancellation = z
  .strictObject({ reason: FilledText(500) })
  .meta({ id: 'CommissionInvoiceCancellation', examples: [{ reason: 'The refund was recorded twice' }] });
