import { addDays, localDate, nextDay } from '#domain/business-days.ts';
import { nextMonth, type ReportWindow } from './report-window.ts';

export const periods = ['day', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

/** The first day of the period that a day is in. Weeks begin on Monday (ISO 8601). */
export function periodOf(day: string, period: Period): string {
  if (period === 'day') return day;
  if (period === 'month') return `${day.slice(0, 7)}-01`;
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

/** Every period that the window touches, in order. */
export function periodsOf({ from, to }: ReportWindow, timeZone: string, period: Period): string[] {
  const last = periodOf(localDate(new Date(to.getTime() - 1), timeZone), period);
  const found: string[] = [];
  for (let first = periodOf(localDate(from, timeZone), period); first <= last; first = next(first, period)) found.push(first);
  return found;
}

function next(first: string, period: Period): string {
  if (period === 'day') return nextDay(first);
  return period === 'month' ? nextMonth(first) : addDays(first, 7);
}
