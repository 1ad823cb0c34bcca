import { z } from 'zod';
import { PlainText, FilledText } from '#domain/plain-text.ts';

/** How money is sent: a file that a person brings to the bank, or a provider. */
export const payoutProviders = ['file', 'sandbox'] as const;

export const batchStates = ['collecting', 'awaiting_approval', 'sending', 'awaiting_results', 'finished', 'cancelled', 'failed'] as const;
export type BatchState = (typeof batchStates)[number];

/** Sent: it is out of the ledger's payable account, and nobody has said yet whether it arrived. */
export const payoutStates = ['collected', 'sent', 'confirmed', 'failed'] as const;
export type PayoutState = (typeof payoutStates)[number];

const taxRate = (example: string) =>
  z
    .string()
    .max(10)
    .regex(/^\d{1,2}(?:\.\d{1,4})?$/, { error: `must be a percentage as a string, such as "${example}"` })
    .nullable()
    .default(null);

/** Carried to exports and statements, never computed with. */
export const TaxFields = z.strictObject({
  vat_id: PlainText(50).nullable().default(null),
  vat_rate: taxRate('19'),
  withholding_rate: taxRate('15'),
  country: z
    .string()
    .max(2)
    .regex(/^[A-Z]{2}$/, { error: 'must be a country as two capitals, such as DE' })
    .nullable()
    .default(null),
});
export type TaxFields = z.infer<typeof TaxFields>;

/** ISO 13616: the digits of the whole, letters as numbers, are 1 modulo 97. */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(iban)) return false;
  const digits = `${iban.slice(4)}${iban.slice(0, 4)}`.replaceAll(/[A-Z]/g, (letter) => parseInt(letter, 36).toString());
  return BigInt(digits) % 97n === 1n;
}

/** ISO 9362, as payment files take it. */
export const bicPattern = '[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?';

export const Payee = z
  .strictObject({
    name: FilledText(70).describe('Of the account, at most 70 characters, as in payment files'),
    iban: z.string().max(34).refine(isIban, { error: 'must be an IBAN without spaces, such as DE89370400440532013000' }),
    bic: z
      .string()
      .max(11)
      .regex(new RegExp(`^${bicPattern}$`), { error: 'must be a BIC, such as COBADEFFXXX' })
      .nullable()
      .default(null),
    tax: TaxFields.prefault({}),
  })
  .meta({
    id: 'Payee',
    examples: [
      {
        ...{ name: 'Acme Resellers GmbH', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
        tax: { vat_id: 'DE123456789', vat_rate: '19', withholding_rate: null, country: 'DE' },
      },
    ],
  });
export type Payee = z.infer<typeof Payee>;

/** What a later word about a transfer does. A provider may say yes and later no; after a no there is no yes. */
export function stateAfter(present: PayoutState, told: 'confirmed' | 'failed'): PayoutState | 'unchanged' | 'refused' {
  if (present === told) return 'unchanged';
  if (present === 'sent' || (present === 'confirmed' && told === 'failed')) return told;
  return 'refused';
}
