import { z } from 'zod';

const SECOND_MS = 1000;
const DAY_S = 86_400;
/** After more than a week, a replay is the better choice. */
const MAX_DELAY_S = 7 * DAY_S;
const MAX_ATTEMPTS = 30;
/** ±20 %, so that the retries after an outage do not all happen at the same time. */
const DEFAULT_JITTER = 0.2;
/** Longer than a long weekend. The standard schedule takes 75 h 35 min. */
const DEFAULT_DEADLINE_S = 5 * DAY_S;
/** The minimum delay after a failure, whatever jitter or Retry-After specify. */
export const MIN_DELAY_MS = SECOND_MS;

const delayS = z.number().min(1).max(MAX_DELAY_S);
const spread = {
  jitter: z.number().min(0).max(1).default(DEFAULT_JITTER).describe('Share by which a delay varies in both directions'),
  deadline_s: z
    .number()
    .int()
    .min(60)
    .max(30 * DAY_S)
    .default(DEFAULT_DEADLINE_S)
    .describe('Seconds after acceptance at which the delivery is dead-lettered'),
};

/** Delays in seconds between attempts. The first attempt is immediate, so there is one more attempt than delays. */
const ScheduledRetry = z.strictObject({ schedule_s: z.array(delayS).max(MAX_ATTEMPTS - 1), ...spread });

/** The delay after attempt n is `base_s × multiplier^(n-1)`, at most `max_delay_s` (default: one week). */
export const ExponentialRetry = z.strictObject({
  base_s: delayS,
  multiplier: z.number().min(1).max(10),
  max_attempts: z.number().int().min(1).max(MAX_ATTEMPTS),
  max_delay_s: delayS.optional(),
  ...spread,
});

export const RetryPolicy = z.union([ScheduledRetry, ExponentialRetry]);
/** As stored and configured, where defaults can be left out. */
export type RetryPolicy = z.input<typeof RetryPolicy>;

/** Default of the sandbox tier: a developer who is watching sees the outcome within a minute. */
export const SANDBOX_RETRY: RetryPolicy = { base_s: 2, multiplier: 2, max_attempts: 5 };
/** Default of the standard and enterprise tiers: the example schedule of Standard Webhooks, after an immediate first attempt. */
export const STANDARD_RETRY: RetryPolicy = {
  schedule_s: [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400],
};

export type NextAttempt =
  | { kind: 'retry'; delayMs: number; because: 'schedule' | 'retry_after'; text: string }
  | { kind: 'exhausted'; because: 'attempts' | 'deadline'; text: string };

/**
 * What follows after attempt number `attempt` (from 1) failed at `now`. `createdAt` is the start of the retry budget. `retryAfterMs` is the
 * receiver's Retry-After, which overrides the schedule in both directions. A time after the deadline is cut to the deadline: a receiver that
 * is unavailable for long gets a last attempt. `text` is the sentence for the delivery's timeline. `random` returns a number in [0, 1).
 */
export function nextAttempt(failed: {
  policy: RetryPolicy;
  attempt: number;
  now: Date;
  createdAt: Date;
  retryAfterMs?: number | undefined;
  random: () => number;
}): NextAttempt {
  const { policy, attempt, now, createdAt, retryAfterMs, random } = failed;
  const maxAttempts = attemptsOf(policy);
  const failure = `attempt ${attempt} of ${maxAttempts} failed`;
  if (attempt >= maxAttempts) {
    const text = `${failure}; the endpoint's retry policy allows no further attempt`;
    return { kind: 'exhausted', because: 'attempts', text };
  }
  const deadline = createdAt.getTime() + (policy.deadline_s ?? DEFAULT_DEADLINE_S) * SECOND_MS;
  const remainingMs = deadline - now.getTime();
  const nominalMs = Math.max(MIN_DELAY_MS, retryAfterMs ?? scheduledDelayMs(policy, attempt));
  const asked = retryAfterMs === undefined ? undefined : `Retry-After ${Math.round(retryAfterMs / SECOND_MS)} s`;
  if (nominalMs > remainingMs) {
    if (asked && remainingMs >= MIN_DELAY_MS) {
      const text = `${failure}; the receiver requested ${asked}; last attempt at the delivery's deadline of ${describeDeadline(deadline)}`;
      return { kind: 'retry', delayMs: remainingMs, because: 'retry_after', text };
    }
    const why = asked
      ? `the receiver requested ${asked}, which is after the delivery's deadline`
      : `the next attempt, in ${describeDuration(nominalMs)}, would be after the delivery's deadline`;
    return { kind: 'exhausted', because: 'deadline', text: `${failure}; ${why} of ${describeDeadline(deadline)}` };
  }
  if (asked) {
    const text = `${failure}; the receiver requested ${asked}`;
    return { kind: 'retry', delayMs: nominalMs, because: 'retry_after', text };
  }
  const jitter = policy.jitter ?? DEFAULT_JITTER;
  const jitteredMs = Math.round(nominalMs * (1 + jitter * (2 * random() - 1)));
  const spreadText = jitter > 0 ? ` (±${Math.round(jitter * 100)} % jitter)` : '';
  return {
    kind: 'retry',
    delayMs: Math.min(Math.max(MIN_DELAY_MS, jitteredMs), remainingMs),
    because: 'schedule',
    text: `${failure}; next attempt in ${describeDuration(nominalMs)}, by the endpoint's retry policy${spreadText}`,
  };
}

/** The maximum number of attempts of a delivery, including the immediate first one. */
export function attemptsOf(policy: RetryPolicy): number {
  return 'schedule_s' in policy ? policy.schedule_s.length + 1 : policy.max_attempts;
}

function scheduledDelayMs(policy: RetryPolicy, attempt: number): number {
  if ('schedule_s' in policy) return (policy.schedule_s[attempt - 1] ?? 0) * SECOND_MS;
  const uncappedS = policy.base_s * policy.multiplier ** (attempt - 1);
  return Math.round(Math.min(uncappedS, policy.max_delay_s ?? MAX_DELAY_S) * SECOND_MS);
}

/**
 * Parses `Retry-After`, which is seconds or an HTTP date (RFC 9110 section 10.2.3), into milliseconds from `now`. A date in the past is 0.
 * Anything else is undefined. Huge numbers are kept, because the delivery's deadline limits the delay.
 */
export function parseRetryAfter(header: string | undefined, now: Date): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) return Math.min(Number(value) * SECOND_MS, Number.MAX_SAFE_INTEGER);
  // Date.parse alone would read "2.5" as a day in 2001. All three forms of an HTTP date start with the weekday.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i.test(value)) return undefined;
  // asctime, the oldest form, is in UTC but names no time zone, so Date would read it as local time.
  const time = Date.parse(/gmt|utc|[+-]\d{4}$/i.test(value) ? value : `${value} GMT`);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now.getTime());
}

const UNITS: readonly (readonly [name: string, ms: number])[] = [
  ['d', DAY_S * SECOND_MS],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', SECOND_MS],
];

/** "5 min", "1 h 30 min", "2.5 s": the two largest units, which is precise enough for people. */
export function describeDuration(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`;
  let rest = Math.round(ms / SECOND_MS) * SECOND_MS;
  const parts: string[] = [];
  for (const [name, unitMs] of UNITS) {
    const count = Math.floor(rest / unitMs);
    rest -= count * unitMs;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.slice(0, 2).join(' ');
}

function describeDeadline(deadline: number): string {
  return `${new Date(deadline).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
