/** Answers of which the shortest is remembered, and with the next ones forgotten again: the network changes. */
const BATCH = 100;

/** By how much another call may be faster than the shortest of a hundred: so many milliseconds, and so much of it. */
const [DOUBT_MS, DOUBT] = [20, 1 / 2];

/** How long a vendor takes to answer at least, the way there and back included, as the last one to two hundred answers say. */
export class ShortestAnswer {
  #before = 0;
  #latest = Number.POSITIVE_INFINITY;
  #answers = 0;

  learn(tookMs: number): void {
    this.#latest = Math.min(this.#latest, tookMs);
    if (++this.#answers % BATCH > 0) return;
    this.#before = this.#latest;
    this.#latest = Number.POSITIVE_INFINITY;
  }

  /** 0 while too few are known. */
  get ms(): number {
    const shortest = Math.min(this.#before, this.#latest);
    return Math.max(0, shortest - Math.max(DOUBT_MS, shortest * DOUBT));
  }
}
