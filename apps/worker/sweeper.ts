import type { Logger } from 'pino';
import type { Deliverer } from '#activities/delivery/deliverer.ts';
import type { RoundStarter } from '#apps/dispatch/round-starter.ts';
import type { Workflows } from '#apps/dispatch/workflows.ts';
import type { Sql } from '#db/database.ts';
import { listDrainable } from '#db/delivery/hold.ts';
import { releaseAllSuccessors } from '#db/delivery/ordering.ts';
import { cancelForDeletedEndpoints, listOrphaned, listUnlinked, listUnstarted } from '#db/delivery/sweep.ts';
import { startUnfinishedPartnerWork } from './partner-housekeeping.ts';

export interface SweeperDeps {
  sql: Sql;
  log: Logger;
  instanceId: string;
  deliverer: Deliverer;
  starter: RoundStarter;
  workflows: Workflows;
  /** Starts or signals an endpoint's drain, not more often than is useful. */
  release: (endpointId: string) => void;
  /** Releases the deliveries of endpoints whose secrets can be decrypted again. */
  releaseReadable: () => Promise<void>;
}

/** The guarantee that nothing accepted is lost depends on this interval; it is the delay that the sweep adds to a delivery after a crash. */
const everyMs = 1_000;
/** Longer than the retries of any regular activity, so that a live workflow is not started again needlessly. */
const overdueS = 600;
const page = 2_000;
/** Workflows of deliveries that have already ended are only for operators: they wait while more urgent ones are pending. */
const linkBelow = 1_000;

/** Finds orphaned work in PostgreSQL and starts its workflow. Several processes can sweep: claims prevent conflicts. */
export class Sweeper {
  readonly #deps: SweeperDeps;
  readonly #steps: { everyTurns: number; run: () => Promise<void> }[];
  #turn = 0;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #partnerWork: Promise<void> | undefined;
  #lag = { sweptAt: 0, oldestMs: 0 };

  constructor(deps: SweeperDeps) {
    this.#deps = deps;
    this.#steps = [
      { everyTurns: 1, run: () => this.#startUnstarted() },
      { everyTurns: 2, run: () => this.#linkEnded() },
      { everyTurns: 2, run: deps.releaseReadable },
      { everyTurns: 5, run: () => this.#wakeDrains() },
      { everyTurns: 5, run: async () => this.#startPartnerWork() },
      { everyTurns: 60, run: () => this.#restartOrphaned() },
      { everyTurns: 60, run: () => cancelForDeletedEndpoints(deps.sql) },
      { everyTurns: 60, run: async () => void (await releaseAllSuccessors(deps.sql)) },
    ];
  }

  /** Age of the oldest orphaned delivery, and of the scan that found it. */
  get lag(): { oldestMs: number; lookedMsAgo: number } {
    return { oldestMs: this.#lag.oldestMs, lookedMsAgo: Date.now() - this.#lag.sweptAt };
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.#sweep().then(() => (this.#stopped ? undefined : this.start()));
    }, everyMs);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    await this.#partnerWork;
  }

  /** One sweep. A step that fails is logged; the others run all the same. */
  async #sweep(): Promise<void> {
    const turn = this.#turn++;
    for (const { everyTurns, run } of this.#steps) {
      if (turn % everyTurns !== 0) continue;
      await run().catch((error: unknown) => this.#deps.log.warn({ err: error }, 'a sweep step failed; the next sweep repeats it'));
    }
  }

  async #startUnstarted(): Promise<void> {
    const { sql, instanceId, deliverer, starter } = this.#deps;
    const unstarted = await listUnstarted(sql, { owner: instanceId, inFlight: deliverer.ids, limit: page });
    const oldest = unstarted[0];
    this.#lag = { sweptAt: Date.now(), oldestMs: oldest ? Date.now() - oldest.createdAt.getTime() : 0 };
    for (const delivery of unstarted) starter.enqueue(delivery);
  }

  async #linkEnded(): Promise<void> {
    const { sql, starter } = this.#deps;
    if (starter.waiting >= linkBelow) return;
    for (const delivery of await listUnlinked(sql, page)) starter.enqueue(delivery);
  }

  async #wakeDrains(): Promise<void> {
    for (const endpointId of await listDrainable(this.#deps.sql)) this.#deps.release(endpointId);
  }

  /** Not awaited: if Temporal hangs, these calls must not delay the sweep of deliveries. */
  #startPartnerWork(): void {
    const { sql, workflows, log } = this.#deps;
    this.#partnerWork ??= startUnfinishedPartnerWork(sql, workflows, log)
      .catch((error: unknown) => log.debug({ err: error }, 'workflows of partners could not be started; a later sweep will start them'))
      .finally(() => (this.#partnerWork = undefined));
  }

  async #restartOrphaned(): Promise<void> {
    const { sql, workflows, log } = this.#deps;
    const orphaned = await listOrphaned(sql, overdueS, page);
    if (orphaned.length === 0) return;
    log.warn({ count: orphaned.length }, 'deliveries are overdue: starting their workflows again');
    await workflows.deliveries.start(orphaned.map((delivery) => delivery.id));
  }
}
