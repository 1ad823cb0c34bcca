import { DAY_MS } from '#domain/days.ts';

/** Monday to Friday except holidays (YYYY-MM-DD), in a time zone of the IANA database. */
export interface BusinessCalendar {
  timeZone: string;
  holidays: readonly string[];
}

/** The same time of day, `days` business days later. A start outside business days counts from the beginning of the next one. */
export function addBusinessDays(start: Date, days: number, calendar: BusinessCalendar): Date {
  let { date, time } = localTime(start, calendar.timeZone);
  if (!isBusinessDay(date, calendar)) time = '00:00:00';
  while (!isBusinessDay(date, calendar)) date = nextDay(date);
  for (let left = days; left > 0;) {
    date = nextDay(date);
    if (isBusinessDay(date, calendar)) left -= 1;
  }
  return instantOf(date, time, calendar.timeZone);
}

/** The date in a time zone, by which a date counts as in the past. */
export function localDate(at: Date, timeZone: string): string {
  return localTime(at, timeZone).date;
}

function isBusinessDay(date: string, { holidays }: BusinessCalendar): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.includes(date);
}

/** Of the calendar: no clock change makes a day longer. Negative: before the date. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export const nextDay = (date: string): string => addDays(date, 1);

// Creating a format takes a third of a millisecond, and a submission needs it four times. The map has one entry per time zone in use.
const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks in a time zone show: `2026-03-01` and `09:30:00`. */
export function localTime(at: Date, timeZone: string): { date: string; time: string } {
  // Swedish format: 2026-03-01 09:30:00.
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, format);
  const [date = '', time = ''] = format.format(at).split(' ');
  return { date, time };
}

/** The instant at which clocks in the time zone show this date and time. A time that a clock change skips is moved an hour later. */
function instantOf(date: string, time: string, timeZone: string): Date {
  const asUtc = Date.parse(`${date}T${time}Z`);
  const offsetAt = (instant: number) => {
    const shown = localTime(new Date(instant), timeZone);
    return Date.parse(`${shown.date}T${shown.time}Z`) - Math.floor(instant / 1000) * 1000;
  };
  const first = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(first));
}
