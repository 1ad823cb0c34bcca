/** How fast one endpoint may be posted to by this process. */
export interface EndpointQueueLimits {
  maxConcurrency: number;
  /** Requests per second, or null for no limit. */
  ratePerS: number | null;
}

/**
 * The queue of one endpoint. Jobs start in order, within the endpoint's limits of concurrency and rate, and waiting jobs do not block other
 * endpoints. It is generic over the job, so that it does not depend on what is posted, or how.
 */
export class EndpointQueue<Job> {
  readonly #start: (job: Job) => Promise<void>;
  readonly #limits: () => EndpointQueueLimits;
  #queue: Job[] = [];
  #posting = 0;
  /** Requests that may start immediately. The bucket holds the tokens of one second, so that a pause does not permit a large burst. */
  #tokens = 1;
  #refilledAt = performance.now();
  #timer: NodeJS.Timeout | undefined;
  readonly #waiters = new Set<() => void>();

  constructor(start: (job: Job) => Promise<void>, limits: () => EndpointQueueLimits) {
    this.#start = start;
    this.#limits = limits;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  get idle(): boolean {
    return this.#posting === 0 && this.#queue.length === 0;
  }

  /** Whether a job added now would start immediately. */
  get hasRoom(): boolean {
    return this.#queue.length === 0 && this.#posting < this.#limits().maxConcurrency && this.#tokensLeft() >= 1;
  }

  add(job: Job): void {
    this.#queue.push(job);
    this.#pump();
  }

  /** Removes and returns the jobs that have not started. */
  clear(): Job[] {
    const jobs = this.#queue;
    this.#queue = [];
    return jobs;
  }

  /** Resolves to true when fewer than `count` jobs wait, or to false after `maxMs`. */
  async belowWaiting(count: number, maxMs: number): Promise<boolean> {
    const until = performance.now() + maxMs;
    while (this.#queue.length >= count && performance.now() < until) await this.#nextStart(until - performance.now());
    return this.#queue.length < count;
  }

  #nextStart(maxMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiters.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, maxMs);
      this.#waiters.add(wake);
    });
  }

  #pump(): void {
    this.#startWhatMay();
    for (const wake of this.#waiters) wake();
  }

  #startWhatMay(): void {
    const { maxConcurrency, ratePerS } = this.#limits();
    while (this.#queue.length > 0 && this.#posting < maxConcurrency) {
      if (ratePerS !== null && this.#tokensLeft() < 1) {
        this.#pumpAfter(Math.ceil((1 - this.#tokens) * (1_000 / ratePerS)));
        return;
      }
      if (ratePerS !== null) this.#tokens--;
      this.#posting++;
      const job = this.#queue.shift() as Job;
      void this.#start(job).finally(() => {
        this.#posting--;
        this.#pump();
      });
    }
  }

  #pumpAfter(ms: number): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#pump();
    }, ms);
  }

  #tokensLeft(): number {
    const { ratePerS } = this.#limits();
    const now = performance.now();
    if (ratePerS === null) {
      this.#refilledAt = now;
      return (this.#tokens = 1);
    }
    this.#tokens = Math.min(Math.max(1, ratePerS), this.#tokens + ((now - this.#refilledAt) / 1_000) * ratePerS);
    this.#refilledAt = now;
    return this.#tokens;
  }
}
