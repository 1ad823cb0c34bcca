import { toMoney } from '#domain/money.ts';

/** For explanations: `4,000.00 EUR`. */
export const showMoney = (minor: bigint, currency: string): string => `${showAmount(minor, currency)} ${currency}`;

/** `4,000.00`. */
export function showAmount(minor: bigint, currency: string): string {
  const [whole = '', fraction] = toMoney(minor, currency).amount.split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
