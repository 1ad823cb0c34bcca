import type { RecordedAttempt } from '#db/delivery/outcome.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import type { PostedAttempt } from './attempt.ts';

/** A delivery that this process has claimed: queued, being posted, or posted and not yet recorded. */
export interface InFlight {
  delivery: ClaimedDelivery;
  queuedAt: number;
  /** Its POST has begun. */
  started: boolean;
  /** The id of the workflow that handles the delivery, once there is one. */
  workflowId: string | null;
  /** Resolves to the attempt after the POST, or to null if the claim was released before it. */
  posted: Promise<PostedAttempt | null>;
  settle: (finished: PostedAttempt | null) => void;
  recorded?: Promise<RecordedAttempt>;
}

/** The deliveries that are in flight in this process. */
export class DeliveriesInHand {
  readonly #entries = new Map<string, InFlight>();
  #waitingBytes = 0;

  get ids(): string[] {
    return [...this.#entries.keys()];
  }

  get entries(): InFlight[] {
    return [...this.#entries.values()];
  }

  /** Size of the payloads whose POST has not begun. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  find(deliveryId: string): InFlight | undefined {
    return this.#entries.get(deliveryId);
  }

  add(delivery: ClaimedDelivery, workflowId: string | null): InFlight {
    const { promise, resolve } = Promise.withResolvers<PostedAttempt | null>();
    const entry: InFlight = { delivery, queuedAt: performance.now(), started: false, workflowId, posted: promise, settle: resolve };
    this.#entries.set(delivery.id, entry);
    this.#waitingBytes += delivery.dataJson.length;
    return entry;
  }

  /** False once the entry was removed, even if the same delivery has been claimed again since. */
  has(entry: InFlight): boolean {
    return this.#entries.get(entry.delivery.id) === entry;
  }

  /** Marks the entry as started, when its POST begins. */
  start(entry: InFlight): void {
    entry.started = true;
    this.#waitingBytes -= entry.delivery.dataJson.length;
  }

  remove(entry: InFlight): void {
    if (!this.has(entry)) return;
    this.#entries.delete(entry.delivery.id);
    if (!entry.started) this.#waitingBytes -= entry.delivery.dataJson.length;
  }

  /** Removes an entry that was not posted, and notifies its waiters. */
  drop(entry: InFlight): void {
    this.remove(entry);
    entry.settle(null);
  }
}
