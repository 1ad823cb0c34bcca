import { localTime, nextDay } from '#domain/business-days.ts';

/** When the nights of a pair are: at this time of day (`02:00`), in this time zone. */
export interface NightClock {
  timeOfDay: string;
  timeZone: string;
}

const DAY_MS = 86_400_000;

export const nightOf = (at: Date, { timeZone }: Pick<NightClock, 'timeZone'>): string => localTime(at, timeZone).date;

/**
 * When a night is due: once, whatever the clocks do. If a change shows its time twice, it is the first of them; if a change skips it, it is the
 * moment of the change.
 */
export function momentOfNight(night: string, { timeOfDay, timeZone }: NightClock): Date {
  const wanted = Date.parse(`${night}T${timeOfDay}:00Z`);
  const aheadAt = (at: number): number => {
    const { date, time } = localTime(new Date(at), timeZone);
    return Date.parse(`${date}T${time}Z`) - at;
  };
  // No time zone changes its clocks twice in two days.
  const ahead = [aheadAt(wanted - DAY_MS), aheadAt(wanted + DAY_MS)];
  const [early, late] = [wanted - Math.max(...ahead), wanted - Math.min(...ahead)];
  const shown = [early, late].find((at) => at + aheadAt(at) === wanted);
  return new Date(shown ?? changeBetween(early, late, aheadAt));
}

/** To the second. */
function changeBetween(before: number, after: number, aheadAt: (at: number) => number): number {
  const ahead = aheadAt(before);
  let [low, high] = [before, after];
  while (high - low > 1_000) {
    const middle = low + Math.floor((high - low) / 2_000) * 1_000;
    if (aheadAt(middle) === ahead) low = middle;
    else high = middle;
  }
  return high;
}

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
