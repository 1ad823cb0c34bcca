import { addDays, localTime } from '#domain/business-days.ts';
import { momentOfDay } from '#domain/moment-of-day.ts';
import type { QuietHours } from './alert-routes.ts';

/** When the quiet hours end that this moment is in; the moment itself if it is in none. */
export function afterQuietHours(at: Date, quiet: QuietHours | null): Date {
  if (quiet === null) return at;
  const { from, until, time_zone: timeZone } = quiet;
  const today = localTime(at, timeZone).date;
  const moment = (day: string, timeOfDay: string) => momentOfDay(day, { timeOfDay, timeZone });
  // Those that began yesterday can last until today.
  for (const day of [addDays(today, -1), today]) {
    const end = moment(until > from ? day : addDays(day, 1), until);
    if (moment(day, from) <= at && at < end) return end;
  }
  return at;
}
