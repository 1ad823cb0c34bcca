import type { Logger } from 'pino';
import type { Deliverer } from '#activities/deliverer.ts';
import type { DeliveryWorkflows } from '#apps/api/deps.ts';
import type { RoundStarter } from '#apps/dispatch/round-starter.ts';
import type { Sql } from '#db/database.ts';
import { listEndpointsWithHeld } from '#db/hold.ts';
import { releaseAllSuccessors } from '#db/ordering.ts';
import { cancelForDeletedEndpoints, listOverdue, listUnstarted } from '#db/sweep.ts';

export interface SweeperDeps {
  sql: Sql;
  log: Logger;
  instanceId: string;
  deliverer: Deliverer;
  starter: RoundStarter;
  workflows: DeliveryWorkflows;
}

/** The promise that nothing accepted is lost rests on this one; a second is the most that a crash adds to a delivery. */
const everyMs = 1_000;
/** The rarer sweeps, in turns of the first. */
const heldEveryTurns = 5;
const overdueEveryTurns = 60;
/** Longer than any regular activity's own retries: a workflow that is alive is not started again for nothing. */
const overdueS = 600;
const page = 2_000;

/** Finds in PostgreSQL what no workflow is looking after, and starts one. Several processes may sweep: claims keep them apart. */
export class Sweeper {
  readonly #deps: SweeperDeps;
  #turn = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #lag = { sweptAt: 0, oldestMs: 0 };

  constructor(deps: SweeperDeps) {
    this.#deps = deps;
  }

  /** Age of the oldest accepted delivery that nobody carries, and of the look that found it. */
  get lag(): { oldestMs: number; lookedMsAgo: number } {
    return { oldestMs: this.#lag.oldestMs, lookedMsAgo: Date.now() - this.#lag.sweptAt };
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.sweep());
    }, everyMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** One turn. Trouble is logged: the next turn is the retry. */
  async sweep(): Promise<void> {
    const turn = this.#turn++;
    try {
      await this.#startUnstarted();
      if (turn % heldEveryTurns === 0) await this.#watchHeld();
      if (turn % overdueEveryTurns === 0) await this.#restartOverdue();
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'a sweep did not finish');
    }
  }

  async #startUnstarted(): Promise<void> {
    const { sql, instanceId, deliverer, starter } = this.#deps;
    const unstarted = await listUnstarted(sql, instanceId, page);
    const lost = unstarted.filter((delivery) => !delivery.isOwn || !deliverer.find(delivery.id));
    const oldest = lost[0];
    this.#lag = { sweptAt: Date.now(), oldestMs: oldest ? Date.now() - oldest.createdAt.getTime() : 0 };
    for (const delivery of lost) starter.enqueue(delivery);
  }

  async #watchHeld(): Promise<void> {
    const { sql, workflows, starter } = this.#deps;
    await cancelForDeletedEndpoints(sql);
    await releaseAllSuccessors(sql);
    // Signals cost: not while the workflows that would answer them cannot be reached.
    if (starter.isPaused) return;
    for (const endpointId of await listEndpointsWithHeld(sql)) await workflows.release(endpointId);
  }

  async #restartOverdue(): Promise<void> {
    const { sql, workflows, log } = this.#deps;
    const overdue = await listOverdue(sql, overdueS, page);
    if (overdue.length === 0) return;
    log.warn({ count: overdue.length }, 'retries are long overdue: starting their workflows again');
    await workflows.start(overdue.map((delivery) => delivery.id));
  }
}
