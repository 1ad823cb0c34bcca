import { isLabel, otherLabel } from './label.ts';

/** Long enough that a quiet hour costs nobody its series, and short enough that a busy newcomer gets one. */
const RANK_EVERY_MS = 600_000;
/** A newcomer takes the place of one that had less than half of its traffic, so that two of about the same size do not take turns. */
const TWICE = 2;
/** Of the places, in one ranking. */
const MAX_CHANGES = 0.1;
/** Bounds the memory of those without a place; more than any installation has partners. */
const MAX_OTHERS = 100_000;

interface Shown<Tally> {
  tally: Tally;
  /** Since the last ranking. */
  recent: number;
}

export interface TopTalliesOptions<Tally> {
  make: () => Tally;
  /** How many keys have a tally of their own. It can change. */
  limit: () => number;
  /** Milliseconds of a monotonic clock. */
  now?: () => number;
}

/**
 * A tally for each of the busiest keys, and one for all others together. A key that has a tally keeps it until a much busier one needs its
 * place. A key that gets one begins at zero, and what it had before stays with the others: so no sum ever falls, and nothing counts twice.
 */
export class TopTallies<Tally> {
  readonly #make: () => Tally;
  readonly #limit: () => number;
  readonly #now: () => number;
  readonly #shown = new Map<string, Shown<Tally>>();
  readonly #others = new Map<string, number>();
  #rest: Tally | undefined;
  #rankedAt: number;

  constructor({ make, limit, now = () => performance.now() }: TopTalliesOptions<Tally>) {
    this.#make = make;
    this.#limit = limit;
    this.#now = now;
    this.#rankedAt = now();
  }

  /** Where to count for this key now: ask each time. */
  of(key: string): Tally {
    const shown = this.#shown.get(key);
    if (shown === undefined) return this.#ofUnknown(key);
    shown.recent++;
    return shown.tally;
  }

  #ofUnknown(key: string): Tally {
    if (isLabel(key)) {
      if (this.#shown.size < this.#limit()) return this.#show(key);
      const recent = this.#others.get(key);
      if (recent !== undefined || this.#others.size < MAX_OTHERS) this.#others.set(key, (recent ?? 0) + 1);
    }
    return (this.#rest ??= this.#make());
  }

  #show(key: string): Tally {
    const tally = this.#make();
    this.#shown.set(key, { tally, recent: 1 });
    return tally;
  }

  /** All that have a tally, and `other` once there are others. */
  *entries(): Generator<[key: string, tally: Tally]> {
    this.#rank();
    for (const [key, { tally }] of this.#shown) yield [key, tally];
    if (this.#rest !== undefined) yield [otherLabel, this.#rest];
  }

  #rank(): void {
    const now = this.#now();
    if (now - this.#rankedAt < RANK_EVERY_MS) return;
    this.#rankedAt = now;
    const limit = this.#limit();
    const leaving = [...this.#shown].toSorted(([, a], [, b]) => a.recent - b.recent);
    const surplus = Math.max(0, leaving.length - limit);
    for (const [key] of leaving.splice(0, surplus)) this.#shown.delete(key);
    const coming = [...this.#others].toSorted(([, a], [, b]) => b - a).slice(0, Math.ceil(limit * MAX_CHANGES));
    for (const [place, [key, recent]] of coming.entries()) {
      const least = leaving[place];
      if (least === undefined || recent <= TWICE * least[1].recent) break;
      this.#shown.delete(least[0]);
      this.#show(key);
    }
    for (const shown of this.#shown.values()) shown.recent = 0;
    this.#others.clear();
  }
}
