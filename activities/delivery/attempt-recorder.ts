import type { Sql } from '#db/database.ts';
import { recordAttempts, type FinishedAttempt, type RecordedAttempt } from '#db/delivery/outcome.ts';
import { GroupCommit } from '#db/group-commit.ts';
import type { DeliveriesInHand, InFlight } from './in-flight.ts';

export interface AttemptRecorderDeps {
  sql: Sql;
  instanceId: string;
  inFlight: DeliveriesInHand;
  /** Deliveries became pending because the previous delivery with the same ordering key ended. */
  onReleased: (deliveryIds: string[]) => void;
}

/** A posted delivery that no workflow adopts within this time is recorded without one. The sweeper records its workflow id later. */
const adoptionMs = 500;
/** Bounds the ids of deliveries that were recorded before their workflow. Evicting an id costs the workflow an unnecessary claim. */
const maxUnadopted = 50_000;
/** The delay after a failed write, for example while PostgreSQL restarts. */
const rewriteMs = 1_000;

/** Records posted attempts, each once and many in one commit. They are then no longer in flight. */
export class AttemptRecorder {
  readonly #deps: AttemptRecorderDeps;
  readonly #commits: GroupCommit<FinishedAttempt, RecordedAttempt>;
  readonly #unadopted = new Set<string>();

  constructor(deps: AttemptRecorderDeps) {
    this.#deps = deps;
    this.#commits = new GroupCommit((finished) => recordAttempts(deps.sql, finished, deps.instanceId));
  }

  /** Records the attempt only once, however many callers there are. Returns null if its claim was released before the POST. */
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

  /** Gives the entry's workflow some time to adopt and record it, then records it without a workflow. */
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

  /** Whether the delivery was delivered and recorded before its workflow started. Returns true only once, to that workflow. */
  takeUnadopted(deliveryId: string): boolean {
    return this.#unadopted.delete(deliveryId);
  }
}
