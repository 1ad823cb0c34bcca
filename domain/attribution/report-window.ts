import { addDays, localDate, nextDay } from '#domain/business-days.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { momentOfDay } from '#domain/moment-of-day.ts';

/** Half-open: `from` is in it, `to` is not. */
export interface ReportWindow {
  from: Date;
  to: Date;
}

/** Days and months by the calendar of the time zone, each as its first day, half-open. */
export interface DayRange {
  from: string;
  to: string;
}

/** A window as the rollups can answer it: whole months, whole days beside them, and instants within a day at its two ends. */
export interface WindowParts {
  /** First days of months. */
  months: DayRange | null;
  /** Whole days outside of those months. */
  days: DayRange[];
  /** All whole days, in months or not. */
  allDays: DayRange | null;
  edges: ReportWindow[];
}

/** Two years: what a bound on the work of one request allows, and leap years with it. */
export const MAX_WINDOW_DAYS = 731;

export const startOfDay = (day: string, timeZone: string): Date => momentOfDay(day, { timeOfDay: '00:00', timeZone });

/** The last `days` days of the calendar, with the day of `asOf` as the last one. */
export function lastDays(days: number, asOf: Date, timeZone: string): ReportWindow {
  const to = nextDay(localDate(asOf, timeZone));
  return { from: startOfDay(addDays(to, -days), timeZone), to: startOfDay(to, timeZone) };
}

/** A day (its beginning in the time zone) or an instant. */
export const readMoment = (text: string, timeZone: string): Date => (text.length === 10 ? startOfDay(text, timeZone) : new Date(text));

/** Throws `invalid_request` if the window is reversed, empty or longer than `maxDays`. */
export function checkWindow({ from, to }: ReportWindow, maxDays = MAX_WINDOW_DAYS): ReportWindow {
  if (from >= to) {
    const message = `must be after from: ${from.toISOString()} to ${to.toISOString()} is empty`;
    throw new DomainError('invalid_request', `to ${message}`, [fieldError(['to'], 'out_of_range', message, { in: 'query' })]);
  }
  // An hour more, for a window of whole days across a change of clocks.
  if (to.getTime() - from.getTime() > maxDays * 86_400_000 + 3_600_000) {
    const message = `must be at most ${maxDays} days after from`;
    throw new DomainError('invalid_request', `to ${message}`, [fieldError(['to'], 'out_of_range', message, { in: 'query' })]);
  }
  return { from, to };
}

/** Splits a window, so that at most two days are read fact by fact. */
export function splitWindow({ from, to }: ReportWindow, timeZone: string): WindowParts {
  const first = startsDay(from, timeZone) ? localDate(from, timeZone) : nextDay(localDate(from, timeZone));
  const end = localDate(to, timeZone);
  if (first > end) return { months: null, days: [], allDays: null, edges: [{ from, to }] };
  const [firstAt, endAt] = [startOfDay(first, timeZone), startOfDay(end, timeZone)];
  const edges = [
    { from, to: firstAt },
    { from: endAt, to },
  ].filter((edge) => edge.from < edge.to);
  if (first === end) return { months: null, days: [], allDays: null, edges };
  return { ...splitDays({ from: first, to: end }), allDays: { from: first, to: end }, edges };
}

/** The part of all history before a moment, split in the same way. */
export function splitHistory(before: Date, timeZone: string): WindowParts {
  const end = localDate(before, timeZone);
  const endAt = startOfDay(end, timeZone);
  const month = `${end.slice(0, 7)}-01`;
  const days = month < end ? [{ from: month, to: end }] : [];
  const beginning = '0001-01-01';
  return {
    months: { from: beginning, to: month },
    days,
    allDays: { from: beginning, to: end },
    edges: endAt < before ? [{ from: endAt, to: before }] : [],
  };
}

function splitDays(range: DayRange): Pick<WindowParts, 'months' | 'days'> {
  const firstMonth = range.from.endsWith('-01') ? range.from : nextMonth(range.from);
  const endMonth = `${range.to.slice(0, 7)}-01`;
  if (firstMonth >= endMonth) return { months: null, days: [range] };
  const days = [
    { from: range.from, to: firstMonth },
    { from: endMonth, to: range.to },
  ].filter(({ from, to }) => from < to);
  return { months: { from: firstMonth, to: endMonth }, days };
}

/** The months that a range meets, by their first days. */
export function monthsOf({ from, to }: DayRange): string[] {
  const months: string[] = [];
  for (let month = `${from.slice(0, 7)}-01`; month < to; month = nextMonth(month)) months.push(month);
  return months;
}

export function nextMonth(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}

const startsDay = (at: Date, timeZone: string): boolean => startOfDay(localDate(at, timeZone), timeZone).getTime() === at.getTime();
