export interface Allowance {
  max: number;
  windowMs: number;
}

/** A rolling window: at most `max` calls in any `windowMs`. */
export class CallWindow {
  readonly max: number;
  readonly windowMs: number;
  readonly #calls: number[] = [];
  #first = 0;

  constructor({ max, windowMs }: Allowance) {
    this.max = max;
    this.windowMs = windowMs;
  }

  /** Counts a call, unless the window is full. A refused call does not count. */
  take(): boolean {
    if (this.remaining() === 0) return false;
    this.#calls.push(Date.now());
    return true;
  }

  remaining(): number {
    this.#forget();
    return Math.max(0, this.max - this.used());
  }

  used(): number {
    return this.#calls.length - this.#first;
  }

  /** As if others had used the account too. */
  fill(calls = this.max): void {
    for (let call = 0; call < calls; call++) this.#calls.push(Date.now());
  }

  /** As if the window had passed. */
  empty(): void {
    this.#first = this.#calls.length;
  }

  /** How long until a call leaves the window. */
  resetMs(): number {
    const oldest = this.#calls[this.#first];
    return oldest === undefined ? 0 : Math.max(0, oldest + this.windowMs - Date.now());
  }

  #forget(): void {
    const before = Date.now() - this.windowMs;
    while ((this.#calls[this.#first] ?? Infinity) <= before) this.#first++;
    if (this.#first > 10_000) {
      this.#calls.splice(0, this.#first);
      this.#first = 0;
    }
  }
}
