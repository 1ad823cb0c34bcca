import type { MeterName, QuotaWish } from '#db/connections/vendor-limit.ts';
import type { Lane } from '#domain/connections/lane.ts';
import type { VendorLimit } from '#domain/connections/manifest.ts';
import { leaseOf } from '#domain/connections/quota.ts';
import { type CountedCall, LEASE_MS, LimitMeter, type LimitStore } from './limit-meter.ts';

/** A number of calls a day. Calls are leased in blocks, and a block is asked for before the last one is used. */
export class QuotaMeter extends LimitMeter {
  readonly #since: QuotaWish['since'];
  #calls = 0;
  #spent = 0;
  /** Only the interactive lane may use what is left. */
  #isLow = false;
  #emptyUntil = Number.NEGATIVE_INFINITY;

  constructor(name: MeterName, limit: VendorLimit, capPercent: () => number, since: QuotaWish['since']) {
    super(name, limit, capPercent);
    this.#since = since;
  }

  protected get holding(): number {
    return this.#calls;
  }

  fits(lane: Lane, now: number, claimed: number): boolean {
    if (now >= this.leaseEndsAt || now < this.pausedUntil) return false;
    return this.#calls > claimed && (!this.#isLow || lane === 'interactive');
  }

  take(now: number): CountedCall {
    this.usedAt = now;
    this.#calls--;
    this.#spent++;
    return { sent: () => {}, end: () => {} };
  }

  nextAt(now: number): number {
    return now < this.pausedUntil ? this.pausedUntil : Number.POSITIVE_INFINITY;
  }

  refusedUntil(lane: Lane): number {
    const isEmpty = this.#calls === 0 || (this.#isLow && lane !== 'interactive');
    return Math.max(this.pausedUntil, isEmpty ? this.#emptyUntil : Number.NEGATIVE_INFINITY);
  }

  isRunningLow(): boolean {
    return this.#calls <= leaseOf(this.limit.max) / 2 && !this.#isLow;
  }

  isUnused(now: number): boolean {
    return this.isIdle(now) && this.#calls === 0 && this.#spent === 0;
  }

  protected async ask(store: LimitStore, now: number, pauseMs: number): Promise<void> {
    // What is not needed is given back; what expired is somebody else's.
    if (this.isIdle(now) || now >= this.leaseEndsAt) this.#calls = 0;
    const spent = this.#spent;
    const unspent = this.#calls;
    this.#spent = 0;
    const { max, remaining } = this.told ?? {};
    const most = max ?? this.limit.max;
    this.told = undefined;
    try {
      const lease = await store.leaseCalls({
        ...this.name,
        initialMax: this.limit.max,
        max,
        pauseMs,
        leaseMs: LEASE_MS * 2,
        spent,
        unspent,
        wanted: this.isIdle(now) ? 0 : Math.max(this.waiting - unspent, unspent <= leaseOf(this.limit.max) / 2 ? 1 : 0),
        capPercent: this.capPercent(),
        since: this.#since,
        told: remaining === undefined ? undefined : Math.max(0, most - remaining),
      });
      this.#calls += lease.granted;
      this.#isLow = lease.isLow;
      this.#emptyUntil = lease.isEmpty || lease.isLow ? now + lease.dayEndsInMs : Number.NEGATIVE_INFINITY;
      this.leaseEndsAt = now + LEASE_MS;
      if (lease.pausedForMs > 0) this.pausedUntil = Math.max(this.pausedUntil, now + lease.pausedForMs);
    } catch (error) {
      this.#spent += spent;
      throw error;
    }
  }
}
