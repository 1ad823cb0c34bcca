import type { MeterName } from '#db/connections/vendor-limit.ts';
import type { Lane } from '#domain/connections/lane.ts';
import type { VendorLimit } from '#domain/connections/manifest.ts';
import { reservedSlots } from '#domain/connections/slot-shares.ts';
import { type CountedCall, IDLE_MS, LEASE_MS, LimitMeter, type LimitStore } from './limit-meter.ts';

/** Free slots that a process keeps while it asks for its share, so that calls at that moment need not wait for the answer. */
const SPARE = 2;

/** If a process dies, the vendor may still be at work on its calls. */
const IN_FLIGHT_MS = 5_000;

/** The vendor refused a call that should have fitted: for so long nothing is concluded from the answers to other calls. */
const DOUBT_MS = 3_600_000;

/** By how much one request may overtake another on its way to the vendor: some milliseconds of the network, and turns of busy event loops. */
const OVERTAKING_MS = 20;

/**
 * A limit of calls at once, or within the last seconds. A call holds a slot until one window after the vendor counted it, which it does when the
 * call arrives. So it has counted a call when it answers it, or soon after it answers one that was sent later.
 */
export class SlotMeter extends LimitMeter {
  #share = 0;
  /** Our part of the limit, as the store said last. */
  #max: number;
  /** Calls that are not sent, or about which only their own answer tells. */
  #open = 0;
  /** Calls that are not counted yet, for all that is known, and when each was sent, in this order. */
  readonly #sent = new Map<CountedCall, number>();
  /** Until when calls hold their slots that were counted before they were answered: their own answer can come sooner than the guess. */
  readonly #guessed = new Map<CountedCall, number>();
  /** When slots become free again, in order. */
  readonly #cooling: number[] = [];
  /** What is fair beside the others. Slots beyond it are not used again, so that they can be given up. */
  #fair = Number.POSITIVE_INFINITY;
  /** While the share is asked for: the slots that were not given up. */
  #kept = Number.POSITIVE_INFINITY;
  /** Slots that were needed lately. */
  #needed = 0;
  #doubtUntil = Number.NEGATIVE_INFINITY;

  constructor(name: MeterName, limit: VendorLimit, capPercent: () => number) {
    super(name, limit, capPercent);
    this.#max = limit.max;
    // Its slots are free again by then, and another process may have taken over the work.
    if (this.#windowMs > 0) this.idleMs = Math.min(IDLE_MS, this.#windowMs);
  }

  get #windowMs(): number {
    return this.limit.window.kind === 'rolling' ? this.limit.window.seconds * 1_000 : 0;
  }

  protected get holding(): number {
    return this.#share;
  }

  /** Slots beyond those that are needed now. */
  get #ahead(): number {
    return Math.max(SPARE, Math.ceil(this.limit.max / 10));
  }

  fits(lane: Lane, now: number, claimed: number): boolean {
    if (now >= this.leaseEndsAt || now < this.pausedUntil) return false;
    const share = Math.min(this.#share, this.#fair, this.#kept);
    const reserve = lane === 'interactive' ? 0 : this.#reserve;
    return this.#occupied(now) + claimed < share - reserve;
  }

  /** None where slots are free again within a second: a person is served first then. */
  get #reserve(): number {
    const returnsSoon = this.#windowMs > 0 && this.#windowMs <= 1_000;
    return returnsSoon ? 0 : reservedSlots(this.#share, this.#max);
  }

  take(now: number): CountedCall {
    this.usedAt = now;
    this.#open++;
    let isOpen = true;
    const call: CountedCall = {
      sent: (at) => {
        if (this.#windowMs === 0 || at < this.#doubtUntil || !isOpen) return;
        isOpen = false;
        this.#open--;
        this.#sent.set(call, at);
      },
      end: (at, isAnswered) => {
        this.usedAt = at;
        if (isOpen) this.#open--;
        else if (isAnswered) this.#guess(call, at);
        const until = this.#guessed.get(call);
        this.#guessed.delete(call);
        if (isOpen || this.#sent.delete(call)) {
          this.#cool(at);
        } else if (until !== undefined && isAnswered && at + this.#windowMs < until) {
          this.#cooling.splice(this.#cooling.indexOf(until), 1);
          this.#cool(at);
        }
      },
    };
    return call;
  }

  override pause(now: number, ms: number): void {
    super.pause(now, ms);
    this.#doubtUntil = now + DOUBT_MS;
  }

  nextAt(now: number): number {
    if (now < this.pausedUntil) return this.pausedUntil;
    return this.#cooling[0] ?? Number.POSITIVE_INFINITY;
  }

  refusedUntil(): number {
    return this.pausedUntil;
  }

  isRunningLow(now: number): boolean {
    return this.#share < this.#max && this.#share - this.#occupied(now) < this.#ahead / 2;
  }

  isUnused(now: number): boolean {
    return this.isIdle(now) && this.#share === 0;
  }

  protected async ask(store: LimitStore, now: number, pauseMs: number): Promise<void> {
    const occupied = this.#occupied(now);
    const isIdle = this.isIdle(now);
    // The need changes from one moment to the next. Slots that are given up and wanted again are nobody's until then.
    const need = occupied + this.waiting;
    this.#needed = isIdle ? need : Math.max(need, Math.floor(this.#needed * 0.9));
    const kept = isIdle ? occupied : Math.max(occupied, Math.min(this.#share, this.#fair, occupied + SPARE));
    this.#kept = kept;
    try {
      const { held, fair, max, pausedForMs } = await store.shareSlots({
        ...this.name,
        initialMax: this.limit.max,
        max: this.told?.max,
        pauseMs,
        leaseMs: LEASE_MS + Math.max(this.#windowMs, IN_FLIGHT_MS),
        capPercent: this.capPercent(),
        occupied: kept,
        wanted: this.#needed + (isIdle ? 0 : this.#ahead),
      });
      this.#share = held;
      this.#fair = fair;
      this.#max = max;
      this.leaseEndsAt = now + LEASE_MS;
      if (pausedForMs > 0) this.pausedUntil = Math.max(this.pausedUntil, now + pausedForMs);
    } finally {
      this.#kept = Number.POSITIVE_INFINITY;
    }
  }

  #occupied(now: number): number {
    while (this.#cooling[0] !== undefined && this.#cooling[0] <= now) this.#cooling.shift();
    return this.#open + this.#sent.size + this.#cooling.length;
  }

  /** The vendor has answered a call: those that were sent before it have arrived, or do in a moment. */
  #guess(answered: CountedCall, now: number): void {
    const sentAt = this.#sent.get(answered);
    if (sentAt === undefined) return;
    for (const [call, earlier] of this.#sent) {
      if (call === answered) return;
      this.#sent.delete(call);
      this.#guessed.set(call, this.#cool(now + Math.max(0, OVERTAKING_MS - (sentAt - earlier))));
    }
  }

  /** Returns when the slot of a call that is counted at this time is free again. */
  #cool(countedAt: number): number {
    const until = countedAt + this.#windowMs;
    if (this.#windowMs > 0) this.#cooling.splice(this.#cooling.findLastIndex((one) => one <= until) + 1, 0, until);
    return until;
  }
}
