/** Work that is begun before the part of a run that needs it, such as reading the next page while the last one is stored. One at a time. */
export class Ahead<Result> {
  readonly #mayBegin: () => boolean;
  readonly #undo: (result: Result) => Promise<void>;
  #held: { place: string; result: Promise<Result> } | undefined;

  constructor(mayBegin: () => boolean, undo: (result: Result) => Promise<void> = async () => {}) {
    this.#mayBegin = mayBegin;
    this.#undo = undo;
  }

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** `place`: the place of the run at which the result is needed. */
  begin(place: string, work: () => Promise<Result>): void {
    if (this.#held !== undefined || !this.#mayBegin()) return;
    const result = work();
    // Whoever takes it learns why it failed; if nobody does, it does not matter.
    result.catch(() => {});
    this.#held = { place, result };
  }

  /** The result, if it was begun for this place. Throws as the work did. */
  async take(place: string): Promise<Result | undefined> {
    if (this.#held?.place !== place) {
      await this.drop();
      return undefined;
    }
    const { result } = this.#held;
    this.#held = undefined;
    return result;
  }

  async drop(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    await held?.result.then(this.#undo, () => {});
  }
}
