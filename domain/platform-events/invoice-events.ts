import { z } from 'zod';
import { id, type } from './platform-event-type.ts';

const data = {
  ...{ invoice_id: id('cin'), partner_id: id('ptn') },
  month: z.string().max(7).nullable().describe('Of the statement that it goes with. null: a person issued it'),
  ...{ amount: z.string().max(40), currency: z.string().max(3) },
};

/** What invoices over what partners owe tell the company's own people. */
export const invoiceEventTypes = {
  'causeway.invoice.issued': type('info', {
    message: 'a partner is asked to pay back what it owes',
    remedy:
      'Record what it transfers: POST /partners/{id}/commission-invoices/{invoice_id}/repayments. To carry it forward instead, cancel the invoice.',
    data,
    example: {
      ...{ invoice_id: 'cin_01k9v5yq3n8t2e6w7x4z0b1c2h', partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab', month: '2026-03' },
      ...{ amount: '70.00', currency: 'EUR' },
    },
  }),
} as const;
