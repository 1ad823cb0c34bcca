import type { TakenTokens, TakeWish } from '#db/access/rate-bucket.ts';
import { intervalUs, leaseSize, takeTokens, tokensAt, waitUs } from '#domain/access/rate-limit.ts';
import type { RateLimit } from '#domain/partners/partner-rate-limit.ts';

export interface Verdict {
  admitted: boolean;
  /** Requests that would be admitted now, as far as this process knows. */
  remaining: number;
  /** Microseconds until one more request would be admitted; 0 when the bucket is full. */
  nextInUs: number;
}

/** Unused tokens are returned to the bucket after this time. If a process kept them longer, they would add to a full burst. */
const LEASE_US = 1_000_000;
/** With two processes that each prefetch one token, the excess is at most 4 % of a burst. The limit must hold to within 5 %. */
const MIN_BURST_AHEAD = 50;

/** No charge keeps a partner waiting for longer. */
const MAX_OWED_US = 60_000_000;

/** One process's view of a partner's bucket, in microseconds of its own clock. The limit of the partner never changes for an instance. */
export class LeasedBucket {
  readonly partnerId: string;
  readonly limit: RateLimit;
  readonly leaseSize: number;
  usedAtUs = Number.NEGATIVE_INFINITY;
  /** Requests that are waiting for tokens. */
  waiting = 0;
  leasing: Promise<void> | undefined;
  /** Whether to prefetch a single token. Slower partners would mostly return it unused, and it would be a large share of their burst. */
  readonly #isFetchedAhead: boolean;
  #isBusy = false;
  #leased = 0;
  #leaseEndsUs = 0;
  /** The state of the bucket when it was last read. Other processes lease from it too, so it is at least this far. */
  #paidUntilUs = 0;
  #refuseUntilUs = 0;
  /** What requests have cost beyond their one token. It is paid with the next tokens, before any further request is admitted. */
  #owedUs = 0;

  constructor(partnerId: string, limit: RateLimit) {
    this.partnerId = partnerId;
    this.limit = limit;
    this.leaseSize = leaseSize(limit);
    this.#isFetchedAhead = limit.burst >= MIN_BURST_AHEAD && intervalUs(limit) <= LEASE_US / 2;
  }

  /** Called when a request arrives. */
  arrive(nowUs: number): void {
    this.#isBusy = nowUs - this.usedAtUs < LEASE_US;
  }

  /** Charges the time in which the bucket regains what a request has cost. */
  charge(costUs: number, nowUs: number): void {
    this.#owedUs = Math.min(this.#owedUs + costUs, MAX_OWED_US);
    this.#leased = this.#pay(this.#leased);
    if (this.owedTokens > 0) this.#refuseFor(this.leaseSize + this.owedTokens, nowUs);
  }

  /** Tokens to be taken from the bucket before a request is admitted. Less than a token stays on the account. */
  get owedTokens(): number {
    return Math.floor(this.#owedUs / intervalUs(this.limit));
  }

  /** Whether the bucket has, or soon will have, tokens to pay with. */
  canPay(nowUs: number): boolean {
    return this.owedTokens > 0 && tokensAt(this.#paidUntilUs, nowUs, this.limit) > 0;
  }

  /** Pays with these tokens. Returns those that are left. */
  #pay(tokens: number): number {
    const paid = Math.min(tokens, this.owedTokens);
    this.#owedUs -= paid * intervalUs(this.limit);
    return tokens - paid;
  }

  /** Decides from the leased tokens; returns undefined if the bucket must be queried. */
  decide(nowUs: number): Verdict | undefined {
    this.usedAtUs = nowUs;
    if (this.#leased > 0 && nowUs < this.#leaseEndsUs) {
      this.#leased--;
      return this.#verdict(true, nowUs);
    }
    // Time only moves forward: if the bucket had no token when it was last read, it has none before this time.
    return nowUs < this.#refuseUntilUs ? this.#verdict(false, nowUs) : undefined;
  }

  /** Decides without the shared bucket: from this process's own copy of its last known state. */
  decideAlone(nowUs: number): Verdict {
    const wanted = 1 + this.owedTokens;
    const { granted, paidUntilUs } = takeTokens(this.#paidUntilUs, { nowUs, wanted, returned: 0, limit: this.limit });
    this.#paidUntilUs = paidUntilUs;
    const isAdmitted = this.#pay(granted) > 0;
    if (!isAdmitted) this.#refuseFor(1 + this.owedTokens, nowUs);
    return this.#verdict(isAdmitted, nowUs);
  }

  /** Half of the batch is used, or the only token of a partner that is likely to need the next one soon, and the bucket may have more. */
  get isRunningLow(): boolean {
    if (this.#leased > this.leaseSize / 2 || this.usedAtUs < this.#refuseUntilUs) return false;
    return this.leaseSize > 1 || (this.#isFetchedAhead && this.#isBusy && tokensAt(this.#paidUntilUs, this.usedAtUs, this.limit) > 0);
  }

  /** Whether the leased tokens will not be used within their lease. A single token is kept for the next request. */
  get isLapsing(): boolean {
    const lapsesAtUs = this.leaseSize > 1 ? this.#leaseEndsUs - LEASE_US / 2 : this.#leaseEndsUs;
    return this.#leased > 0 && this.usedAtUs >= lapsesAtUs;
  }

  get hasLeased(): boolean {
    return this.#leased > 0;
  }

  /** Removes the tokens that were not used within their lease. Returns their number. */
  takeUnused(nowUs: number): number {
    if (nowUs < this.#leaseEndsUs) return 0;
    const unused = this.#leased;
    this.#leased = 0;
    return unused;
  }

  /** What to request from the bucket. A batch that lapses is returned and leased again in one call, and can be used until then. */
  wish(): Pick<TakeWish, 'wanted' | 'returned'> {
    const returned = this.isLapsing ? this.#leased : 0;
    return { returned, wanted: Math.max(this.leaseSize, this.waiting, returned) + this.owedTokens };
  }

  receive({ granted, aheadUs }: TakenTokens, { wanted, returned, nowUs }: Pick<TakeWish, 'wanted' | 'returned'> & { nowUs: number }): void {
    if (nowUs >= this.#leaseEndsUs) this.#leased = returned;
    this.#leased = this.#pay(this.#leased + granted - returned);
    this.#leaseEndsUs = nowUs + LEASE_US;
    this.#paidUntilUs = nowUs + aheadUs;
    // Do not query again before a whole batch is available: a flood then costs the database no more than the admitted requests.
    if (granted < wanted) this.#refuseFor(this.leaseSize + this.owedTokens, nowUs);
  }

  /** The call failed, so it is unknown whether the tokens were returned. */
  lose(returned: number): void {
    this.#leased = Math.max(0, this.#leased - returned);
  }

  /** Until the bucket has so many tokens. */
  #refuseFor(tokens: number, nowUs: number): void {
    this.#refuseUntilUs = nowUs + waitUs(this.#paidUntilUs, nowUs, this.limit, tokens);
  }

  /** What the next request would be told. */
  state(nowUs: number): Verdict {
    return this.#verdict(this.#leased > 0 || nowUs >= this.#refuseUntilUs, nowUs);
  }

  #verdict(admitted: boolean, nowUs: number): Verdict {
    const tokens = this.#leased + tokensAt(this.#paidUntilUs, nowUs, this.limit) - this.owedTokens;
    const remaining = Math.max(0, Math.min(this.limit.burst, tokens));
    if (!admitted) return { admitted, remaining: 0, nextInUs: this.#refuseUntilUs - nowUs };
    const [aheadUs, interval] = [Math.max(0, this.#paidUntilUs - nowUs), intervalUs(this.limit)];
    return { admitted, remaining, nextInUs: aheadUs === 0 ? 0 : aheadUs % interval || interval };
  }
}
