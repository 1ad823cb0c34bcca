import type { TakenTokens, TakeWish } from '#db/access/rate-bucket.ts';
import type { RateLimit } from '#domain/partners/partner-rate-limit.ts';
import { LeasedBucket, type Verdict } from './leased-bucket.ts';

/** Takes tokens from the bucket that all processes share. */
type TakeFromBucket = (wish: TakeWish) => Promise<TakenTokens>;

export interface RateLimiterOptions {
  take: TakeFromBucket;
  /** Once an outage. */
  onAway: (error: unknown) => void;
  /** Microseconds of a clock that never goes back. */
  nowUs?: () => number;
  /** How long a request waits for the shared bucket. Much longer than it ever takes while PostgreSQL is well. */
  patienceMs?: number;
}

/** For so long after a failure nobody is made to wait for the shared bucket. */
const AWAY_US = 1_000_000;
const SWEEP_MS = 60_000;
/** How late unused tokens are given back, at most. */
const GIVE_BACK_MS = 200;
/** By then what a bucket remembers is of no use: the bucket knows. */
const IDLE_US = 60_000_000;

/**
 * Holds each partner to its limit, over all processes: the bucket is in PostgreSQL, and a process takes tokens from it in
 * small blocks (decision 0010). While PostgreSQL is away each process goes on by itself from what it knew.
 */
export class RateLimiter {
  readonly #options: Required<RateLimiterOptions>;
  readonly #buckets = new Map<string, LeasedBucket>();
  /** Those that may have tokens in hand. */
  readonly #holding = new Set<LeasedBucket>();
  readonly #timers: NodeJS.Timeout[];
  #awayUntilUs = 0;

  constructor(options: RateLimiterOptions) {
    this.#options = { nowUs: () => performance.now() * 1_000, patienceMs: 250, ...options };
    this.#timers = [setInterval(() => this.sweep(), SWEEP_MS).unref(), setInterval(() => this.giveBack(), GIVE_BACK_MS).unref()];
  }

  /** Partners that are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Counts one request. The answer is there at once unless the shared bucket must be asked. */
  check(partnerId: string, limit: RateLimit): Verdict | Promise<Verdict> {
    const bucket = this.#bucketOf(partnerId, limit);
    bucket.arrive(this.#options.nowUs());
    const verdict = this.#decide(bucket);
    if (!verdict) return this.#waitForVerdict(bucket);
    this.#leaseAhead(bucket, verdict);
    return verdict;
  }

  /** Forgets partners that have sent nothing for a while. */
  sweep(): void {
    const before = this.#options.nowUs() - IDLE_US;
    for (const [partnerId, bucket] of this.#buckets) if (bucket.usedAtUs < before) this.#buckets.delete(partnerId);
  }

  /** Gives back what was leased and not used in its time. */
  giveBack(): void {
    const { nowUs, take } = this.#options;
    for (const bucket of this.#holding) {
      const unused = bucket.takeUnused(nowUs());
      if (!bucket.hasLeased) this.#holding.delete(bucket);
      // When it fails they are lost to the partner, as tokens are whose answer comes too late.
      if (unused > 0) take({ partnerId: bucket.partnerId, limit: bucket.limit, wanted: 0, returned: unused }).catch(() => undefined);
    }
  }

  close(): void {
    this.#timers.forEach(clearInterval);
  }

  #bucketOf(partnerId: string, limit: RateLimit): LeasedBucket {
    const known = this.#buckets.get(partnerId);
    if (known && known.limit.per_minute === limit.per_minute && known.limit.burst === limit.burst) return known;
    // Another limit than before counts from this request on.
    const bucket = new LeasedBucket(partnerId, limit);
    this.#buckets.set(partnerId, bucket);
    return bucket;
  }

  #decide(bucket: LeasedBucket): Verdict | undefined {
    const nowUs = this.#options.nowUs();
    return bucket.decide(nowUs) ?? (nowUs < this.#awayUntilUs ? bucket.decideAlone(nowUs) : undefined);
  }

  /** Requests that come while the bucket is being asked share the next question. */
  async #waitForVerdict(bucket: LeasedBucket): Promise<Verdict> {
    for (;;) {
      bucket.waiting++;
      await this.#lease(bucket);
      bucket.waiting--;
      const verdict = this.#decide(bucket);
      if (!verdict) continue;
      this.#leaseAhead(bucket, verdict);
      return verdict;
    }
  }

  /** So that the requests after this one do not wait. Nobody waits while the bucket is away. */
  #leaseAhead(bucket: LeasedBucket, { admitted }: Verdict): void {
    if (!admitted || bucket.waiting > 0 || bucket.usedAtUs < this.#awayUntilUs) return;
    if (bucket.isRunningLow || bucket.isLapsing) void this.#lease(bucket);
  }

  /** Never fails: without an answer the limiter is alone for a while. */
  #lease(bucket: LeasedBucket): Promise<void> {
    bucket.leasing ??= this.#askBucket(bucket).finally(() => {
      bucket.leasing = undefined;
    });
    return bucket.leasing;
  }

  async #askBucket(bucket: LeasedBucket): Promise<void> {
    const { take, nowUs, onAway, patienceMs } = this.#options;
    const { partnerId, limit } = bucket;
    const wish = bucket.wish();
    try {
      const taken = await within(patienceMs, take({ partnerId, limit, ...wish }));
      bucket.receive(taken, { ...wish, nowUs: nowUs() });
      if (bucket.hasLeased) this.#holding.add(bucket);
      this.#awayUntilUs = 0;
    } catch (error) {
      bucket.lose(wish.returned);
      if (this.#awayUntilUs === 0) onAway(error);
      this.#awayUntilUs = nowUs() + AWAY_US;
    }
  }
}

/** Tokens that come later than that are lost to the partner, which was judged without them. */
function within<T>(patienceMs: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
