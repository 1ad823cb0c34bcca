import type { TakenTokens } from '#db/rate-bucket.ts';
import { intervalUs, leaseSize, takeTokens, tokensAt, waitUs } from '#domain/rate-limit.ts';
import type { RateLimit } from '#domain/settings.ts';

export interface Verdict {
  admitted: boolean;
  /** Requests that would be admitted now, as far as this process knows. */
  remaining: number;
  /** Until one more would be; 0 when the bucket is full. */
  nextInUs: number;
}

/**
 * Tokens that were leased and not used are forgotten after this: kept for later, they would come on top of a full burst.
 * Only a partner far below its limit leaves any.
 */
const LEASE_US = 1_000_000;

/** What a process knows of one partner's bucket, in microseconds of its own clock. The partner has exactly this limit. */
export class Account {
  readonly partnerId: string;
  readonly limit: RateLimit;
  readonly leaseSize: number;
  usedAtUs = 0;
  /** Requests that wait for tokens. */
  waiting = 0;
  leasing: Promise<void> | undefined;
  #leased = 0;
  #leaseEndsUs = 0;
  /** The bucket as last heard of. Others take from it too, so it is at least this far. */
  #paidUntilUs = 0;
  #refuseUntilUs = 0;

  constructor(partnerId: string, limit: RateLimit) {
    this.partnerId = partnerId;
    this.limit = limit;
    this.leaseSize = leaseSize(limit);
  }

  /** By what is in hand; undefined when the bucket must be asked. */
  decide(nowUs: number): Verdict | undefined {
    this.usedAtUs = nowUs;
    if (this.#leased > 0 && nowUs < this.#leaseEndsUs) {
      this.#leased--;
      return this.#verdict(true, nowUs);
    }
    // The time only moves on: what was not there when it was last looked for cannot be there any sooner.
    return nowUs < this.#refuseUntilUs ? this.#verdict(false, nowUs) : undefined;
  }

  /** Without the bucket: this process's own, from where the shared one was when it was last heard of. */
  decideAlone(nowUs: number): Verdict {
    const { granted, paidUntilUs } = takeTokens(this.#paidUntilUs, { nowUs, wanted: 1, limit: this.limit });
    this.#paidUntilUs = paidUntilUs;
    if (granted === 0) this.#refuseUntilUs = nowUs + waitUs(paidUntilUs, nowUs, this.limit, 1);
    return this.#verdict(granted === 1, nowUs);
  }

  /** Half of the block is used, and there may be more. Blocks of one are not fetched ahead: their partners are slow. */
  get isRunningLow(): boolean {
    return this.leaseSize > 1 && this.#leased <= this.leaseSize / 2 && this.usedAtUs >= this.#refuseUntilUs;
  }

  receive({ granted, aheadUs }: TakenTokens, { wanted, nowUs }: { wanted: number; nowUs: number }): void {
    if (nowUs >= this.#leaseEndsUs) this.#leased = 0;
    this.#leased += granted;
    this.#leaseEndsUs = nowUs + LEASE_US;
    this.#paidUntilUs = nowUs + aheadUs;
    // Not asked again before a whole block is back: a flood costs the database no more than the requests it lets through.
    if (granted < wanted) this.#refuseUntilUs = nowUs + waitUs(this.#paidUntilUs, nowUs, this.limit, this.leaseSize);
  }

  #verdict(admitted: boolean, nowUs: number): Verdict {
    const remaining = Math.min(this.limit.burst, this.#leased + tokensAt(this.#paidUntilUs, nowUs, this.limit));
    if (!admitted) return { admitted, remaining: 0, nextInUs: this.#refuseUntilUs - nowUs };
    const [aheadUs, interval] = [Math.max(0, this.#paidUntilUs - nowUs), intervalUs(this.limit)];
    return { admitted, remaining, nextInUs: aheadUs === 0 ? 0 : aheadUs % interval || interval };
  }
}
