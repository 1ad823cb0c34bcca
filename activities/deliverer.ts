import { promises as timers } from 'node:timers';
import type { Logger } from 'pino';
import { claimDeliveries, unclaim } from '#db/claim.ts';
import type { Sql } from '#db/database.ts';
import { GroupCommit } from '#db/group-commit.ts';
import { recordAttempts, type FinishedAttempt, type RecordedAttempt } from '#db/outcome.ts';
import type { ClaimedDelivery } from '#domain/claimed-delivery.ts';
import type { HoldReason } from '#domain/delivery.ts';
import { attemptDelivery, type AttemptDeps, type PostedAttempt } from './attempt.ts';
import type { EndpointHealth } from './endpoint-health.ts';
import { Lane } from './lane.ts';

/** A claimed delivery on its way through this process: waiting in its lane, being posted, or posted and not yet written down. */
export interface InHand {
  delivery: ClaimedDelivery;
  queuedAt: number;
  /** The workflow that carries it, once one does. */
  workflowId: string | null;
  /** The attempt once it is posted; null if it was given back unposted. */
  posted: Promise<PostedAttempt | null>;
  settle: (finished: PostedAttempt | null) => void;
  recorded?: Promise<RecordedAttempt>;
}

export interface DelivererDeps extends AttemptDeps {
  sql: Sql;
  log: Logger;
  instanceId: string;
  health: EndpointHealth;
  /** How many processes share the endpoints' limits now. */
  liveInstances: () => number;
  /** A POST begins that no workflow carries yet. */
  wantsWorkflow: (delivery: ClaimedDelivery) => void;
  /** Deliveries became pending because the one before them of the same ordering key ended. */
  onReleased: (deliveryIds: string[]) => void;
}

/** More than this waiting for one endpoint is kept in PostgreSQL instead: memory stays flat, and a crash has less to sweep up. */
const maxWaiting = 500;
/** The same for all endpoints together, by payload size. */
const maxWaitingBytes = 64 * 1024 * 1024;
/** What waited longer is claimed again before it is posted: it may have been cancelled, or its endpoint closed. */
const staleMs = 1_000;
/** A posted delivery that no workflow adopted by then is written down without one; the sweeper links it later. */
const adoptionMs = 1_500;
/** After a failed write, for example while PostgreSQL restarts. */
const rewriteMs = 1_000;

/** Everything this process has in hand, and the only way from a claim to a POST to a recorded outcome. */
export class Deliverer {
  readonly #deps: DelivererDeps;
  readonly #inHand = new Map<string, InHand>();
  readonly #lanes = new Map<string, Lane<InHand>>();
  readonly #recorder: GroupCommit<FinishedAttempt, RecordedAttempt>;
  #waitingBytes = 0;
  #stopping = false;

  constructor(deps: DelivererDeps) {
    this.#deps = deps;
    this.#recorder = new GroupCommit((finished) => recordAttempts(deps.sql, finished, deps.instanceId));
  }

  /** Starts what was claimed for this process, each as soon as its endpoint's limits allow. */
  take(claimed: ClaimedDelivery[], workflowId: string | null = null): InHand[] {
    return claimed.map((delivery) => {
      const { promise, resolve } = Promise.withResolvers<PostedAttempt | null>();
      const entry: InHand = { delivery, queuedAt: performance.now(), workflowId, posted: promise, settle: resolve };
      this.#inHand.set(delivery.id, entry);
      this.#waitingBytes += delivery.dataJson.length;
      this.#enter(entry);
      return entry;
    });
  }

  /** Into its lane, once the endpoint's limits are known: the lane must not start by guessed ones. */
  #enter(entry: InHand): void {
    const { endpointId, endpointVersion } = entry.delivery;
    const { endpoints } = this.#deps;
    const enter = () => (this.#stopping ? this.#giveBack([entry], null) : this.#lane(endpointId).add(entry));
    if (endpoints.isKnown(endpointId, endpointVersion)) enter();
    // An endpoint that cannot be read is found out, and written down, by the attempt.
    else endpoints.get(endpointId, endpointVersion).then(enter, enter);
  }

  find(deliveryId: string): InHand | undefined {
    return this.#inHand.get(deliveryId);
  }

  /** Whether a delivery to this endpoint would start at once. */
  hasRoom(endpointId: string): boolean {
    return this.#lanes.get(endpointId)?.hasRoom ?? true;
  }

  /** Resolves when fewer than `count` deliveries wait for this endpoint, or after `maxMs`. */
  async belowWaiting(endpointId: string, count: number, maxMs: number): Promise<boolean> {
    const lane = this.#lane(endpointId);
    const timer = new AbortController();
    const timeout = timers.setTimeout(maxMs, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([lane.belowWaiting(count), timeout]);
    timer.abort();
    return lane.waiting < count;
  }

  /** Endpoints whose next deliveries are better kept in PostgreSQL. */
  fullEndpoints(): string[] {
    const most = this.#waitingBytes > maxWaitingBytes ? 1 : maxWaiting;
    return [...this.#lanes].flatMap(([endpointId, lane]) => (lane.waiting >= most ? endpointId : []));
  }

  /** Gives back what waits for an endpoint that may not receive now. */
  holdWaiting(endpointId: string, reason: HoldReason): void {
    const waiting = this.#lanes.get(endpointId)?.clear() ?? [];
    if (waiting.length > 0) this.#giveBack(waiting, reason);
  }

  /** Writes a posted attempt down, once, whoever asks. Null when it was given back unposted. */
  async record(entry: InHand): Promise<RecordedAttempt | null> {
    const finished = await entry.posted;
    if (!finished) return null;
    entry.recorded ??= this.#write({ ...finished, workflowId: entry.workflowId }).catch((error: unknown) => {
      delete entry.recorded;
      throw error;
    });
    const recorded = await entry.recorded;
    if (this.#inHand.get(entry.delivery.id) === entry) this.#inHand.delete(entry.delivery.id);
    return recorded;
  }

  /** Starts nothing more, lets running POSTs end and writes them down. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const lane of this.#lanes.values()) this.#giveBack(lane.clear(), null);
    await Promise.allSettled([...this.#inHand.values()].map((entry) => this.record(entry)));
  }

  async #write(finished: FinishedAttempt): Promise<RecordedAttempt> {
    const recorded = await this.#recorder.submit(finished);
    if (recorded.released.length > 0) this.#deps.onReleased(recorded.released);
    return recorded;
  }

  #lane(endpointId: string): Lane<InHand> {
    let lane = this.#lanes.get(endpointId);
    if (!lane) {
      lane = new Lane((entry) => this.#post(entry), () => this.#limits(endpointId));
      this.#lanes.set(endpointId, lane);
    }
    return lane;
  }

  #limits(endpointId: string) {
    const target = this.#deps.endpoints.peek(endpointId);
    const { max_concurrency } = this.#deps.settings().webhooks.delivery;
    const share = this.#deps.liveInstances();
    return {
      maxConcurrency: Math.max(1, Math.floor((target?.maxConcurrency ?? max_concurrency) / share)),
      ratePerS: target?.ratePerS == null ? null : target.ratePerS / share,
    };
  }

  async #post(entry: InHand): Promise<void> {
    const { delivery } = entry;
    this.#waitingBytes -= delivery.dataJson.length;
    try {
      if (performance.now() - entry.queuedAt > staleMs && !(await this.#isStillWanted(entry))) return this.#drop(entry);
      if (!entry.workflowId) this.#deps.wantsWorkflow(delivery);
      const finished = await attemptDelivery(this.#deps, delivery);
      entry.settle(finished);
      this.#recordUnadopted(entry, adoptionMs);
      await this.#deps.health.observe(delivery, finished);
    } catch (error) {
      this.#deps.log.error({ err: error, deliveryId: delivery.id }, 'an attempt could not be made; the sweeper will retry it');
      this.#drop(entry);
    }
  }

  async #isStillWanted({ delivery }: InHand): Promise<boolean> {
    const [again] = await claimDeliveries(this.#deps.sql, [delivery.id], { holder: this.#deps.instanceId });
    if (again) Object.assign(delivery, again);
    return again !== undefined;
  }

  #recordUnadopted(entry: InHand, afterMs: number): void {
    setTimeout(() => {
      if (this.#inHand.get(entry.delivery.id) !== entry) return;
      this.record(entry).catch(() => this.#recordUnadopted(entry, rewriteMs));
    }, afterMs).unref();
  }

  #drop(entry: InHand): void {
    if (this.#inHand.get(entry.delivery.id) === entry) this.#inHand.delete(entry.delivery.id);
    entry.settle(null);
  }

  #giveBack(entries: InHand[], reason: HoldReason | null): void {
    const ids = entries.map((entry) => entry.delivery.id);
    for (const entry of entries) {
      this.#waitingBytes -= entry.delivery.dataJson.length;
      this.#drop(entry);
    }
    if (ids.length === 0) return;
    unclaim(this.#deps.sql, ids, { holder: this.#deps.instanceId, reason }).catch((error: unknown) =>
      this.#deps.log.warn({ err: error, count: ids.length }, 'claims could not be given back; they end with the lease'),
    );
  }
}
