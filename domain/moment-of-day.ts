import { DAY_MS } from '#domain/days.ts';
import { localTime } from './business-days.ts';

/**
 * When clocks of a time zone show this day and time (`02:00`): once, whatever the clocks do. If a change shows the time twice, it is the first of
 * them; if a change skips it, it is the moment of the change.
 */
export function momentOfDay(day: string, { timeOfDay, timeZone }: { timeOfDay: string; timeZone: string }): Date {
  const wanted = Date.parse(`${day}T${timeOfDay}:00Z`);
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
