import { z } from 'zod';
import { PlainText } from '#domain/plain-text.ts';

/** The address of an account or of a deal's customer. */
export const Address = z.strictObject({
  street: PlainText(300).min(1),
  postal_code: PlainText(20),
  city: PlainText(200).min(1),
  country: z.string().regex(/^[A-Z]{2}$/, { error: 'must be an ISO 3166 code of two capital letters, such as DE' }),
});

export const Duns = z.string().regex(/^\d{2}-?\d{3}-?\d{4}$/, { error: 'must be a D-U-N-S number of nine digits' });
