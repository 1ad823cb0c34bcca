import { takeTokens, waitUs } from '#domain/access/rate-limit.ts';

/** Maximum number of limits in memory, of each kind. What is evicted starts with a full limit again. */
const MAX_LIMITS = 10_000;

/** Token buckets by name, in this process's memory. The one that was used least recently is evicted: a Map iterates in insertion order. */
export class NetworkLimits {
  readonly #paidUntilUs = new Map<string, number>();

  has(name: string): boolean {
    return this.#paidUntilUs.has(name);
  }

  /** Takes one token, of which there are at most half a minute's. Returns 0, or the number of seconds until there is one. */
  take(name: string, perMinute: number): number {
    const nowUs = performance.now() * 1_000;
    const limit = { per_minute: perMinute, burst: Math.ceil(perMinute / 2) };
    const { granted, paidUntilUs } = takeTokens(this.#paidUntilUs.get(name) ?? 0, { nowUs, wanted: 1, returned: 0, limit });
    this.#paidUntilUs.delete(name);
    this.#paidUntilUs.set(name, paidUntilUs);
    const [oldest] = this.#paidUntilUs.keys();
    if (this.#paidUntilUs.size > MAX_LIMITS && oldest !== undefined) this.#paidUntilUs.delete(oldest);
    return granted === 1 ? 0 : Math.ceil(waitUs(paidUntilUs, nowUs, limit, 1) / 1_000_000);
  }
}
