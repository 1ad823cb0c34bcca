import { hostname } from 'node:os';

/** Names this process in platform events and to operators. */
export const thisInstance = `${hostname()}/${process.pid}`;

/** A fault that ends within this time mends itself: a restart, a lost connection. An operator has to know of longer ones within a minute. */
const reportAfterMs = 5_000;

interface Reports {
  /** It has lasted. Called once. */
  begun: (reason: string) => Promise<void>;
  /** What was reported has ended. */
  ended: (reason: string, since: Date) => Promise<void>;
}

/** Follows one thing that works or does not, and reports a lasting fault once, and its end. A report of the end that fails is tried again. */
export class FaultWatch {
  readonly #reports: Reports;
  #fault: { reason: string; since: Date; isReported: boolean } | undefined;
  #reporting: Promise<void> | undefined;

  constructor(reports: Reports) {
    this.#reports = reports;
  }

  /** With the reason while it does not work, and with null when it does. Call it again while that lasts. */
  note(reason: string | null): void {
    if (this.#reporting) return;
    const present = this.#fault;
    if (reason === null) return this.#end(present);
    const fault = (this.#fault = { since: new Date(), isReported: false, ...present, reason });
    if (fault.isReported || Date.now() - fault.since.getTime() < reportAfterMs) return;
    // Even if the event cannot be stored, because PostgreSQL is what is away: the line is in the log, and the end tells what it was.
    fault.isReported = true;
    this.#report(this.#reports.begun(reason), () => undefined);
  }

  #end(fault: { reason: string; since: Date; isReported: boolean } | undefined): void {
    const forget = () => (this.#fault = undefined);
    if (fault?.isReported) this.#report(this.#reports.ended(fault.reason, fault.since), forget);
    else forget();
  }

  #report(sent: Promise<void>, done: () => void): void {
    this.#reporting = sent.then(done, () => undefined).finally(() => (this.#reporting = undefined));
  }
}
