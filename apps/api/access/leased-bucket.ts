import type { TakenTokens, TakeWish } from '#db/access/rate-bucket.ts';
import { intervalUs, leaseSize, takeTokens, tokensAt, waitUs } from '#domain/access/rate-limit.ts';
import type { RateLimit } from '#domain/partners/partner-rate-limit.ts';

export interface Verdict {
  admitted: boolean;
  /** Requests that would be admitted now, as far as this process knows. */
  remaining: number;
  /** Until one more would be; 0 when the bucket is full. */
  nextInUs: number;
}

/** Tokens that were leased and not used are given back after this: kept for later, they would come on top of a full burst. */
const LEASE_US = 1_000_000;
/** A token that lies ready in each of two processes is then 4 % of a burst at most; a limit holds to 5 %. */
const MIN_BURST_AHEAD = 50;

/** What a process knows of one partner's bucket, in microseconds of its own clock. The partner has exactly this limit. */
export class LeasedBucket {
  readonly partnerId: string;
  readonly limit: RateLimit;
  readonly leaseSize: number;
  usedAtUs = Number.NEGATIVE_INFINITY;
  /** Requests that wait for tokens. */
  waiting = 0;
  leasing: Promise<void> | undefined;
  /** Whether a single token is worth fetching ahead. Of slower partners it would mostly be given back, and be much of a burst. */
  readonly #isFetchedAhead: boolean;
  #isBusy = false;
  #leased = 0;
  #leaseEndsUs = 0;
  /** The bucket as last heard of. Others take from it too, so it is at least this far. */
  #paidUntilUs = 0;
  #refuseUntilUs = 0;

  constructor(partnerId: string, limit: RateLimit) {
    this.partnerId = partnerId;
    this.limit = limit;
    this.leaseSize = leaseSize(limit);
    this.#isFetchedAhead = limit.burst >= MIN_BURST_AHEAD && intervalUs(limit) <= LEASE_US / 2;
  }

  /** A request comes. */
  arrive(nowUs: number): void {
    this.#isBusy = nowUs - this.usedAtUs < LEASE_US;
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
    const { granted, paidUntilUs } = takeTokens(this.#paidUntilUs, { nowUs, wanted: 1, returned: 0, limit: this.limit });
    this.#paidUntilUs = paidUntilUs;
    if (granted === 0) this.#refuseUntilUs = nowUs + waitUs(paidUntilUs, nowUs, this.limit, 1);
    return this.#verdict(granted === 1, nowUs);
  }

  /** Half of the block is used, or the only token of a partner that will soon want the next, and there may be more. */
  get isRunningLow(): boolean {
    if (this.#leased > this.leaseSize / 2 || this.usedAtUs < this.#refuseUntilUs) return false;
    return this.leaseSize > 1 || (this.#isFetchedAhead && this.#isBusy && tokensAt(this.#paidUntilUs, this.usedAtUs, this.limit) > 0);
  }

  /** What is in hand will not be used up in its time. A single token is the next request's, whenever that comes. */
  get isLapsing(): boolean {
    const lapsesAtUs = this.leaseSize > 1 ? this.#leaseEndsUs - LEASE_US / 2 : this.#leaseEndsUs;
    return this.#leased > 0 && this.usedAtUs >= lapsesAtUs;
  }

  get hasLeased(): boolean {
    return this.#leased > 0;
  }

  /** Takes away the tokens that were not used in their time. Answers how many. */
  takeUnused(nowUs: number): number {
    if (nowUs < this.#leaseEndsUs) return 0;
    const unused = this.#leased;
    this.#leased = 0;
    return unused;
  }

  /** What to ask of the bucket. A block that lapses is given back and taken anew at once, and may be used until then. */
  wish(): Pick<TakeWish, 'wanted' | 'returned'> {
    const returned = this.isLapsing ? this.#leased : 0;
    return { returned, wanted: Math.max(this.leaseSize, this.waiting, returned) };
  }

  receive({ granted, aheadUs }: TakenTokens, { wanted, returned, nowUs }: Pick<TakeWish, 'wanted' | 'returned'> & { nowUs: number }): void {
    if (nowUs >= this.#leaseEndsUs) this.#leased = returned;
    this.#leased += granted - returned;
    this.#leaseEndsUs = nowUs + LEASE_US;
    this.#paidUntilUs = nowUs + aheadUs;
    // Not asked again before a whole block is back: a flood costs the database no more than the requests it lets through.
    if (granted < wanted) this.#refuseUntilUs = nowUs + waitUs(this.#paidUntilUs, nowUs, this.limit, this.leaseSize);
  }

  /** Whether they were given back is not known. */
  lose(returned: number): void {
    this.#leased = Math.max(0, this.#leased - returned);
  }

  #verdict(admitted: boolean, nowUs: number): Verdict {
    const remaining = Math.min(this.limit.burst, this.#leased + tokensAt(this.#paidUntilUs, nowUs, this.limit));
    if (!admitted) return { admitted, remaining: 0, nextInUs: this.#refuseUntilUs - nowUs };
    const [aheadUs, interval] = [Math.max(0, this.#paidUntilUs - nowUs), intervalUs(this.limit)];
    return { admitted, remaining, nextInUs: aheadUs === 0 ? 0 : aheadUs % interval || interval };
  }
}
