/** What a pool waits for: a statement, or a whole transaction. */
interface Wait {
  since: number;
  /** Since when a connection has been working on the statement. Some transactions set a longer time limit, so theirs is not known. */
  runningSince?: number;
  /** Of a transaction: it has begun. */
  hasConnection?: boolean;
}

export interface SilenceOptions {
  /** Resolves if the server responds to a new connection, even with an error. */
  probe: () => Promise<unknown>;
  /** Everything that the pool waits for must fail now. */
  onHang: () => void;
}

const LOOK_EVERY_MS = 250;
/** In looks: 3 s. Nearly all statements end long before, and waiting longer would keep publishers waiting. */
const SILENT_AFTER = 12;
/** In looks: 2 s. A server that does not greet a client within this time would not keep up with its work either. */
const PROBE_WITHIN = 8;
/** In looks: 25 s, which is longer than `statement_timeout` and shorter than the time limit of a request. */
const LOST_AFTER = 100;

/**
 * Notices that PostgreSQL hangs: frozen, or cut off without a reset. TCP notices nothing of that, and a frozen server enforces no
 * `statement_timeout`. If nothing was answered for 3 s although something waits, a new connection shows whether the server is alive. Time
 * is counted in looks: while the event loop is blocked, answers wait in the socket, and a clock would run on without them.
 */
export class SilenceWatch {
  readonly #options: SilenceOptions;
  /** In the order of their start. */
  readonly #waits = new Set<Wait>();
  readonly #timer: NodeJS.Timeout;
  #looks = 0;
  #answeredAt = 0;
  #probe: { since: number } | undefined;

  constructor(options: SilenceOptions) {
    this.#options = options;
    this.#timer = setTimeout(() => this.#look(), LOOK_EVERY_MS).unref();
  }

  begin(): Wait {
    const wait: Wait = { since: this.#looks };
    this.#waits.add(wait);
    return wait;
  }

  /** A connection works on this statement from now on. */
  run(wait: Wait): void {
    wait.runningSince = this.#looks;
  }

  end(wait: Wait, { isAnswer }: { isAnswer: boolean }): void {
    this.#waits.delete(wait);
    if (isAnswer) this.#answeredAt = this.#looks;
  }

  get usage(): { running: number; waiting: number } {
    let running = 0;
    for (const { runningSince, hasConnection = runningSince !== undefined } of this.#waits) if (hasConnection) running++;
    return { running, waiting: this.#waits.size - running };
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    this.#timer.refresh();
    this.#looks++;
    const [oldest] = this.#waits;
    if (!oldest) return;
    if (this.#probe) {
      if (this.#looks - this.#probe.since > PROBE_WITHIN) this.#hang();
    } else if (this.#looks - Math.max(oldest.since, this.#answeredAt) > SILENT_AFTER) {
      this.#startProbe();
    }
    // The server responds, but not on this connection.
    if (this.#looks - oldest.since > LOST_AFTER && this.#waits.values().some((wait) => this.#isLost(wait))) this.#hang();
  }

  #isLost({ runningSince }: Wait): boolean {
    return runningSince !== undefined && this.#looks - runningSince > LOST_AFTER;
  }

  #startProbe(): void {
    const probe = { since: this.#looks };
    this.#probe = probe;
    const settle = (isAlive: boolean) => {
      if (this.#probe !== probe) return;
      this.#probe = undefined;
      if (isAlive) this.#answeredAt = this.#looks;
      else this.#hang();
    };
    this.#options.probe().then(
      () => settle(true),
      () => settle(false),
    );
  }

  #hang(): void {
    this.#probe = undefined;
    this.#waits.clear();
    this.#options.onHang();
  }
}
