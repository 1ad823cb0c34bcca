import type { RateLimit } from '#domain/partners/partner-rate-limit.ts';

/**
 * A token bucket kept as one number (GCRA, https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm): the time until which
 * the requests so far are paid for. It is full when that time has passed, and `burst` intervals ahead it is empty.
 * `db/access/rate-bucket.ts` does the same arithmetic in SQL, for the bucket that all processes share.
 */

/** One token comes back after this long. Rounded: at the highest rate that is allowed, 60 µs, by less than one percent. */
export const intervalUs = ({ per_minute: perMinute }: RateLimit): number => Math.round(60_000_000 / perMinute);

/**
 * How many tokens a process takes from the shared bucket at a time: at most what comes back in 50 ms, and a tenth of the
 * burst, so that what a process has in hand and another lacks stays well below the five percent that a limit may be off by.
 */
export function leaseSize({ per_minute: perMinute, burst }: RateLimit): number {
  return Math.max(1, Math.floor(Math.min((perMinute / 60) * 0.05, burst / 10)));
}

/**
 * Takes up to `wanted` tokens, after `returned` ones were given back: those that a full bucket does not hold are gone. A time
 * further ahead than an empty bucket is of a wider limit that held before: it counts as empty, or a partner whose limit was
 * changed would be refused for as long as the old one's burst takes to come back.
 */
export function takeTokens(
  paidUntilUs: number,
  { nowUs, wanted, returned, limit }: { nowUs: number; wanted: number; returned: number; limit: RateLimit },
): { granted: number; paidUntilUs: number } {
  const paid = Math.max(nowUs, boundTime(paidUntilUs, nowUs, limit) - returned * intervalUs(limit));
  const granted = Math.min(wanted, tokensAt(paid, nowUs, limit));
  return { granted, paidUntilUs: paid + granted * intervalUs(limit) };
}

/** Whole tokens in the bucket. */
export function tokensAt(paidUntilUs: number, nowUs: number, limit: RateLimit): number {
  const interval = intervalUs(limit);
  return Math.floor((nowUs + limit.burst * interval - boundTime(paidUntilUs, nowUs, limit)) / interval);
}

/** How long until the bucket holds this many; 0 when it does. */
export function waitUs(paidUntilUs: number, nowUs: number, limit: RateLimit, tokens: number): number {
  return Math.max(0, boundTime(paidUntilUs, nowUs, limit) - nowUs - (limit.burst - tokens) * intervalUs(limit));
}

function boundTime(paidUntilUs: number, nowUs: number, limit: RateLimit): number {
  return Math.max(nowUs, Math.min(paidUntilUs, nowUs + limit.burst * intervalUs(limit)));
}
