/** A credential of the platform has no limit of requests. It gets this share of a processor, and may use it in advance for so long. */
const SHARE = 1 / 4;
const AHEAD_MS = 10_000;

/** What the requests of each credential took to check. In memory, because each process has a processor of its own. */
export class PlatformAccounts {
  readonly #nowMs: () => number;
  /** The time until which it is paid for. */
  readonly #paidUntilMs = new Map<string, number>();

  constructor(nowMs = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  charge(credentialId: string, spentMs: number): void {
    const nowMs = this.#nowMs();
    for (const [id, paidUntilMs] of this.#paidUntilMs) if (paidUntilMs <= nowMs) this.#paidUntilMs.delete(id);
    this.#paidUntilMs.set(credentialId, Math.max(nowMs, this.#paidUntilMs.get(credentialId) ?? 0) + spentMs / SHARE);
  }

  /** Whole seconds until the credential may send again; 0 if it may. */
  waitS(credentialId: string): number {
    const paidUntilMs = this.#paidUntilMs.get(credentialId);
    return paidUntilMs === undefined ? 0 : Math.max(0, Math.ceil((paidUntilMs - this.#nowMs() - AHEAD_MS) / 1_000));
  }
}
