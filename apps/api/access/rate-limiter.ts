import type { TakenTokens, TakeWish } from '#db/access/rate-bucket.ts';
import type { RateLimit } from '#domain/partners/partner-rate-limit.ts';
import { Account, type Verdict } from './rate-account.ts';

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
/** By then what an account remembers is of no use: the bucket knows. */
const IDLE_US = 60_000_000;

/**
 * Holds each partner to its limit, over all processes: the bucket is in PostgreSQL, and a process takes tokens from it in
 * small blocks (decision 0010). While PostgreSQL is away each process goes on by itself from what it knew.
 */
export class RateLimiter {
  readonly #options: Required<RateLimiterOptions>;
  readonly #accounts = new Map<string, Account>();
  /** Those that may have tokens in hand. */
  readonly #holding = new Set<Account>();
  readonly #timers: NodeJS.Timeout[];
  #awayUntilUs = 0;

  constructor(options: RateLimiterOptions) {
    this.#options = { nowUs: () => performance.now() * 1_000, patienceMs: 250, ...options };
    this.#timers = [setInterval(() => this.sweep(), SWEEP_MS).unref(), setInterval(() => this.giveBack(), GIVE_BACK_MS).unref()];
  }

  /** Partners that are remembered. */
  get size(): number {
    return this.#accounts.size;
  }

  /** Counts one request. The answer is there at once unless the shared bucket must be asked. */
  check(partnerId: string, limit: RateLimit): Verdict | Promise<Verdict> {
    const account = this.#accountOf(partnerId, limit);
    account.arrive(this.#options.nowUs());
    const verdict = this.#decide(account);
    if (!verdict) return this.#waitForVerdict(account);
    this.#leaseAhead(account, verdict);
    return verdict;
  }

  /** Forgets partners that have sent nothing for a while. */
  sweep(): void {
    const before = this.#options.nowUs() - IDLE_US;
    for (const [partnerId, account] of this.#accounts) if (account.usedAtUs < before) this.#accounts.delete(partnerId);
  }

  /** Gives back what was leased and not used in its time. */
  giveBack(): void {
    const { nowUs, take } = this.#options;
    for (const account of this.#holding) {
      const unused = account.takeUnused(nowUs());
      if (!account.hasLeased) this.#holding.delete(account);
      // When it fails they are lost to the partner, as tokens are whose answer comes too late.
      if (unused > 0) take({ partnerId: account.partnerId, limit: account.limit, wanted: 0, returned: unused }).catch(() => undefined);
    }
  }

  close(): void {
    this.#timers.forEach(clearInterval);
  }

  #accountOf(partnerId: string, limit: RateLimit): Account {
    const known = this.#accounts.get(partnerId);
    if (known && known.limit.per_minute === limit.per_minute && known.limit.burst === limit.burst) return known;
    // Another limit than before counts from this request on.
    const account = new Account(partnerId, limit);
    this.#accounts.set(partnerId, account);
    return account;
  }

  #decide(account: Account): Verdict | undefined {
    const nowUs = this.#options.nowUs();
    return account.decide(nowUs) ?? (nowUs < this.#awayUntilUs ? account.decideAlone(nowUs) : undefined);
  }

  /** Requests that come while the bucket is being asked share the next question. */
  async #waitForVerdict(account: Account): Promise<Verdict> {
    for (;;) {
      account.waiting++;
      await this.#lease(account);
      account.waiting--;
      const verdict = this.#decide(account);
      if (!verdict) continue;
      this.#leaseAhead(account, verdict);
      return verdict;
    }
  }

  /** So that the requests after this one do not wait. Nobody waits while the bucket is away. */
  #leaseAhead(account: Account, { admitted }: Verdict): void {
    if (!admitted || account.waiting > 0 || account.usedAtUs < this.#awayUntilUs) return;
    if (account.isRunningLow || account.isLapsing) void this.#lease(account);
  }

  /** Never fails: without an answer the limiter is alone for a while. */
  #lease(account: Account): Promise<void> {
    account.leasing ??= this.#askBucket(account).finally(() => {
      account.leasing = undefined;
    });
    return account.leasing;
  }

  async #askBucket(account: Account): Promise<void> {
    const { take, nowUs, onAway, patienceMs } = this.#options;
    const { partnerId, limit } = account;
    const wish = account.wish();
    try {
      const taken = await within(patienceMs, take({ partnerId, limit, ...wish }));
      account.receive(taken, { ...wish, nowUs: nowUs() });
      if (account.hasLeased) this.#holding.add(account);
      this.#awayUntilUs = 0;
    } catch (error) {
      account.lose(wish.returned);
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
