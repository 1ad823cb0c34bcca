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

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

/** The first day of the period in which a day is, and that of the next period. */
export function periodSpan(day: string, period: Period): { from: string; until: string } {
  const months = monthsOf[period];
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / months) * months;
  const start = (month: number) => new Date(Date.UTC(Number(day.slice(0, 4)), month, 1)).toISOString().slice(0, 10);
  return { from: start(first), until: start(first + months) };
}
