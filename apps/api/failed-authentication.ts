import { takeTokens, waitUs } from '#domain/rate-limit.ts';

/** Addresses that are remembered. One that is forgotten for lack of room starts anew. */
const MAX_ADDRESSES = 10_000;

/**
 * Wrong credentials by the address that they come from, in this process's memory. Only they are counted and refused: behind
 * a proxy all partners share its address, and somebody's guesses must not lock out those whose credentials are right.
 */
export class FailedAuthentications {
  readonly #perMinute: () => number;
  readonly #nowUs: () => number;
  readonly #paidUntilUs = new Map<string, number>();

  constructor(perMinute: () => number, nowUs = () => performance.now() * 1_000) {
    this.#perMinute = perMinute;
    this.#nowUs = nowUs;
  }

  /** Counts one. Answers 0, or when the address has had too many, for how many seconds. */
  count(address: string): number {
    const nowUs = this.#nowUs();
    const limit = { per_minute: this.#perMinute(), burst: Math.ceil(this.#perMinute() / 2) };
    const { granted, paidUntilUs } = takeTokens(this.#paidUntilUs.get(address) ?? 0, { nowUs, wanted: 1, limit });
    this.#remember(address, paidUntilUs);
    return granted === 1 ? 0 : Math.ceil(waitUs(paidUntilUs, nowUs, limit, 1) / 1_000_000);
  }

  /** The oldest first out: a Map keeps the order of insertion. */
  #remember(address: string, paidUntilUs: number): void {
    this.#paidUntilUs.delete(address);
    this.#paidUntilUs.set(address, paidUntilUs);
    if (this.#paidUntilUs.size <= MAX_ADDRESSES) return;
    const [oldest] = this.#paidUntilUs.keys();
    if (oldest !== undefined) this.#paidUntilUs.delete(oldest);
  }
}
