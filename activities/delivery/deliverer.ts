import type { Logger } from 'pino';
import type { Sql } from '#db/database.ts';
import { claimDeliveries, listStillClaimed, unclaim, type ClaimOptions, type StillClaimed } from '#db/delivery/claim.ts';
import { recordAttempts, type FinishedAttempt, type RecordedAttempt } from '#db/delivery/outcome.ts';
import { holdUnshaped } from '#db/delivery/unshaped.ts';
import { GroupCommit } from '#db/group-commit.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import type { HoldReason } from '#domain/delivery/delivery.ts';
import { explainFault, TransformerUnavailable } from '#domain/events/transformation.ts';
import { attemptDelivery, type AttemptDeps, type PostedAttempt, type UnshapedAttempt } from './attempt.ts';
import type { EndpointHealth } from './endpoint-health.ts';
import { Lane } from './lane.ts';

/** A claimed delivery on its way through this process: waiting in its lane, being posted, or posted and not yet written down. */
export interface InHand {
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
  /** Something is held for this endpoint that may go. */
  onHeld: (endpointId: string) => void;
}

/** More than this waiting for one endpoint is kept in PostgreSQL instead: memory stays flat, and a crash has less to sweep up. */
const maxWaiting = 500;
/** The same for all endpoints together, by payload size. */
const maxWaitingBytes = 64 * 1024 * 1024;
/** What waited longer is claimed again before it is posted: it may have been cancelled, or its endpoint closed. */
const staleMs = 1_000;
/** A posted delivery that no workflow adopted by then is written down without one; the sweeper links it later. */
const adoptionMs = 500;
/** Delivered ones that still wait for their workflow: forgetting them costs it a needless claim. */
const maxUnadopted = 50_000;
/** After a failed write, for example while PostgreSQL restarts. */
const rewriteMs = 1_000;

/** Everything this process has in hand, and the only way from a claim to a POST to a recorded outcome. */
export class Deliverer {
  readonly #deps: DelivererDeps;
  readonly #inHand = new Map<string, InHand>();
  readonly #lanes = new Map<string, Lane<InHand>>();
  readonly #claiming = new Map<string, Promise<unknown>>();
  readonly #unadopted = new Set<string>();
  readonly #recorder: GroupCommit<FinishedAttempt, RecordedAttempt>;
  readonly #checker: GroupCommit<string, StillClaimed | undefined>;
  #waitingBytes = 0;
  #stopping = false;

  constructor(deps: DelivererDeps) {
    this.#deps = deps;
    this.#recorder = new GroupCommit((finished) => recordAttempts(deps.sql, finished, deps.instanceId));
    this.#checker = new GroupCommit(async (ids) => {
      const still = new Map((await listStillClaimed(deps.sql, ids, deps.instanceId)).map((one) => [one.id, one]));
      return ids.map((id) => still.get(id));
    });
  }

  get isStopping(): boolean {
    return this.#stopping;
  }

  /**
   * Claims deliveries for a workflow and takes them in hand; those that this process has already are answered as they are.
   * Askers for the same delivery wait for each other: its claim would let the same process pass twice.
   */
  async claim(ids: string[], workflowId: string, options: Pick<ClaimOptions, 'reopen' | 'evenIfEarly'> = {}): Promise<InHand[]> {
    for (;;) {
      const busy = ids.flatMap((id) => this.#claiming.get(id) ?? []);
      if (busy.length === 0) break;
      await Promise.allSettled(busy);
    }
    // What was written down before its workflow came needs no claim: under load that is most of a late round.
    const missing = ids.filter((id) => !this.#inHand.has(id) && (options.reopen || !this.#unadopted.delete(id)));
    if (missing.length > 0 && !this.#stopping) await this.#claimMissing(missing, workflowId, options);
    return ids.flatMap((id) => this.#inHand.get(id) ?? []);
  }

  async #claimMissing(ids: string[], workflowId: string, options: Pick<ClaimOptions, 'reopen' | 'evenIfEarly'>): Promise<void> {
    const { sql, instanceId } = this.#deps;
    const claim = claimDeliveries(sql, ids, { ...options, holder: instanceId, fullEndpoints: this.fullEndpoints() });
    const taken = claim.then((claimed) => this.take(claimed, workflowId));
    for (const id of ids) this.#claiming.set(id, taken);
    try {
      await taken;
    } finally {
      for (const id of ids) this.#claiming.delete(id);
    }
  }

  /** Starts what was claimed for this process, each as soon as its endpoint's limits allow. */
  take(claimed: ClaimedDelivery[], workflowId: string | null = null): InHand[] {
    const entries = claimed.map((delivery) => {
      const present = this.#inHand.get(delivery.id);
      if (present) return present;
      const { promise, resolve } = Promise.withResolvers<PostedAttempt | null>();
      const entry: InHand = { delivery, queuedAt: performance.now(), started: false, workflowId, posted: promise, settle: resolve };
      this.#inHand.set(delivery.id, entry);
      this.#waitingBytes += delivery.dataJson.length;
      if (!this.#stopping) this.#enter(entry);
      return entry;
    });
    if (this.#stopping) void this.#giveBack(entries, null);
    return entries;
  }

  /** Into its lane, once the endpoint's limits are known: the lane must not start by guessed ones. */
  #enter(entry: InHand): void {
    const { endpointId, endpointVersion } = entry.delivery;
    const { endpoints } = this.#deps;
    const enter = () => (this.#stopping ? void this.#giveBack([entry], null) : this.#lane(endpointId).add(entry));
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
  belowWaiting(endpointId: string, count: number, maxMs: number): Promise<boolean> {
    return this.#lane(endpointId).belowWaiting(count, maxMs);
  }

  /** What this process has in hand now. */
  get ids(): string[] {
    return [...this.#inHand.keys()];
  }

  /** Endpoints whose next deliveries are better kept in PostgreSQL. */
  fullEndpoints(): string[] {
    const most = this.#waitingBytes > maxWaitingBytes ? 1 : maxWaiting;
    return [...this.#lanes].flatMap(([endpointId, lane]) => (lane.waiting >= most ? endpointId : []));
  }

  /** Gives back what waits for an endpoint that may not receive now. */
  holdWaiting(endpointId: string, reason: HoldReason): void {
    const waiting = this.#lanes.get(endpointId)?.clear() ?? [];
    if (waiting.length > 0) void this.#giveBack(waiting, reason);
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
    await this.#giveBack(
      [...this.#lanes.values()].flatMap((lane) => lane.clear()),
      null,
    );
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
      lane = new Lane(
        (entry) => this.#post(entry),
        () => this.#limits(endpointId),
      );
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
    entry.started = true;
    try {
      if (performance.now() - entry.queuedAt > staleMs && !(await this.#isStillWanted(entry))) return;
      if (!entry.workflowId) this.#deps.wantsWorkflow(delivery);
      const finished = await attemptDelivery(this.#deps, delivery);
      if ('fault' in finished) return await this.#holdUnshaped(entry, finished);
      entry.settle(finished);
      this.#recordUnadopted(entry, adoptionMs);
      await this.#deps.health.observe(delivery, finished);
    } catch (error) {
      if (error instanceof TransformerUnavailable) return this.#retryUnshaped(entry, error);
      this.#deps.log.error({ err: error, deliveryId: delivery.id }, 'an attempt could not be made; the sweeper will retry it');
      this.#drop(entry);
    }
  }

  /** Nothing was sent. It is held before whoever waits for it is told, so that they find it held. */
  async #holdUnshaped(entry: InHand, { fault, endpointVersion }: UnshapedAttempt): Promise<void> {
    const { sql, instanceId, health, onHeld } = this.#deps;
    const { id, endpointId } = entry.delivery;
    const reason = await holdUnshaped(sql, { id, holder: instanceId, endpointVersion, detail: explainFault(fault) });
    this.#drop(entry);
    if (reason === 'replay') onHeld(endpointId);
    if (reason === 'transformation') await health.noteUnshaped(entry.delivery, fault, endpointVersion);
  }

  /** Not the payload's fault: whoever comes next, its workflow or the sweeper, may find the evaluating processes well again. */
  #retryUnshaped(entry: InHand, error: TransformerUnavailable): Promise<void> {
    this.#deps.log.warn({ deliveryId: entry.delivery.id, problem: error.message }, 'a payload could not be shaped now; it is tried again');
    this.#waitingBytes += entry.delivery.dataJson.length;
    return this.#giveBack([entry], null);
  }

  /** It may have been cancelled, or its endpoint closed, while it waited; then it is let go of. */
  async #isStillWanted(entry: InHand): Promise<boolean> {
    const still = await this.#checker.submit(entry.delivery.id);
    if (!still) {
      this.#drop(entry);
    } else if (still.holdReason) {
      this.#waitingBytes += entry.delivery.dataJson.length;
      await this.#giveBack([entry], still.holdReason);
    } else {
      entry.delivery.endpointVersion = still.endpointVersion;
      return true;
    }
    return false;
  }

  #recordUnadopted(entry: InHand, afterMs: number): void {
    setTimeout(() => {
      if (this.#inHand.get(entry.delivery.id) !== entry) return;
      this.record(entry).then(
        (recorded) => recorded?.status === 'delivered' && this.#noteUnadopted(entry),
        () => this.#recordUnadopted(entry, rewriteMs),
      );
    }, afterMs).unref();
  }

  #noteUnadopted({ delivery, workflowId }: InHand): void {
    if (workflowId) return;
    if (this.#unadopted.size >= maxUnadopted) this.#unadopted.clear();
    this.#unadopted.add(delivery.id);
  }

  #drop(entry: InHand): void {
    if (this.#inHand.get(entry.delivery.id) === entry) this.#inHand.delete(entry.delivery.id);
    entry.settle(null);
  }

  async #giveBack(entries: InHand[], reason: HoldReason | null): Promise<void> {
    const ids = entries.map((entry) => entry.delivery.id);
    for (const entry of entries) {
      this.#waitingBytes -= entry.delivery.dataJson.length;
      this.#drop(entry);
    }
    if (ids.length === 0) return;
    try {
      await unclaim(this.#deps.sql, ids, { holder: this.#deps.instanceId, reason });
    } catch (error) {
      this.#deps.log.warn({ err: error, count: ids.length }, 'claims could not be given back; the sweeper takes them up');
    }
  }
}
