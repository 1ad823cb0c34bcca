import { addDays, localTime } from '#domain/business-days.ts';

/** When the books are compared each night: at `02:30`, by the clocks of the time zone. */
export interface BookNights {
  timeOfDay: string;
  timeZone: string;
}

/** More is no news any longer. */
const maxMissed = 31;

const dayBefore = (day: string): string => addDays(day, -1);

/**
 * The night that is due: the last day whose time of day has passed. Only what clocks show counts. So a time that a clock change skips passes
 * with the change, and one that it shows twice passes once.
 */
export function nightDue(now: Date, { timeOfDay, timeZone }: BookNights): string {
  const { date, time } = localTime(now, timeZone);
  return time >= timeOfDay ? date : dayBefore(date);
}

/** The nights between two, without both: the latest of them, oldest first. */
export function nightsMissed(last: string, night: string): string[] {
  const missed: string[] = [];
  for (let day = dayBefore(night); day > last && missed.length < maxMissed; day = dayBefore(day)) missed.unshift(day);
  return missed;
}

/** In the night of each Sunday, books that read only what is new in other nights read everything. */
export const isSunday = (night: string): boolean => new Date(`${night}T00:00:00Z`).getUTCDay() === 0;
