import { z } from 'zod';

const names = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
] as const;

/** A calendar month. Two of them compare as texts. */
export const Month = z
  .string()
  .max(7)
  .regex(/^(?!0000)\d{4}-(?:0[1-9]|1[0-2])$/, { error: 'must be a month, such as 2026-03' });

export const monthOf = (day: string): string => day.slice(0, 7);

/** `March` for 2026-03. */
export const monthName = (month: string): string => names[Number(month.slice(5, 7)) - 1] ?? month;

export const periods = ['month', 'quarter', 'year'] as const;
export type Period = (typeof periods)[number];

/** The calendar period in which a day is: `2026-03`, `2026-Q1` or `2026`. */
export function periodOf(day: string, period: Period): string {
  const year = day.slice(0, 4);
  if (period === 'year') return year;
  return period === 'month' ? monthOf(day) : `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}
