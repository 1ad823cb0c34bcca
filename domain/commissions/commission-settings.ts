import { z } from 'zod';
import { models } from '#domain/attribution/facts.ts';
import { wholeNumber } from '#domain/bounded-number.ts';
import { inOneLine } from '#domain/plain-text.ts';
import { bicPattern, isIban } from './payout.ts';

/** How commissions are shared, approved and paid. */
export const Commissions = z.strictObject({
  /** By which model partners share the commission of a sale whose deal has no split. */
  model: z.enum(models).default('linear'),
  /** How many people approve a payout batch, each with a credential of its own. 0: nobody needs to. */
  approvals: wholeNumber(0, 5).default(2),
  /** In how many days a dispute is to be answered. */
  dispute_days: wholeNumber(1, 90).default(10),
  /** What becomes of what a partner owes: the next payouts set it off, or it is also invoiced with the statement. */
  negative_balances: z.enum(['carry_forward', 'invoice']).default('carry_forward'),
  /** The account that payment files name. Without a name and an IBAN there are no pain.001 files. */
  payer_name: z
    .string()
    .min(0)
    .max(70)
    .refine((name) => inOneLine(name) === name, { error: 'must be one line without control characters, and without spaces around it' })
    .default(''),
  payer_iban: z
    .string()
    .max(34)
    .regex(/^(?:[A-Z]{2}\d{2}[A-Z0-9]{10,30})?$/, { error: 'must be an IBAN without spaces' })
    .refine((iban) => iban === '' || isIban(iban), { error: 'must be an IBAN: its check digits are wrong' })
    .default(''),
  payer_bic: z
    .string()
    .max(11)
    .regex(new RegExp(`^(?:${bicPattern})?$`), { error: 'must be a BIC, such as COBADEFFXXX' })
    .default(''),
});
