import type { Logger } from 'pino';
import type { Deliverer } from '#activities/delivery/deliverer.ts';
import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import type { Inbound } from '#apps/dispatch/inbound.ts';
import type { RoundStarters } from '#apps/dispatch/round-starters.ts';
import type { Workflows } from '#apps/dispatch/workflows.ts';
import { listUnprocessed } from '#db/connections/inbound-process.ts';
import type { Sql } from '#db/database.ts';
import { listLostRequests } from '#db/delivery/attempt-request.ts';
import { listDrainable } from '#db/delivery/hold.ts';
import { releaseAllSuccessors } from '#db/delivery/ordering.ts';
import { cancelForDeletedEndpoints, listOrphaned, listUnlinked, listUnstarted } from '#db/delivery/sweep.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { StepFaults } from './step-faults.ts';
import type { createUnattendedWork } from './unattended-work.ts';

export interface SweeperDeps {
  sql: Sql;
  log: Logger;
  instanceId: string;
  deliverer: Deliverer;
  starter: RoundStarters;
  /** Regions that sweep for themselves. */
  elsewhere: () => readonly string[];
  inbound: Inbound;
  workflows: Workflows;
  notify: Notify;
  /** Starts or signals an endpoint's drain, not more often than is useful. */
  release: (endpointId: string) => void;
  unattended: ReturnType<typeof createUnattendedWork>;
  /** Whether this process looks for work without a workflow. */
  looksForUnattended: () => boolean;
  /** Releases the deliveries of endpoints whose secrets can be decrypted again. */
  releaseReadable: () => Promise<void>;
  /** Adds the partitions that deliveries of the next days need. */
  addPartitions: () => Promise<void>;
}

/** The guarantee that nothing accepted is lost depends on this interval; it is the delay that the sweep adds to a delivery after a crash. */
const everyMs = 1_000;
/** A delivery that has been orphaned for this long means that the sweeper, or Temporal, does not keep up. */
const maxLagMs = 30_000;
const maxSilenceMs = 15_000;
/** Longer than the retries of any regular activity, so that a live workflow is not started again needlessly. */
const overdueS = 600;
const page = 2_000;
/** Workflows of deliveries that have already ended are only for operators: they wait while more urgent ones are pending. */
const linkBelow = 1_000;
/** By then the process that accepted an event has started its workflow, and that has processed it. */
const inboundGraceS = 3;

/** Finds orphaned work in PostgreSQL and starts its workflow. Several processes can sweep: claims prevent conflicts. */
export class Sweeper {
  readonly #deps: SweeperDeps;
  readonly #steps: { name: string; everyTurns: number; run: () => Promise<void> }[];
  readonly #faults = new StepFaults();
  #turn = 0;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #starting: Promise<void> | undefined;
  #sweptAt = 0;
  #lagMs = 0;
  /** Since when deliveries have waited too long for a workflow. */
  #lateSince: number | undefined;

  constructor(deps: SweeperDeps) {
    this.#deps = deps;
    this.#steps = [
      { name: 'orphaned deliveries', everyTurns: 1, run: () => this.#startUnstarted() },
      { name: 'deliveries without a workflow', everyTurns: 2, run: () => this.#linkEnded() },
      { name: 'unreadable secrets', everyTurns: 2, run: deps.releaseReadable },
      { name: 'inbound events', everyTurns: 2, run: () => this.#processInbound() },
      { name: 'drains', everyTurns: 5, run: () => this.#wakeDrains() },
      { name: 'unattended work', everyTurns: 5, run: async () => this.#startUnattended() },
      { name: 'requested attempts', everyTurns: 10, run: () => this.#repeatRequests() },
      { name: 'overdue deliveries', everyTurns: 60, run: () => this.#restartOrphaned() },
      { name: 'deleted endpoints', everyTurns: 60, run: () => cancelForDeletedEndpoints(deps.sql) },
      // The nightly purge adds them too, but may be away for longer than they last.
      { name: 'partitions', everyTurns: 3_600, run: deps.addPartitions },
      { name: 'ordering keys', everyTurns: 60, run: async () => void (await releaseAllSuccessors(deps.sql)) },
    ];
  }

  /** When it scanned last, in milliseconds since 1970 (0: not yet), and for how long the oldest orphaned delivery had waited then. */
  get progress(): { sweptAt: number; lagMs: number } {
    return { sweptAt: this.#sweptAt, lagMs: this.#lagMs };
  }

  check(): ReadinessCheck {
    const fault = this.#faults.lasting;
    const at = (time: number) => new Date(time).toISOString();
    // Times and no ages: while one fault lasts, its text stays the same.
    const faults = [
      fault && `the step "${fault.step}" has failed since ${fault.since.toISOString()}`,
      this.#lateSince && `deliveries have waited more than ${maxLagMs / 1_000} s for a workflow since ${at(this.#lateSince)}`,
      Date.now() - this.#sweptAt >= maxSilenceMs && (this.#sweptAt === 0 ? 'no scan yet' : `no scan since ${at(this.#sweptAt)}`),
    ].filter((text) => typeof text === 'string');
    const detail = faults.join('; ') || `scans; no delivery has waited ${maxLagMs / 1_000} s for a workflow`;
    return { name: 'sweeper', ok: faults.length === 0, required: false, detail, ...(fault && { cause: `${detail}: ${fault.reason}` }) };
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
    await this.#starting;
  }

  /** One sweep. A step that fails is logged; the others run all the same. */
  async #sweep(): Promise<void> {
    const turn = this.#turn++;
    for (const { name, everyTurns, run } of this.#steps) if (turn % everyTurns === 0) await this.#watch(name, run());
  }

  async #watch(step: string, running: Promise<void>): Promise<void> {
    try {
      await running;
      this.#faults.note(step, null);
    } catch (error) {
      // One line for each outage.
      const isNews = this.#faults.note(step, error instanceof Error ? error.message : String(error));
      this.#deps.log[isNews ? 'warn' : 'debug']({ step, err: error }, 'a sweep step failed; later sweeps repeat it');
    }
  }

  async #startUnstarted(): Promise<void> {
    const { sql, instanceId, deliverer, starter } = this.#deps;
    const elsewhere = this.#deps.elsewhere();
    const unstarted = await listUnstarted(sql, { owner: instanceId, inFlight: deliverer.ids, elsewhere, limit: page });
    const now = (this.#sweptAt = Date.now());
    const oldest = unstarted[0]?.createdAt.getTime() ?? now;
    this.#lagMs = Math.max(0, now - oldest);
    this.#lateSince = this.#lagMs < maxLagMs ? undefined : (this.#lateSince ?? now);
    for (const delivery of unstarted) starter.enqueue(delivery);
  }

  async #linkEnded(): Promise<void> {
    const { sql, starter } = this.#deps;
    if (starter.waiting >= linkBelow) return;
    for (const delivery of await listUnlinked(sql, page)) starter.enqueue(delivery);
  }

  async #processInbound(): Promise<void> {
    const { sql, inbound } = this.#deps;
    inbound.process(await listUnprocessed(sql, { graceS: inboundGraceS, limit: page }));
  }

  async #wakeDrains(): Promise<void> {
    for (const { id } of await listDrainable(this.#deps.sql, { after: '', limit: null })) this.#deps.release(id);
  }

  /** Not awaited: if Temporal hangs, these calls must not delay the sweep of deliveries. */
  #startUnattended(): void {
    const { unattended, looksForUnattended } = this.#deps;
    const start = async () => {
      await unattended.signalOverdueDeals();
      await unattended.signalOverdueConnections();
      await unattended.startUnpolledSyncs();
      await unattended.scheduleReconciliations();
      if (!looksForUnattended()) return;
      await unattended.startBooks();
      await unattended.startUnattended();
      await unattended.tellMissedNights();
    };
    this.#starting ??= this.#watch('workflows that do not run', start()).finally(() => (this.#starting = undefined));
  }

  /** Somebody asked for an attempt while Temporal was away. */
  async #repeatRequests(): Promise<void> {
    const { sql, workflows } = this.#deps;
    for (const id of await listLostRequests(sql, page)) await workflows.deliveries.retryNow(id);
  }

  async #restartOrphaned(): Promise<void> {
    const { sql, workflows, notify } = this.#deps;
    const orphaned = await listOrphaned(sql, overdueS, page);
    if (orphaned.length === 0) return;
    const ids = orphaned.map((delivery) => delivery.id);
    await workflows.deliveries.start(ids);
    const type = 'causeway.delivery.overdue';
    // Every process sweeps: one event an hour.
    const hour = new Date().toISOString().slice(0, 13);
    const reason = 'no workflow has made the attempts that were due';
    await notify(type, { count: ids.length, delivery_ids: ids.slice(0, 10), reason }, `${type}/${hour}`);
  }
}
