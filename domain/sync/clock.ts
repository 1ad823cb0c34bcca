import type { Side } from './mapping.ts';

/** By how many milliseconds the clock of each side is ahead of ours. */
export type Clocks = Readonly<Record<Side, number>>;

/** Answers tell the time of the vendor in whole seconds, and take a while. What differs by less is no difference. */
export const CLOCK_TOLERANCE_MS = 3_000;

/** A clock that is this far off is no clock. */
export const MAX_CLOCK_MS = 20 * 86_400_000;

/** The side that changed later; null if that is not known. Clocks that differ from ours are corrected, which is exact to some seconds. */
export function newerSide(changedAt: Readonly<Record<Side, Date | null>>, clocks: Clocks): Side | null {
  const { a, b } = changedAt;
  if (!a || !b || Math.max(Math.abs(clocks.a), Math.abs(clocks.b)) >= MAX_CLOCK_MS) return null;
  const isCorrected = clocks.a !== 0 || clocks.b !== 0;
  const later = a.getTime() - clocks.a - (b.getTime() - clocks.b);
  if (Math.abs(later) <= (isCorrected ? CLOCK_TOLERANCE_MS : 0)) return null;
  return later > 0 ? 'a' : 'b';
}
