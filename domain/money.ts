import { z } from 'zod';

const currencies = new Set(Intl.supportedValuesOf('currency'));
/** The largest amount in minor units: PostgreSQL's bigint. */
const MAX_MINOR = 2n ** 63n - 1n;

export const Currency = z.string().refine((code) => currencies.has(code), { error: 'must be an ISO 4217 code, such as EUR' });

/** An amount as the API shows it: a decimal string, because JSON numbers lose cents. */
export const Money = z
  .strictObject({
    amount: z
      .string()
      .max(30)
      .regex(/^\d+(?:\.\d+)?$/, { error: 'must be a decimal number as a string, such as "1250.00"' }),
    currency: Currency,
  })
  .check((context) => {
    const { amount, currency } = context.value;
    if (!currencies.has(currency) || !/^\d+(?:\.\d+)?$/.test(amount)) return;
    const digits = fractionDigits(currency);
    const fraction = amount.split('.')[1] ?? '';
    if (fraction.length > digits) {
      const message =
        digits === 0 ? `must not have decimals: ${currency} has none` : `must not have more than ${digits} decimals in ${currency}`;
      context.issues.push({ code: 'custom', path: ['amount'], message, input: amount });
    } else if (toMinor(context.value) > MAX_MINOR) {
      context.issues.push({ code: 'custom', path: ['amount'], message: 'is too large', input: amount });
    }
  })
  .meta({ id: 'Money', examples: [{ amount: '12500.00', currency: 'EUR' }] });
export type Money = z.infer<typeof Money>;

/** An amount of a report, which is negative if more was given back than came in. */
export const SignedMoney = z
  .object({ amount: z.string().max(40), currency: z.string().max(3) })
  .meta({ id: 'SignedMoney', examples: [{ amount: '-120.50', currency: 'EUR' }] });
export type SignedMoney = z.infer<typeof SignedMoney>;

/**
 * The decimals of currencies that do not have two (ISO 4217, list one, https://www.six-group.com/en/products-services/financial-information/market-reference-data/data-standards.html).
 * Intl cannot be used: it returns how prices are usually written, such as forints, rupees and pesos without the decimals that invoices have.
 */
export const unusualDigits: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ['CLF', 4],
  ['UYW', 4],
]);

/** The decimals of a currency by ISO 4217. */
export function fractionDigits(currency: string): number {
  return unusualDigits.get(currency) ?? 2;
}

/** In the currency's smallest unit: cents, yen, fils. */
export function toMinor({ amount, currency }: Money): bigint {
  const digits = fractionDigits(currency);
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits));
}

export function toMoney(minor: bigint, currency: string): Money {
  const digits = fractionDigits(currency);
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  return { amount: sign + (digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`), currency };
}

/** `Money` as JSON Schema, in which the decimals depend on the currency. Only the API checks that an amount is not too large. */
export function moneySchema(only: string | null): Record<string, unknown> {
  const taken = only === null ? [...currencies] : [only];
  const byDigits = Map.groupBy(taken, fractionDigits);
  const choices = [...byDigits].map(([digits, codes]) => ({
    properties: { currency: { enum: codes }, amount: { pattern: amountPattern(digits) } },
  }));
  return {
    type: 'object',
    required: ['amount', 'currency'],
    properties: { amount: { type: 'string', maxLength: 30 }, currency: only === null ? { type: 'string' } : { const: only } },
    additionalProperties: false,
    ...(choices.length === 1 ? { allOf: choices } : { anyOf: choices }),
  };
}

function amountPattern(digits: number): string {
  return digits === 0 ? String.raw`^\d+$` : String.raw`^\d+(\.\d{1,${digits}})?$`;
}
