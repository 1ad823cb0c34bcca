import type { Sample } from '#apps/metrics/family.ts';
import { otherLabel } from '#apps/metrics/label.ts';
import type { PartnerCount } from '#db/delivery/queue-depth.ts';

/**
 * Turns rows, the largest first, into a bounded number of series. A partner that has a series keeps it, at zero if need be, until a partner
 * without one has a row and no place is free.
 */
export class TopPartners<State extends string> {
  readonly #states: readonly State[];
  readonly #limit: () => number;
  readonly #shown = new Set<string>();

  constructor(states: readonly State[], limit: () => number) {
    this.#states = states;
    this.#limit = limit;
  }

  samples(rows: readonly PartnerCount<State>[]): Sample[] {
    this.#choose(rows);
    const counts = new Map<string, number>();
    const others = new Map<State, number>();
    for (const { partnerId, state, count } of rows) {
      if (this.#shown.has(partnerId)) counts.set(`${partnerId} ${state}`, count);
      else others.set(state, (others.get(state) ?? 0) + count);
    }
    const samples: Sample[] = [];
    for (const state of this.#states) {
      for (const partnerId of this.#shown) samples.push({ labels: [partnerId, state], value: counts.get(`${partnerId} ${state}`) ?? 0 });
      const rest = others.get(state);
      if (rest !== undefined) samples.push({ labels: [otherLabel, state], value: rest });
    }
    return samples;
  }

  #choose(rows: readonly PartnerCount<State>[]): void {
    const present = new Set(rows.map(({ partnerId }) => partnerId));
    const idle = [...this.#shown].filter((partnerId) => !present.has(partnerId));
    for (const partnerId of present) {
      if (this.#shown.has(partnerId)) continue;
      if (this.#shown.size >= this.#limit()) {
        const leaving = idle.pop();
        if (leaving === undefined) return;
        this.#shown.delete(leaving);
      }
      this.#shown.add(partnerId);
    }
  }
}
