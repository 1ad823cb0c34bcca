/**
 * Faults that a vendor's server can be told to have. Each vendor words `rate_limited`, `quota`, `unauthorized` and `unavailable` in its
 * own way; the rest is the same for all. `slow` and `hang` delay the response; `reset` breaks the connection before the request takes
 * effect, `drop_after_accept` afterwards; `truncated` and `html` replace the body of a request that has taken effect.
 */
export type FaultKind =
  | ('rate_limited' | 'quota' | 'unauthorized' | 'unavailable')
  | ('slow' | 'hang' | 'reset' | 'drop_after_accept' | 'truncated' | 'html');

export interface PlannedFault {
  kind: FaultKind;
  /** Which requests it meets: matched with `GET /path`. By default all. */
  at?: RegExp;
  /** How many of these requests go well first. */
  after?: number;
  /** How many it meets then; 1 by default. */
  times?: number;
  /** Of `slow`. */
  delayMs?: number;
}

export class VendorFaults {
  readonly #planned: Required<PlannedFault>[] = [];

  plan(fault: PlannedFault): void {
    this.#planned.push({ at: /./, after: 0, times: 1, delayMs: 1_000, ...fault });
  }

  planned(): readonly Required<PlannedFault>[] {
    return this.#planned;
  }

  clear(): void {
    this.#planned.length = 0;
  }

  /** The fault that this request meets. */
  take(request: string): Required<PlannedFault> | undefined {
    const fault = this.#planned.find(({ at }) => at.test(request));
    if (!fault) return undefined;
    if (fault.after > 0) {
      fault.after--;
      return undefined;
    }
    if (--fault.times <= 0) this.#planned.splice(this.#planned.indexOf(fault), 1);
    return fault;
  }
}
