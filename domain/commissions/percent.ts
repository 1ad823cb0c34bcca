import { z } from 'zod';
import type { IssueCode } from '#domain/issue-errors.ts';

/** 100 %. With four decimals, each percentage is a whole number of millionths. */
export const WHOLE = 1_000_000n;
const pattern = /^\d{1,5}(?:\.\d{1,4})?$/;

/** A percentage as a decimal string, because JSON numbers lose digits. */
export const Percent = z
  .string()
  .max(10)
  .regex(pattern, { error: 'must be a percentage as a string with at most four decimals, such as "12.5"' })
  .refine((text) => !isPercent(text) || millionthsOf(text) <= WHOLE, {
    error: 'must not be more than 100',
    params: { code: 'too_large' } satisfies IssueCode,
  });

/** Whether the text is a percentage, of any size. */
export const isPercent = (text: string): boolean => pattern.test(text);

export function millionthsOf(percent: string): bigint {
  const [whole = '', decimals = ''] = percent.split('.');
  return BigInt(whole + decimals.padEnd(4, '0'));
}

/** `12.5` for 125,000 millionths. */
export function percentOf(millionths: bigint): string {
  const decimals = (millionths % 10_000n).toString().padStart(4, '0').replace(/0+$/, '');
  return `${millionths / 10_000n}${decimals && `.${decimals}`}`;
}
