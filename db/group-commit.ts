import { isDatabaseBusy, isDatabaseUnavailable } from './failure.ts';

interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
  isGivenUp: () => boolean;
}

const never = () => false;

export interface GroupCommitOptions<T> {
  /** Of one batch. */
  maxItems?: number;
  /** Batches at the same time. */
  maxUnderWay?: number;
  /** Once batches under way have so many items, the next ones wait and share a batch: then large batches cost less than waiting does. */
  crowdedAt?: number;
  /** Items of one order commit in the order of their submission, whatever else is under way. Undefined: the item has none. */
  orderOf?: (item: T) => string | undefined;
}

/** Each costs the time that a statement waits for a lock, and the rest of the batch probably waits for the same one. */
const MAX_BLOCKED = 2;

/**
 * Shares one statement, and so one commit, between all callers that wait at the same time. At low load, each caller runs alone and immediately;
 * under load, batches grow automatically. If a batch is
 * rejected, its items run one by one, so that an invalid item, or one that waits for a lock, does not fail the others; `run` must therefore be
 * safe to repeat. While the database is unavailable nothing is repeated, and all callers fail immediately.
 */
export class GroupCommit<T, R> {
  readonly #run: (items: T[]) => Promise<R[]>;
  readonly #options: Required<GroupCommitOptions<T>>;
  #waiting: Waiting<T, R>[] = [];
  #underWay = 0;
  #itemsUnderWay = 0;
  readonly #ordersUnderWay = new Set<string>();

  constructor(run: (items: T[]) => Promise<R[]>, options: GroupCommitOptions<T> = {}) {
    this.#run = run;
    this.#options = { maxItems: 200, maxUnderWay: 2, crowdedAt: Infinity, orderOf: () => undefined, ...options };
  }

  /** Resolves to this item's result once its batch has committed. An item that is given up before it is in a batch is rejected instead. */
  submit(item: T, isGivenUp: () => boolean = never): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject, isGivenUp });
      // Items that are submitted in the same turn of the event loop share a batch.
      queueMicrotask(() => this.#pump());
    });
  }

  #pump(): void {
    const { maxUnderWay, crowdedAt, orderOf } = this.#options;
    while (this.#underWay < maxUnderWay && this.#itemsUnderWay < crowdedAt) {
      const batch = this.#take();
      if (batch.length === 0) return;
      const orders = batch.flatMap(({ item }) => orderOf(item) ?? []);
      for (const order of orders) this.#ordersUnderWay.add(order);
      this.#underWay++;
      this.#itemsUnderWay += batch.length;
      void this.#commit(batch).finally(() => {
        for (const order of orders) this.#ordersUnderWay.delete(order);
        this.#underWay--;
        this.#itemsUnderWay -= batch.length;
        this.#pump();
      });
    }
  }

  /** Those that have waited longest, without what follows an item under way. */
  #take(): Waiting<T, R>[] {
    const { maxItems, orderOf } = this.#options;
    const [batch, left]: [Waiting<T, R>[], Waiting<T, R>[]] = [[], []];
    let seen = 0;
    for (; seen < this.#waiting.length && batch.length < maxItems; seen++) {
      const waiting = this.#waiting[seen] as Waiting<T, R>;
      const order = orderOf(waiting.item);
      if (waiting.isGivenUp()) waiting.reject(new Error('Given up before it was begun'));
      else if (order !== undefined && this.#ordersUnderWay.has(order)) left.push(waiting);
      else batch.push(waiting);
    }
    this.#waiting = [...left, ...this.#waiting.slice(seen)];
    return batch;
  }

  /** Resolves to the error that all callers got, if any. */
  async #commit(batch: Waiting<T, R>[]): Promise<unknown> {
    try {
      const results = await this.#run(batch.map((waiting) => waiting.item));
      batch.forEach((waiting, index) => waiting.resolve(results[index] as R));
    } catch (error) {
      if (batch.length > 1 && !isDatabaseUnavailable(error)) return this.#commitEach(batch);
      for (const waiting of batch) waiting.reject(error);
      return error;
    }
  }

  async #commitEach(batch: Waiting<T, R>[]): Promise<void> {
    const blocked: unknown[] = [];
    for (const waiting of batch) {
      if (blocked.length === MAX_BLOCKED) {
        waiting.reject(blocked[0]);
        continue;
      }
      const error = await this.#commit([waiting]);
      if (isDatabaseBusy(error)) blocked.push(error);
    }
  }
}
