import type { MeterName, QuotaLease, QuotaWish, SlotShare, SlotWish } from '#db/connections/vendor-limit.ts';
import type { Lane } from '#domain/connections/lane.ts';
import type { VendorLimit } from '#domain/connections/manifest.ts';
import type { LimitReading } from './protocol.ts';

/** What all processes share of a connection's limits: db/connections/vendor-limit.ts. */
export interface LimitStore {
  shareSlots(wish: SlotWish): Promise<SlotShare>;
  leaseCalls(wish: QuotaWish): Promise<QuotaLease>;
}

/** How long a process may use its share without hearing from the others. Many times the interval of its renewals. */
export const LEASE_MS = 10_000;
/** After this time without a call a process gives up its share, until the next call. */
export const IDLE_MS = 3_000;

/** One call as a limit counts it, from `take` until its answer. */
export interface CountedCall {
  /** It goes out to the vendor, on an open connection. */
  sent(now: number): void;
  end(now: number, isAnswered: boolean): void;
}

/** A process that lacks calls asks no more often than this, and ever more rarely while it gets no more, down to the renewals. */
const ASK_AGAIN_MS = 50;
/** Shares are renewed often, because what one process gives up another waits for. */
export const RENEW_MS = 500;

/** One limit as this process sees it. All times are milliseconds of the same monotonic clock. */
export abstract class LimitMeter {
  readonly name: MeterName;
  readonly limit: VendorLimit;
  /** The part that the company gives us. */
  protected readonly capPercent: () => number;
  /** Calls that wait for this limit, as of the last look at the queue. */
  waiting = 0;
  syncedAt = Number.NEGATIVE_INFINITY;
  syncing: Promise<void> | undefined;
  #askAgainMs = ASK_AGAIN_MS;
  protected idleMs = IDLE_MS;
  protected usedAt = Number.NEGATIVE_INFINITY;
  protected leaseEndsAt = Number.NEGATIVE_INFINITY;
  protected pausedUntil = Number.NEGATIVE_INFINITY;
  protected told: LimitReading | undefined;
  #pauseMs = 0;

  constructor(name: MeterName, limit: VendorLimit, capPercent: () => number) {
    this.name = name;
    this.limit = limit;
    this.capPercent = capPercent;
  }

  /** Whether a call of this lane fits now, beside `claimed` calls that wait before it. */
  abstract fits(lane: Lane, now: number, claimed: number): boolean;
  abstract take(now: number): CountedCall;
  /** When to look again if nothing fits; infinite if only the store can tell. */
  abstract nextAt(now: number): number;
  /** When the vendor accepts calls again, if it is known to refuse them until then. */
  abstract refusedUntil(lane: Lane, now: number): number;
  /** Whether to ask for more before calls have to wait. */
  abstract isRunningLow(now: number): boolean;
  /** Whether this process holds nothing of the limit, and needs nothing. */
  abstract isUnused(now: number): boolean;
  /** What this process may still use, or uses. */
  protected abstract get holding(): number;
  protected abstract ask(store: LimitStore, now: number, pauseMs: number): Promise<void>;

  /** From when on it is worth asking again. */
  get askAt(): number {
    return this.syncedAt + this.#askAgainMs;
  }

  isIdle(now: number): boolean {
    return this.waiting === 0 && now - this.usedAt > this.idleMs;
  }

  /** This process makes no more calls. */
  retire(): void {
    this.waiting = 0;
    this.usedAt = Number.NEGATIVE_INFINITY;
  }

  learn(reading: LimitReading): void {
    this.told = reading;
  }

  /** The vendor refused a call for this limit: all processes wait. */
  pause(now: number, ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, now + ms);
    this.#pauseMs = Math.max(this.#pauseMs, ms);
  }

  async sync(store: LimitStore, now: number): Promise<void> {
    const pauseMs = this.#pauseMs;
    this.#pauseMs = 0;
    this.syncedAt = now;
    const before = this.holding;
    try {
      await this.ask(store, now, pauseMs);
      this.#askAgainMs = this.holding > before ? ASK_AGAIN_MS : Math.min(RENEW_MS, this.#askAgainMs * 2);
    } catch (error) {
      this.#pauseMs = Math.max(this.#pauseMs, pauseMs);
      throw error;
    }
  }
}
