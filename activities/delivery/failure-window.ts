/** When an endpoint's breaker opens: `failureRate` (0..1) of at least `minAttempts` attempts within the window. */
export interface BreakerPolicy {
  windowS: number;
  minAttempts: number;
  failureRate: number;
}

/**
 * Counts recent attempts at one endpoint in two half windows, so that old ones expire without a list of attempts. Each process counts only
 * its own attempts.
 */
export class FailureWindow {
  #current = { ok: 0, failed: 0, until: 0 };
  #previous = { ok: 0, failed: 0 };

  /** Counts an attempt. Returns true if the breaker should open. */
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
