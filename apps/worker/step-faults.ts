/** A deadlock or a short outage mends itself. An operator has to know of longer faults within a minute. */
const lastsAfterMs = 30_000;

interface StepFault {
  step: string;
  since: number;
  times: number;
  reason: string;
}

/** Which steps of a loop keep failing. */
export class StepFaults {
  readonly #present = new Map<string, StepFault>();

  /** With the reason if it failed, and with null if it did not. Returns whether the step did not fail before. */
  note(step: string, reason: string | null): boolean {
    const before = this.#present.get(step);
    if (reason === null) return this.#present.delete(step);
    this.#present.set(step, { since: Date.now(), ...before, step, reason, times: (before?.times ?? 0) + 1 });
    return before === undefined;
  }

  /** The step that has failed for the longest time, if that is no matter of moments. One failure is none, however long ago. */
  get lasting(): { step: string; since: Date; reason: string } | undefined {
    const [oldest] = [...this.#present.values()].filter(({ times }) => times > 1).toSorted((a, b) => a.since - b.since);
    if (!oldest || Date.now() - oldest.since < lastsAfterMs) return undefined;
    return { step: oldest.step, since: new Date(oldest.since), reason: oldest.reason };
  }
}
