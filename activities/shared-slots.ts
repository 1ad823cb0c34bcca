/** A number of slots, of which a piece of work takes one or several. Waiting work gets them in order. */
export class SharedSlots {
  #free: number;
  readonly #waiting: { count: number; enter: () => void }[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** False if it would have to wait. */
  tryTake(count: number): boolean {
    if (this.#waiting.length > 0 || this.#free < count) return false;
    this.#free -= count;
    return true;
  }

  take(count: number): Promise<void> {
    if (this.tryTake(count)) return Promise.resolve();
    return new Promise((enter) => this.#waiting.push({ count, enter }));
  }

  giveBack(count: number): void {
    this.#free += count;
    for (let next = this.#waiting[0]; next && next.count <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.count;
      next.enter();
    }
  }
}
