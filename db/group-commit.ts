import { isDatabaseBusy, isDatabaseUnavailable } from './failure.ts';

interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
  isGivenUp: () => boolean;
}

const never = () => false;

/** Each costs the time that a statement waits for a lock, and the rest of the batch probably waits for the same one. */
const MAX_BLOCKED = 2;

/**
 * Shares one statement, and so one commit, between all callers that wait at the same time. At low load, each caller runs alone and immediately;
 * under load, batches grow automatically. If only one batch runs at a time, items commit in the order of their submission. If a batch is
 * rejected, its items run one by one, so that an invalid item, or one that waits for a lock, does not fail the others; `run` must therefore be
 * safe to repeat. While the database is unavailable nothing is repeated, and all callers fail immediately.
 */
export class GroupCommit<T, R> {
  readonly #run: (items: T[]) => Promise<R[]>;
  readonly #maxItems: number;
  readonly #maxUnderWay: number;
  #waiting: Waiting<T, R>[] = [];
  #underWay = 0;

  constructor(run: (items: T[]) => Promise<R[]>, { maxItems = 200, maxUnderWay = 2 } = {}) {
    this.#run = run;
    this.#maxItems = maxItems;
    this.#maxUnderWay = maxUnderWay;
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
    while (this.#waiting.length > 0 && this.#underWay < this.#maxUnderWay) {
      const batch = this.#take();
      if (batch.length === 0) continue;
      this.#underWay++;
      void this.#commit(batch).finally(() => {
        this.#underWay--;
        this.#pump();
      });
    }
  }

  #take(): Waiting<T, R>[] {
    return this.#waiting.splice(0, this.#maxItems).filter(({ isGivenUp, reject }) => {
      if (!isGivenUp()) return true;
      reject(new Error('Given up before it was begun'));
      return false;
    });
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
