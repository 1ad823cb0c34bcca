import { localTime, nextDay } from '#domain/business-days.ts';
import { DAY_MS } from '#domain/days.ts';
import { momentOfDay } from '#domain/moment-of-day.ts';

/** When the nights of a pair are: at this time of day (`02:00`), in this time zone. */
export interface NightClock {
  timeOfDay: string;
  timeZone: string;
}

export const nightOf = (at: Date, { timeZone }: Pick<NightClock, 'timeZone'>): string => localTime(at, timeZone).date;

/** When a night is due. */
export const momentOfNight: (night: string, clock: NightClock) => Date = momentOfDay;

/**
 * What a schedule means by a time: a night, or a run that somebody wanted. Where clocks show the time of a night twice, schedulers choose either
 * of them, or both.
 */
export function readNominalTime(at: Date, clock: NightClock): { night: string; isNight: boolean } {
  const { date: night, time } = localTime(at, clock.timeZone);
  return { night, isNight: time === `${clock.timeOfDay}:00` || momentOfNight(night, clock).getTime() === at.getTime() };
}

/** The nights that were due after one moment and until another one, oldest first. */
export function nightsBetween(after: Date, until: Date, clock: NightClock): string[] {
  const nights: string[] = [];
  for (let night = nightOf(after, clock); ; night = nextDay(night)) {
    const due = momentOfNight(night, clock);
    if (due > until) return nights;
    if (due > after) nights.push(night);
  }
}

/** Nights whose time of day is skipped, with the time of day at which clocks go on. A schedule that names only the former would miss them. */
export function skippedNights(from: Date, days: number, clock: NightClock): { night: string; timeOfDay: string }[] {
  const nights = nightsBetween(from, new Date(from.getTime() + days * DAY_MS), clock);
  return nights.flatMap((night) => {
    const { date, time } = localTime(momentOfNight(night, clock), clock.timeZone);
    const timeOfDay = time.slice(0, 5);
    return date === night && timeOfDay !== clock.timeOfDay ? [{ night, timeOfDay }] : [];
  });
}
