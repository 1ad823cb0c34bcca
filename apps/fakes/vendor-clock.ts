/**
 * The time as a vendor sees it: what it stamps records with, and what its tokens expire by. Rate limits do not use it, because they must
 * pass by themselves.
 */
export class VendorClock {
  #offsetMs = 0;
  #frozenAt: number | undefined;

  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offsetMs;
  }

  /** Moves the vendor's time on or back, also a frozen one: a skewed clock, or an hour that a test does not wait for. */
  advance(ms: number): void {
    if (this.#frozenAt === undefined) this.#offsetMs += ms;
    else this.#frozenAt += ms;
  }

  /** Until `thaw`, everything happens in the same millisecond. */
  freeze(): void {
    this.#frozenAt = this.now();
  }

  thaw(): void {
    this.#frozenAt = undefined;
  }
}
