import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RateLimiter } from '#apps/api/access/rate-limiter.ts';
import { takeFromBucket } from '#db/access/rate-bucket.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { takeTokens } from '#domain/access/rate-limit.ts';
import type { RateLimit } from '#domain/partners/partner-rate-limit.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';

const second = 1_000_000;
const limiters: RateLimiter[] = [];
afterEach(() => limiters.splice(0).forEach((limiter) => limiter.close()));
const track = (limiter: RateLimiter) => {
  limiters.push(limiter);
  return limiter;
};

const admittedOf = async (limiter: RateLimiter, partnerId: string, limit: RateLimit, requests: number) => {
  const verdicts = await Promise.all(Array.from({ length: requests }, async () => limiter.check(partnerId, limit)));
  return verdicts.filter(({ admitted }) => admitted).length;
};

/** The bucket of the database, by a clock that the test sets; it counts how often it is asked. */
function fakeBucket() {
  const bucket = { nowUs: 0, asked: 0, isAway: false, paid: new Map<string, number>() };
  const take: ConstructorParameters<typeof RateLimiter>[0]['take'] = async ({ partnerId, limit, ...wish }) => {
    bucket.asked++;
    if (bucket.isAway) throw new Error('away');
    const { granted, paidUntilUs } = takeTokens(bucket.paid.get(partnerId) ?? 0, { nowUs: bucket.nowUs, limit, ...wish });
    bucket.paid.set(partnerId, paidUntilUs);
    return { granted, aheadUs: paidUntilUs - bucket.nowUs };
  };
  const outages: unknown[] = [];
  const limiter = () => track(new RateLimiter({ take, nowUs: () => bucket.nowUs, onAway: (error) => outages.push(error) }));
  return { bucket, limiter, outages };
}

test('a flood queries the database only once per admitted request', async () => {
  const { bucket, limiter } = fakeBucket();
  const one = limiter();
  const limit = { per_minute: 60, burst: 3 };
  for (let n = 0; n < 1_000; n++) await one.check('a', limit);
  expect(bucket.asked).toBe(4);
  bucket.nowUs = second;
  expect(await admittedOf(one, 'a', limit, 500)).toBe(1);
  expect(bucket.asked).toBeLessThanOrEqual(6);
});

test('requests that arrive at the same moment share a query', async () => {
  const { bucket, limiter } = fakeBucket();
  expect(await admittedOf(limiter(), 'a', { per_minute: 60, burst: 50 }, 40)).toBe(40);
  expect(bucket.asked).toBe(2);
});

test('a rejection reports when the next request is admitted: not before, and then it is', async () => {
  const { bucket, limiter } = fakeBucket();
  const one = limiter();
  const limit = { per_minute: 20, burst: 2 };
  expect(await one.check('a', limit)).toEqual({ admitted: true, remaining: 1, nextInUs: 3 * second });
  bucket.nowUs = 500_000;
  expect(await one.check('a', limit)).toEqual({ admitted: true, remaining: 0, nextInUs: 2.5 * second });
  bucket.nowUs = second;
  const refused = await one.check('a', limit);
  expect(refused).toEqual({ admitted: false, remaining: 0, nextInUs: 2 * second });
  bucket.nowUs += refused.nextInUs - 1;
  expect((await one.check('a', limit)).admitted).toBe(false);
  bucket.nowUs += 1;
  expect((await one.check('a', limit)).admitted).toBe(true);
});

test('a fast partner is leased batches, which are fetched before they run out: almost no request waits', async () => {
  const { bucket, limiter } = fakeBucket();
  const one = limiter();
  const limit = { per_minute: 60_000, burst: 1_000 };
  let waited = 0;
  for (let n = 0; n < 5_000; n++) {
    const verdict = one.check('a', limit);
    if (verdict instanceof Promise) waited++;
    expect((await verdict).admitted).toBe(true);
    // What was asked for is there before the next request comes.
    await new Promise(setImmediate);
    bucket.nowUs += 2_000;
  }
  expect(waited).toBe(1);
  expect(bucket.asked).toBeLessThan(5_000 / 20);
});

test('a lapsing batch is renewed while its partner sends: no request waits, and at most one batch is added to a burst', async () => {
  const { bucket, limiter } = fakeBucket();
  const [one, other] = [limiter(), limiter()];
  const limit = { per_minute: 60_000, burst: 1_000 };
  const waited: number[] = [];
  // 100 a second: half of a block of 50 is used when it lapses.
  for (let n = 0; n < 1_000; n++) {
    const verdict = one.check('a', limit);
    if (verdict instanceof Promise) waited.push(n);
    expect((await verdict).admitted).toBe(true);
    await new Promise(setImmediate);
    bucket.nowUs += 10_000;
  }
  expect(waited).toEqual([0]);
  const [here, there] = [await admittedOf(one, 'a', limit, 2_000), await admittedOf(other, 'a', limit, 2_000)];
  expect(here + there).toBeLessThanOrEqual(1_000 + 50);
  expect(here + there).toBeGreaterThanOrEqual(1_000);
});

test('a batch that is used while it is being renewed is not granted again', async () => {
  const { bucket, limiter } = fakeBucket();
  const one = limiter();
  const limit = { per_minute: 60_000, burst: 1_000 };
  await one.check('a', limit);
  bucket.nowUs += 600_000;
  // The first of these has the block renewed, and the answer comes after all of them: 29 are of the new block.
  const verdicts = Array.from({ length: 30 }, () => one.check('a', limit));
  expect(verdicts.some((verdict) => verdict instanceof Promise)).toBe(false);
  await new Promise(setImmediate);
  expect(await admittedOf(one, 'a', limit, 2_000)).toBe(1_000 - 29);
});

test('a partner with a few requests per second waits once: its next token is prefetched, even after a rejection', async () => {
  const { bucket, limiter } = fakeBucket();
  const one = limiter();
  const enterprise = { per_minute: 300, burst: 50 };
  const waited: number[] = [];
  const send = async (request: number) => {
    const verdict = one.check('a', enterprise);
    if (verdict instanceof Promise) waited.push(request);
    expect((await verdict).admitted).toBe(true);
    await new Promise(setImmediate);
    bucket.nowUs += second / 4;
  };
  for (let request = 0; request < 100; request++) await send(request);
  // Whether a partner is busy shows with its second request.
  expect(waited).toEqual([0, 1]);
  expect(bucket.asked).toBe(101);
});

test('an unused prefetched token is returned: it is neither added to a burst nor missing from it', async () => {
  const { bucket, limiter } = fakeBucket();
  const limit = { per_minute: 300, burst: 50 };
  const [one, other] = [limiter(), limiter()];
  for (let request = 0; request < 20; request++) {
    for (const each of [one, other]) expect((await each.check('a', limit)).admitted).toBe(true);
    await new Promise(setImmediate);
  }
  // 20 and 20 were used, and each has one in hand.
  expect(bucket.paid.get('a')).toBe(42 * 200_000);
  bucket.nowUs += second;
  for (const each of [one, other]) each.giveBack();
  expect(bucket.paid.get('a')).toBe(40 * 200_000);
  expect(await admittedOf(one, 'a', limit, 100)).toBe(15);
  bucket.nowUs += 60 * second;
  for (const each of [one, other]) each.giveBack();
  expect(await admittedOf(one, 'a', limit, 100)).toBe(50);
  expect(await admittedOf(other, 'a', limit, 100)).toBe(0);
});

test.each([
  ['sandbox', { per_minute: 20, burst: 5 }],
  ['standard', { per_minute: 60, burst: 10 }],
])('nothing is prefetched for a %s partner: a token would be a large part of its burst and mostly be returned', async (_tier, limit) => {
  const { bucket, limiter } = fakeBucket();
  const one = limiter();
  for (let request = 0; request < limit.burst; request++) {
    await one.check('a', limit);
    await new Promise(setImmediate);
  }
  expect(bucket.asked).toBe(limit.burst);
});

test.each([0.4, 1.05, 2])('a partner that sends its full limit in bursts every %d s loses no request to prefetching', async (every) => {
  const { bucket, limiter } = fakeBucket();
  const one = limiter();
  const limit = { per_minute: 300, burst: 50 };
  for (let n = 0; n < 200; n++) {
    expect(await admittedOf(one, 'a', limit, Math.floor(every * 5))).toBe(Math.floor(every * 5));
    await new Promise(setImmediate);
    for (let slept = 0; slept < every; slept += every / 8, bucket.nowUs += (every / 8) * second) one.giveBack();
  }
});

test.each([
  ['in blocks', { per_minute: 6_000, burst: 200 }],
  ['one at a time and ahead', { per_minute: 300, burst: 50 }],
])('processes that take tokens %s grant a partner its limit, and no double burst after a pause', async (_how, limit) => {
  const { bucket, limiter } = fakeBucket();
  const two = [limiter(), limiter()];
  const [burst, perS] = [limit.burst, limit.per_minute / 60];
  let admitted = 0;
  const send = async (seconds: number) => {
    const until = bucket.nowUs + seconds * second;
    for (; bucket.nowUs < until; bucket.nowUs += 1_000) {
      for (const one of two) if ((await one.check('a', limit)).admitted) admitted++;
    }
  };
  await send(30);
  expect(admitted).toBeGreaterThan(0.98 * (burst + 30 * perS));
  expect(admitted).toBeLessThanOrEqual(burst + 30 * perS);
  bucket.nowUs += 60 * second;
  admitted = 0;
  await send(1);
  expect(admitted).toBeLessThanOrEqual(burst + perS);
  expect(admitted).toBeGreaterThan(0.95 * (burst + perS));
});

test('a changed limit applies from the next request on', async () => {
  const { limiter } = fakeBucket();
  const one = limiter();
  expect(await admittedOf(one, 'a', { per_minute: 1, burst: 2 }, 5)).toBe(2);
  expect(await admittedOf(one, 'a', { per_minute: 600, burst: 60 }, 100)).toBe(0);
  const { bucket, limiter: other } = fakeBucket();
  const two = other();
  await two.check('a', { per_minute: 1, burst: 50 });
  bucket.nowUs = 30 * second;
  expect(await admittedOf(two, 'a', { per_minute: 60, burst: 4 }, 100)).toBeLessThanOrEqual(4);
});

test('while the database is unavailable, a process enforces limits on its own, retries once per second, and logs it once', async () => {
  const { bucket, limiter, outages } = fakeBucket();
  const one = limiter();
  const limit = { per_minute: 60, burst: 10 };
  expect(await admittedOf(one, 'a', limit, 4)).toBe(4);
  bucket.isAway = true;
  bucket.asked = 0;
  expect(await admittedOf(one, 'a', limit, 100)).toBe(6);
  expect(await admittedOf(one, 'b', limit, 100)).toBe(10);
  expect(bucket.asked).toBe(1);
  bucket.nowUs = 5 * second;
  expect(await admittedOf(one, 'a', limit, 100)).toBe(5);
  expect(bucket.asked).toBe(2);
  expect(outages).toHaveLength(1);
  bucket.isAway = false;
  bucket.nowUs = 20 * second;
  expect(await admittedOf(one, 'a', limit, 100)).toBe(10);
});

test('while the database is unavailable, it is queried only once per second for a fast partner, too', async () => {
  const { bucket, limiter } = fakeBucket();
  const one = limiter();
  bucket.isAway = true;
  for (let n = 0; n < 2_000; n++, bucket.nowUs += 1_000) {
    expect((await one.check('a', { per_minute: 600_000, burst: 1_000 })).admitted).toBe(true);
    await new Promise(setImmediate);
  }
  expect(bucket.asked).toBe(2);
});

test('a database that does not respond delays a request only briefly', async () => {
  const limiter = track(new RateLimiter({ take: () => new Promise(() => {}), onAway: () => {}, patienceMs: 20 }));
  expect(await admittedOf(limiter, 'a', { per_minute: 1, burst: 2 }, 5)).toBe(2);
});

test('a request that cost as much as ten takes ten from the burst', async () => {
  const { bucket, limiter } = fakeBucket();
  const one = limiter();
  const limit = { per_minute: 60, burst: 20 };
  await one.check('a', limit);
  expect(one.charge('a', limit, 9 * second)).toMatchObject({ admitted: true, remaining: 10 });
  one.giveBack();
  // One more is leased for the next request.
  await expect.poll(() => bucket.paid.get('a')).toBe(11 * second);
  expect(await admittedOf(one, 'a', limit, 30)).toBe(10);
});

test('a charge beyond the burst is paid in every process before another request is admitted, and rejections say when', async () => {
  const { bucket, limiter } = fakeBucket();
  const [one, other] = [limiter(), limiter()];
  const limit = { per_minute: 60, burst: 5 };
  await one.check('a', limit);
  one.charge('a', limit, 20 * second);
  const refused = await one.check('a', limit);
  expect(refused).toEqual({ admitted: false, remaining: 0, nextInUs: 17 * second });
  one.giveBack();
  await expect.poll(() => bucket.paid.get('a')).toBe(5 * second);
  expect(await admittedOf(other, 'a', limit, 5)).toBe(0);
  for (; bucket.nowUs < refused.nextInUs - second; bucket.nowUs += second / 5) {
    one.giveBack();
    await new Promise(setImmediate);
  }
  expect((await one.check('a', limit)).admitted).toBe(false);
  bucket.nowUs = refused.nextInUs;
  one.giveBack();
  await new Promise(setImmediate);
  expect(await admittedOf(one, 'a', limit, 5)).toBe(1);
});

test('no charge keeps a partner waiting for more than a minute and a request', async () => {
  const { limiter } = fakeBucket();
  const one = limiter();
  const limit = { per_minute: 20, burst: 5 };
  for (let n = 0; n < 5; n++) one.charge('a', limit, 1_000 * second);
  const { admitted, nextInUs } = await one.check('a', limit);
  expect(admitted).toBe(false);
  expect(nextInUs).toBeLessThanOrEqual(63 * second);
});

test('less than the price of a request stays on the account', async () => {
  const { limiter } = fakeBucket();
  const one = limiter();
  const limit = { per_minute: 60, burst: 5 };
  for (let n = 0; n < 9; n++) one.charge('a', limit, second / 10);
  expect(await admittedOf(one, 'a', limit, 3)).toBe(3);
  one.charge('a', limit, second / 10);
  expect(await admittedOf(one, 'a', limit, 3)).toBe(1);
});

test('a charge is paid while the database is unavailable, too', async () => {
  const { bucket, limiter } = fakeBucket();
  const one = limiter();
  const limit = { per_minute: 60, burst: 10 };
  bucket.isAway = true;
  await one.check('a', limit);
  one.charge('a', limit, 6 * second);
  expect(await admittedOf(one, 'a', limit, 10)).toBe(3);
});

test('idle partners are evicted', async () => {
  const { bucket, limiter } = fakeBucket();
  const one = limiter();
  for (let n = 0; n < 100; n++) await one.check(`partner ${n}`, { per_minute: 60, burst: 5 });
  bucket.nowUs = 50 * second;
  await one.check('partner 1', { per_minute: 60, burst: 5 });
  bucket.nowUs = 70 * second;
  one.sweep();
  expect(one.size).toBe(1);
});

test('a partner whose limit rises does not have to wait for its earlier rejection to end', async () => {
  const { bucket, limiter } = fakeBucket();
  const one = limiter();
  await admittedOf(one, 'a', { per_minute: 1, burst: 1 }, 5);
  const verdict = await one.check('a', { per_minute: 6_000, burst: 100 });
  expect(verdict.nextInUs).toBeLessThanOrEqual(100_000);
  bucket.nowUs += verdict.nextInUs;
  expect((await one.check('a', { per_minute: 6_000, burst: 100 })).admitted).toBe(true);
});

describe('two processes on one database', () => {
  let database: TestDatabase;
  let processes: Database[];
  beforeEach(async () => {
    database = await createDatabase();
    processes = [openDatabase(database.url), openDatabase(database.url)];
  });
  afterEach(async () => {
    for (const db of processes) await db.close();
    await database.drop();
  });
  const onDatabase = (db: Database) =>
    track(new RateLimiter({ take: (wish) => takeFromBucket(db.hot, wish), onAway: () => {}, patienceMs: 5_000 }));

  test.each([33, 50, 200])('grant one burst of %d, exactly', async (burst) => {
    const limit = { per_minute: 1, burst };
    const admitted = await Promise.all(processes.map((db) => admittedOf(onDatabase(db), 'ptn_shared', limit, burst)));
    expect(admitted[0]! + admitted[1]!).toBe(burst);
  });

  test('admit requests up to the unused part of the limit when PostgreSQL becomes unavailable', async () => {
    const limiter = onDatabase(processes[0]!);
    const limit = { per_minute: 1, burst: 10 };
    expect(await admittedOf(limiter, 'ptn_away', limit, 3)).toBe(3);
    await database.interrupt();
    try {
      expect(await admittedOf(limiter, 'ptn_away', limit, 20)).toBe(7);
    } finally {
      await database.resume();
    }
  });
});
