import type { TakenTokens, TakeWish } from '#db/access/rate-bucket.ts';
import type { RateLimit } from '#domain/partners/partner-rate-limit.ts';
import { LeasedBucket, type Verdict } from './leased-bucket.ts';

/** Takes tokens from the bucket that all processes share. */
type TakeFromBucket = (wish: TakeWish) => Promise<TakenTokens>;

export interface RateLimiterOptions {
  take: TakeFromBucket;
  /** Called once per outage. */
  onAway: (error: unknown) => void;
  /** Microseconds of a monotonic clock. */
  nowUs?: () => number;
  /** How long a request waits for the shared bucket. Much longer than a call takes while PostgreSQL is healthy. */
  patienceMs?: number;
}

/** After a failure, no request waits for the shared bucket for this long. */
const AWAY_US = 1_000_000;
const SWEEP_MS = 60_000;
/** Maximum delay before unused tokens are returned, and charges are paid. */
const GIVE_BACK_MS = 200;
/** After this time the local copy of a bucket is outdated and can be evicted. */
const IDLE_US = 60_000_000;

/**
 * Enforces each partner's limit across all processes. The bucket is in PostgreSQL, and each process leases small batches of tokens from it
 * (decision 0010). While PostgreSQL is unavailable, each process enforces the limit on its own from the last known state.
 */
export class RateLimiter {
  readonly #options: Required<RateLimiterOptions>;
  readonly #buckets = new Map<string, LeasedBucket>();
  /** Buckets that may have leased tokens, or charges to pay. */
  readonly #holding = new Set<LeasedBucket>();
  readonly #timers: NodeJS.Timeout[];
  #awayUntilUs = 0;

  constructor(options: RateLimiterOptions) {
    this.#options = { nowUs: () => performance.now() * 1_000, patienceMs: 250, ...options };
    this.#timers = [setInterval(() => this.sweep(), SWEEP_MS).unref(), setInterval(() => this.giveBack(), GIVE_BACK_MS).unref()];
  }

  /** Number of partners in memory. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Counts one request. Returns synchronously unless the shared bucket must be queried. */
  check(partnerId: string, limit: RateLimit): Verdict | Promise<Verdict> {
    const bucket = this.#bucketOf(partnerId, limit);
    bucket.arrive(this.#options.nowUs());
    const verdict = this.#decide(bucket);
    if (!verdict) return this.#waitForVerdict(bucket);
    this.#leaseAhead(bucket, verdict);
    return verdict;
  }

  /**
   * Charges what a request has cost beyond the one that was counted: the time in which the bucket regains it. Returns what the next request
   * would be told. The tokens come from the shared bucket, so the charge holds in every process.
   */
  charge(partnerId: string, limit: RateLimit, costUs: number): Verdict {
    const nowUs = this.#options.nowUs();
    const bucket = this.#bucketOf(partnerId, limit);
    bucket.charge(costUs, nowUs);
    this.#holding.add(bucket);
    return bucket.state(nowUs);
  }

  /** Evicts partners that have sent nothing for a while. */
  sweep(): void {
    const before = this.#options.nowUs() - IDLE_US;
    for (const [partnerId, bucket] of this.#buckets) if (bucket.usedAtUs < before) this.#buckets.delete(partnerId);
  }

  /** Returns leased tokens that were not used in time, and takes those that are owed. */
  giveBack(): void {
    const { nowUs, take } = this.#options;
    for (const bucket of this.#holding) {
      const unused = bucket.takeUnused(nowUs());
      if (!bucket.hasLeased && bucket.owedTokens === 0) this.#holding.delete(bucket);
      // If the call fails, the partner loses these tokens, as it does when a lease arrives too late.
      if (unused > 0) take({ partnerId: bucket.partnerId, limit: bucket.limit, wanted: 0, returned: unused }).catch(() => undefined);
      if (bucket.canPay(nowUs())) void this.#lease(bucket);
    }
  }

  close(): void {
    this.#timers.forEach(clearInterval);
  }

  #bucketOf(partnerId: string, limit: RateLimit): LeasedBucket {
    const known = this.#buckets.get(partnerId);
    if (known && known.limit.per_minute === limit.per_minute && known.limit.burst === limit.burst) return known;
    // A changed limit applies from this request on.
    const bucket = new LeasedBucket(partnerId, limit);
    this.#buckets.set(partnerId, bucket);
    return bucket;
  }

  #decide(bucket: LeasedBucket): Verdict | undefined {
    const nowUs = this.#options.nowUs();
    return bucket.decide(nowUs) ?? (nowUs < this.#awayUntilUs ? bucket.decideAlone(nowUs) : undefined);
  }

  /** Requests that arrive during a query share the next one. */
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

  /** Leases tokens ahead, so that later requests do not wait. No request waits while the bucket is unreachable. */
  #leaseAhead(bucket: LeasedBucket, { admitted }: Verdict): void {
    if (!admitted || bucket.waiting > 0 || bucket.usedAtUs < this.#awayUntilUs) return;
    if (bucket.isRunningLow || bucket.isLapsing) void this.#lease(bucket);
  }

  /** Never fails: on an error the limiter enforces limits on its own for a while. */
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

/** Tokens that arrive later are lost to the partner: its request was already decided without them. */
function within<T>(patienceMs: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no response within ${patienceMs} ms`)), patienceMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
