import type { IdPrefix } from './id.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Ids contain the time of the process that created them, rows the time of the database. An hour covers the clock difference and a slow
 * transaction, and costs a search almost nothing.
 */
const clockSlackMs = 3_600_000;

/** The first ten characters, after the prefix, of ids of this millisecond. */
export function idTime(ms: number): string {
  let text = '';
  for (let rest = Math.max(0, Math.floor(ms)), i = 0; i < 10; i++, rest = Math.floor(rest / 32)) {
    text = alphabet[rest % 32] + text;
  }
  return text;
}

/** The time that `idTime` has written. */
export function timeOf(text: string): Date {
  let ms = 0;
  for (const letter of text.slice(0, 10)) ms = ms * 32 + alphabet.indexOf(letter);
  return new Date(ms);
}

/** Rows created after `time` have ids above this. It narrows an index range; the exact condition is on the row's time. */
export const idAbove = (prefix: IdPrefix, time: Date) => `${prefix}_${idTime(time.getTime() - clockSlackMs)}`;

/** Rows created before `time` have ids below this. */
export const idBelow = (prefix: IdPrefix, time: Date) => `${prefix}_${idTime(time.getTime() + clockSlackMs)}`;
