/** When an endpoint's breaker opens: `failureRate` (0..1) of at least `minAttempts` attempts within the window. */
export interface BreakerPolicy {
  windowS: number;
  minAttempts: number;
  failureRate: number;
}

/**
 * Counts recent attempts on one endpoint in two half windows, so old ones leave without a list of them being kept.
 * Each process judges by what it saw itself.
 */
export class FailureWindow {
  #current = { ok: 0, failed: 0, until: 0 };
  #previous = { ok: 0, failed: 0 };

  /** Notes an attempt; true when the breaker should open. */
  note(ok: boolean, policy: BreakerPolicy, now: number): boolean {
    const halfMs = policy.windowS * 500;
    if (now >= this.#current.until) {
      const skippedAWholeHalf = now >= this.#current.until + halfMs;
      this.#previous = skippedAWholeHalf ? { ok: 0, failed: 0 } : this.#current;
      this.#current = { ok: 0, failed: 0, until: now + halfMs };
    }
    if (ok) this.#current.ok++;
    else this.#current.failed++;
    const failed = this.#current.failed + this.#previous.failed;
    const attempts = failed + this.#current.ok + this.#previous.ok;
    return !ok && attempts >= policy.minAttempts && failed / attempts >= policy.failureRate;
  }

  clear(): void {
    this.#current = { ok: 0, failed: 0, until: 0 };
    this.#previous = { ok: 0, failed: 0 };
  }
}
