import type { RateLimit } from '#domain/partners/partner-rate-limit.ts';

/**
 * A token bucket stored as one number (GCRA, https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm): the time until which the requests
 * so far are paid for. The bucket is full when that time has passed, and empty when it is `burst` intervals ahead.
 * `db/access/rate-bucket.ts` does the same arithmetic in SQL, for the bucket that all processes share.
 */

/** The time in which one token is refilled. At the highest allowed rate, 60 µs, rounding changes it by less than one percent. */
export const intervalUs = ({ per_minute: perMinute }: RateLimit): number => Math.round(60_000_000 / perMinute);

/**
 * How many tokens a process leases from the shared bucket at a time: at most the refill of 50 ms, and at most a tenth of the burst. Tokens
 * that one process holds and another lacks then stay well below the allowed error of a limit, five percent.
 */
export function leaseSize({ per_minute: perMinute, burst }: RateLimit): number {
  return Math.max(1, Math.floor(Math.min((perMinute / 60) * 0.05, burst / 10)));
}

/**
 * Takes up to `wanted` tokens, after adding `returned` ones to the bucket; tokens beyond a full bucket are lost. A time further ahead than
 * an empty bucket stems from an earlier, higher limit. It counts as empty, because otherwise a partner whose limit was lowered would be
 * rejected until the old limit's burst is refilled.
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

/** How long until the bucket holds this many tokens; 0 if it already does. */
export function waitUs(paidUntilUs: number, nowUs: number, limit: RateLimit, tokens: number): number {
  return Math.max(0, boundTime(paidUntilUs, nowUs, limit) - nowUs - (limit.burst - tokens) * intervalUs(limit));
}

function boundTime(paidUntilUs: number, nowUs: number, limit: RateLimit): number {
  return Math.max(nowUs, Math.min(paidUntilUs, nowUs + limit.burst * intervalUs(limit)));
}
