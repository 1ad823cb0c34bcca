import type { Sql } from '#db/database.ts';
import { recordAttempts, type FinishedAttempt, type RecordedAttempt } from '#db/delivery/outcome.ts';
import { GroupCommit } from '#db/group-commit.ts';
import type { DeliveriesInHand, InFlight } from './in-flight.ts';

export interface AttemptRecorderDeps {
  sql: Sql;
  instanceId: string;
  inFlight: DeliveriesInHand;
  /** Deliveries became pending because the one before them of the same ordering key ended. */
  onReleased: (deliveryIds: string[]) => void;
}

/** A posted delivery that no workflow adopted by then is written down without one; the sweeper links it later. */
const adoptionMs = 500;
/** Delivered ones that still wait for their workflow: forgetting them costs it a needless claim. */
const maxUnadopted = 50_000;
/** After a failed write, for example while PostgreSQL restarts. */
const rewriteMs = 1_000;

/** Writes posted attempts down, each once and many in one commit; then they are no longer in hand. */
export class AttemptRecorder {
  readonly #deps: AttemptRecorderDeps;
  readonly #commits: GroupCommit<FinishedAttempt, RecordedAttempt>;
  readonly #unadopted = new Set<string>();

  constructor(deps: AttemptRecorderDeps) {
    this.#deps = deps;
    this.#commits = new GroupCommit((finished) => recordAttempts(deps.sql, finished, deps.instanceId));
  }

  /** Once, whoever asks. Null when it was given back unposted. */
  async record(entry: InFlight): Promise<RecordedAttempt | null> {
    const finished = await entry.posted;
    if (!finished) return null;
    entry.recorded ??= this.#write({ ...finished, workflowId: entry.workflowId }).catch((error: unknown) => {
      delete entry.recorded;
      throw error;
    });
    const recorded = await entry.recorded;
    this.#deps.inFlight.remove(entry);
    return recorded;
  }

  async #write(finished: FinishedAttempt): Promise<RecordedAttempt> {
    const recorded = await this.#commits.submit(finished);
    if (recorded.released.length > 0) this.#deps.onReleased(recorded.released);
    return recorded;
  }

  /** Gives the entry's workflow some time to adopt and record it, and does so without one afterwards. */
  recordUnlessAdopted(entry: InFlight, afterMs = adoptionMs): void {
    setTimeout(() => {
      if (!this.#deps.inFlight.has(entry)) return;
      this.record(entry).then(
        (recorded) => recorded?.status === 'delivered' && this.#noteUnadopted(entry),
        () => this.recordUnlessAdopted(entry, rewriteMs),
      );
    }, afterMs).unref();
  }

  #noteUnadopted({ delivery, workflowId }: InFlight): void {
    if (workflowId) return;
    if (this.#unadopted.size >= maxUnadopted) this.#unadopted.clear();
    this.#unadopted.add(delivery.id);
  }

  /** Whether it was delivered and written down before its workflow came, which is told once: to that workflow. */
  takeUnadopted(deliveryId: string): boolean {
    return this.#unadopted.delete(deliveryId);
  }
}
