import type { RecordedAttempt } from '#db/delivery/outcome.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import type { PostedAttempt } from './attempt.ts';

/** A claimed delivery on its way through this process: waiting in its queue, being posted, or posted and not yet written down. */
export interface InFlight {
  delivery: ClaimedDelivery;
  queuedAt: number;
  /** Its POST has begun. */
  started: boolean;
  /** The workflow that carries it, once one does. */
  workflowId: string | null;
  /** The attempt once it is posted; null if it was given back unposted. */
  posted: Promise<PostedAttempt | null>;
  settle: (finished: PostedAttempt | null) => void;
  recorded?: Promise<RecordedAttempt>;
}

/** Everything that this process has in hand, by delivery. */
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

  /** False once it was let go of, also when the same delivery has been claimed anew since. */
  has(entry: InFlight): boolean {
    return this.#entries.get(entry.delivery.id) === entry;
  }

  /** Its POST begins. */
  start(entry: InFlight): void {
    entry.started = true;
    this.#waitingBytes -= entry.delivery.dataJson.length;
  }

  remove(entry: InFlight): void {
    if (!this.has(entry)) return;
    this.#entries.delete(entry.delivery.id);
    if (!entry.started) this.#waitingBytes -= entry.delivery.dataJson.length;
  }

  /** Lets go of one that is not posted, and tells whoever waits for it. */
  drop(entry: InFlight): void {
    this.remove(entry);
    entry.settle(null);
  }
}
