import type { Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Regions } from './regions.ts';

const everyMs = 1_000;

interface Taken {
  workers: Worker[];
  ended: Promise<unknown>;
}

/** Workers in the task queues of regions that this process has taken over, for as long as it has. */
export class TakenRegions {
  readonly #log: Logger;
  readonly #create: (region: string) => Promise<Worker[]>;
  readonly #taken = new Map<string, Taken>();
  readonly #timer: NodeJS.Timeout;
  #following: Promise<void> = Promise.resolve();

  constructor(regions: Regions, log: Logger, create: (region: string) => Promise<Worker[]>) {
    this.#log = log;
    this.#create = create;
    this.#timer = setInterval(() => void (this.#following = this.#following.then(() => this.#follow(regions.taken))), everyMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#following.then(() => this.#follow([]));
    await Promise.all([...this.#taken.values()].map(({ ended }) => ended));
  }

  async #follow(wanted: readonly string[]): Promise<void> {
    for (const [region, { workers }] of this.#taken) if (!wanted.includes(region)) stopAll(workers);
    for (const region of wanted) {
      if (this.#taken.has(region)) continue;
      try {
        const workers = await this.#create(region);
        this.#taken.set(region, { workers, ended: this.#run(region, workers) });
      } catch (error) {
        this.#log.warn({ err: error, region }, 'workers of a region that is away could not be started; trying again');
      }
    }
  }

  /** A worker that fails is replaced together with the others of its region. */
  async #run(region: string, workers: Worker[]): Promise<void> {
    try {
      await Promise.all(workers.map((worker) => worker.run()));
    } catch (error) {
      this.#log.warn({ err: error, region }, 'the workers of a region that is away stopped; others are started');
      stopAll(workers);
    } finally {
      this.#taken.delete(region);
    }
  }
}

export function stopAll(workers: readonly Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}
