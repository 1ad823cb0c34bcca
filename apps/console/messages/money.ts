import { formatLocale } from './locale.ts';

interface Money {
  amount: string;
  currency: string;
}

const formats = new Map<string, Intl.NumberFormat>();

/** The amount exactly as it is stored, with the decimals of its currency, grouped as people here write it. */
export function money(value: Money | null | undefined): string | undefined {
  if (!value) return undefined;
  const { amount, currency } = value;
  const format = formats.get(currency) ?? new Intl.NumberFormat(formatLocale, { style: 'currency', currency });
  formats.set(currency, format);
  return format.format(amount as `${number}`);
}

const percents = new Intl.NumberFormat(formatLocale, { style: 'percent', maximumFractionDigits: 1 });

/** A share such as 0.125 as `12.5%`; undefined if there is none. */
export const percent = (share: number | null): string | undefined => (share === null ? undefined : percents.format(share));
