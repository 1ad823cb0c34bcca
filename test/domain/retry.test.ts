import { describe, expect, test } from 'vitest';
import { attemptsOf, describeDuration, nextAttempt, parseRetryAfter, RetryPolicy, SANDBOX_RETRY, STANDARD_RETRY } from '#domain/retry.ts';

const createdAt = new Date('2026-03-01T12:00:00Z');
const middle = () => 0.5;
const after = (seconds: number) => new Date(createdAt.getTime() + seconds * 1000);

function next(policy: RetryPolicy, attempt: number, more: Partial<Parameters<typeof nextAttempt>[0]> = {}) {
  return nextAttempt({ policy, attempt, now: createdAt, createdAt, random: middle, ...more });
}

function delays(policy: RetryPolicy): number[] {
  const found: number[] = [];
  for (let attempt = 1; ; attempt++) {
    const step = next(policy, attempt);
    if (step.kind === 'exhausted') return found;
    found.push(step.delayMs / 1000);
  }
}

describe('the schedule', () => {
  test('standard and enterprise follow the example of Standard Webhooks: ten attempts within the deadline', () => {
    expect(delays(STANDARD_RETRY)).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(attemptsOf(STANDARD_RETRY)).toBe(10);
  });

  test('sandbox doubles from two seconds: five attempts', () => {
    expect(delays(SANDBOX_RETRY)).toEqual([2, 4, 8, 16]);
    expect(attemptsOf(SANDBOX_RETRY)).toBe(5);
  });

  test('an exponential policy stops growing at max_delay_s', () => {
    expect(delays({ base_s: 1, multiplier: 10, max_attempts: 6, max_delay_s: 60 })).toEqual([1, 10, 60, 60, 60]);
  });

  test('an empty schedule means one attempt', () => {
    expect(next({ schedule_s: [] }, 1)).toMatchObject({ kind: 'exhausted', because: 'attempts' });
  });

  test('jitter stays within its share, both ways, and never goes below a second', () => {
    const policy: RetryPolicy = { schedule_s: [100], jitter: 0.2 };
    const delayAt = (random: number, chosen = policy) => {
      const step = next(chosen, 1, { random: () => random });
      return step.kind === 'retry' ? step.delayMs : undefined;
    };
    expect(delayAt(0)).toBe(80_000);
    expect(delayAt(0.999999)).toBe(120_000);
    expect(delayAt(0, { schedule_s: [2], jitter: 1 })).toBe(1000);
    expect(delayAt(0.9, { schedule_s: [100], jitter: 0 })).toBe(100_000);
  });

  test('the timeline says which attempt it was and why the next one is when it is', () => {
    const policy: RetryPolicy = { schedule_s: [5, 60, 300, 1, 1, 1, 1] };
    expect(next(policy, 3)).toEqual({
      kind: 'retry',
      delayMs: 300_000,
      because: 'schedule',
      text: "attempt 3 of 8 failed; next attempt in 5 min, by the endpoint's retry policy (±20 % jitter)",
    });
    expect(next(policy, 8)).toEqual({
      kind: 'exhausted',
      because: 'attempts',
      text: "attempt 8 of 8 failed; the endpoint's retry policy allows no further attempt",
    });
  });
});

describe('the deadline', () => {
  const policy: RetryPolicy = { schedule_s: [60, 60, 60], deadline_s: 120 };

  test('a next attempt exactly at it is made, one after it is not', () => {
    expect(next(policy, 1, { now: after(60) }).kind).toBe('retry');
    const why = "the next attempt, in 1 min, would be after the delivery's deadline of 2026-03-01 12:02 UTC";
    expect(next(policy, 1, { now: after(61) })).toEqual({
      kind: 'exhausted',
      because: 'deadline',
      text: `attempt 1 of 4 failed; ${why}`,
    });
  });

  test('jitter does not carry an attempt past it', () => {
    expect(next(policy, 1, { now: after(60), random: () => 0.999 })).toMatchObject({ kind: 'retry', delayMs: 60_000 });
  });

  test('is five days where the policy names none', () => {
    expect(next(STANDARD_RETRY, 9, { now: after(4 * 86_400) }).kind).toBe('retry');
    expect(next(STANDARD_RETRY, 9, { now: after(4 * 86_400 + 1) })).toMatchObject({ because: 'deadline' });
  });
});

describe('Retry-After', () => {
  test('wins over the schedule in both directions, without jitter', () => {
    const text = (seconds: number) => `attempt 2 of 10 failed; the receiver requested Retry-After ${seconds} s`;
    expect(next(STANDARD_RETRY, 2, { retryAfterMs: 120_000, random: () => 0.9 })).toEqual({
      kind: 'retry',
      delayMs: 120_000,
      because: 'retry_after',
      text: text(120),
    });
    const later = next(STANDARD_RETRY, 2, { retryAfterMs: 86_400_000 });
    expect(later).toMatchObject({ delayMs: 86_400_000, text: text(86_400) });
  });

  test('is never less than a second', () => {
    expect(next(STANDARD_RETRY, 1, { retryAfterMs: 0 })).toMatchObject({ delayMs: 1000, because: 'retry_after' });
  });

  test('past the deadline means a last attempt at the deadline, and says so', () => {
    const asked = 'attempt 1 of 10 failed; the receiver requested Retry-After 518400 s';
    expect(next(STANDARD_RETRY, 1, { now: after(86_400), retryAfterMs: 6 * 86_400_000 })).toEqual({
      kind: 'retry',
      delayMs: 4 * 86_400_000,
      because: 'retry_after',
      text: `${asked}; last attempt at the delivery's deadline of 2026-03-06 12:00 UTC`,
    });
    expect(next(STANDARD_RETRY, 1, { retryAfterMs: Number.MAX_SAFE_INTEGER })).toMatchObject({ delayMs: 5 * 86_400_000 });
  });

  test('at the deadline ends the delivery with that as the reason', () => {
    const why = "requested Retry-After 518400 s, which is after the delivery's deadline of 2026-03-06 12:00 UTC";
    expect(next(STANDARD_RETRY, 2, { now: after(5 * 86_400), retryAfterMs: 6 * 86_400_000 })).toEqual({
      kind: 'exhausted',
      because: 'deadline',
      text: `attempt 2 of 10 failed; the receiver ${why}`,
    });
  });

  test("gives no attempts beyond the policy's", () => {
    expect(next(SANDBOX_RETRY, 5, { retryAfterMs: 1000 })).toMatchObject({ kind: 'exhausted', because: 'attempts' });
  });

  const now = new Date('1994-11-06T08:49:07Z');
  test.each([
    ['120', 120_000],
    ['0', 0],
    [' 7 ', 7000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 30_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 30_000],
    ['Sun Nov  6 08:49:37 1994', 30_000],
    ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
    ['99999999999', 99_999_999_999_000],
    ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
  ])('%j is understood', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });

  const senseless = [undefined, '', '-5', '1.5', '2 minutes', 'soon', 'Sun', 'Sunday, nonsense', '1994-11-06', '0x10', '1e3', 'May 5'];
  test.each(senseless)('%j is ignored', (header) => {
    expect(parseRetryAfter(header, now)).toBeUndefined();
  });
});

describe('the policy as configured', () => {
  test('is completed with the defaults', () => {
    expect(RetryPolicy.parse(SANDBOX_RETRY)).toEqual({ ...SANDBOX_RETRY, jitter: 0.2, deadline_s: 432_000 });
    expect(RetryPolicy.parse(STANDARD_RETRY)).toEqual({ ...STANDARD_RETRY, jitter: 0.2, deadline_s: 432_000 });
  });

  test.each([
    { schedule_s: [0.5] },
    { schedule_s: [7 * 86_400 + 1] },
    { schedule_s: Array<number>(30).fill(1) },
    { base_s: 1, multiplier: 2, max_attempts: 31 },
    { base_s: 1, multiplier: 2, max_attempts: 0 },
    { base_s: 1, multiplier: 0.5, max_attempts: 3 },
    { base_s: 1, multiplier: 2, max_attempts: 3, jitter: 1.1 },
    { schedule_s: [1], deadline_s: 59 },
    { schedule_s: [1], deadline_s: 30 * 86_400 + 1 },
    { schedule_s: [1], base_s: 2, multiplier: 2, max_attempts: 3 },
    { schedule_s: [1], typo: true },
    {},
  ])('is refused when it is %j', (policy) => {
    expect(RetryPolicy.safeParse(policy).success).toBe(false);
  });

  test('may reach the limits', () => {
    const longest = { schedule_s: Array<number>(29).fill(7 * 86_400), deadline_s: 30 * 86_400 };
    expect(attemptsOf(RetryPolicy.parse(longest))).toBe(30);
  });
});

test.each([
  [1500, '1.5 s'],
  [5000, '5 s'],
  [60_000, '1 min'],
  [5_400_000, '1 h 30 min'],
  [86_400_000, '1 d'],
  [93_784_000, '1 d 2 h'],
])('%d ms reads %s', (ms, text) => {
  expect(describeDuration(ms)).toBe(text);
});
