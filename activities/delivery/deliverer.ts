import type { Logger } from 'pino';
import { TriedInVain, type Try, type UnfinishedWork } from '#activities/unfinished-work.ts';
import type { Sql } from '#db/database.ts';
import type { ClaimOptions } from '#db/delivery/claim.ts';
import { deadLetterUnattempted, type RecordedAttempt } from '#db/delivery/outcome.ts';
import { holdForTransformation } from '#db/delivery/transformation-hold.ts';
import { unreadableDetail } from '#db/delivery/unreadable-hold.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import type { HoldReason } from '#domain/delivery/delivery.ts';
import { EvaluatorUnavailable } from '#domain/evaluation.ts';
import { explainFault } from '#domain/events/transformation.ts';
import { loadTraceContext } from '#domain/trace-context.ts';
import { AttemptRecorder } from './attempt-recorder.ts';
import { attemptDelivery, type AttemptDeps, type PostedAttempt, type UnsentAttempt } from './attempt.ts';
import { Claims } from './claims.ts';
import { EndpointUnreadable } from './endpoint-cache.ts';
import type { EndpointHealth } from './endpoint-health.ts';
import { EndpointQueues, type EndpointQueuesDeps } from './endpoint-queues.ts';
import { DeliveriesInHand, type InFlight } from './in-flight.ts';

export interface DelivererDeps extends AttemptDeps, EndpointQueuesDeps {
  sql: Sql;
  log: Logger;
  instanceId: string;
  health: EndpointHealth;
  unfinished: UnfinishedWork;
  /** A POST begins for a delivery that has no workflow yet. */
  wantsWorkflow: (delivery: ClaimedDelivery) => void;
  /** Deliveries became pending because the previous delivery with the same ordering key ended. */
  onReleased: (deliveryIds: string[]) => void;
  /** The endpoint has held deliveries that can be sent. */
  onHeld: (endpointId: string) => void;
  /** Told of each POST, for the metrics; undefined without them. */
  onAttempt?: ((delivery: ClaimedDelivery, finished: PostedAttempt) => void) | undefined;
}

/** Deliveries beyond this number per endpoint wait in PostgreSQL instead: memory stays bounded, and a crash leaves less to recover. */
const maxWaiting = 500;
/** The limit of payload bytes across all endpoints. */
const maxWaitingBytes = 64 * 1024 * 1024;
/** A claim is checked again before the POST if the delivery waited longer: it can have been cancelled, or its endpoint closed. */
const staleMs = 1_000;

/** The only path of a delivery through this process: claimed, queued for its endpoint, posted, recorded. */
export class Deliverer {
  readonly #deps: DelivererDeps;
  readonly #inFlight = new DeliveriesInHand();
  readonly #claims: Claims;
  readonly #recorder: AttemptRecorder;
  readonly #queues: EndpointQueues;
  /** By endpoint: the version that was logged as unreadable. */
  readonly #unreadable = new Map<string, number>();
  #stopping = false;

  constructor(deps: DelivererDeps) {
    this.#deps = deps;
    this.#claims = new Claims(deps);
    this.#recorder = new AttemptRecorder({ ...deps, inFlight: this.#inFlight });
    this.#queues = new EndpointQueues(deps, (entry) => this.#postTraced(entry));
  }

  get isStopping(): boolean {
    return this.#stopping;
  }

  /** Claims deliveries for a workflow and puts them in flight. Deliveries that are in flight already are returned unchanged. */
  async claim(ids: string[], workflowId: string, options: Pick<ClaimOptions, 'reopen' | 'evenIfEarly'> = {}): Promise<InFlight[]> {
    await this.#claims.claim(ids, {
      ...options,
      pick: () => {
        // A delivery that was recorded before its workflow started needs no claim. Under load, those are most of a late round.
        const missing = ids.filter((id) => !this.#inFlight.find(id) && (options.reopen || !this.#recorder.takeUnadopted(id)));
        return this.#stopping ? [] : missing;
      },
      fullEndpoints: () => this.fullEndpoints(),
      take: (claimed) => void this.take(claimed, workflowId),
    });
    return ids.flatMap((id) => this.#inFlight.find(id) ?? []);
  }

  /** Starts deliveries that this process has claimed, each as soon as its endpoint's limits allow. */
  take(claimed: ClaimedDelivery[], workflowId: string | null = null): InFlight[] {
    const entries = claimed.map((delivery) => {
      const present = this.#inFlight.find(delivery.id);
      if (present) return present;
      const entry = this.#inFlight.add(delivery, workflowId);
      if (!this.#stopping) this.#enter(entry);
      return entry;
    });
    if (this.#stopping) void this.#giveBack(entries, null);
    return entries;
  }

  /** Queues the entry once the endpoint's limits are loaded, because the queue must not start with guessed limits. */
  #enter(entry: InFlight): void {
    const { endpointId, endpointVersion } = entry.delivery;
    const { endpoints } = this.#deps;
    const enter = () => (this.#stopping ? void this.#giveBack([entry], null) : this.#queues.add(entry));
    if (endpoints.isKnown(endpointId, endpointVersion)) enter();
    // If the endpoint cannot be read, the attempt finds that out too.
    else endpoints.get(endpointId, endpointVersion).then(enter, enter);
  }

  find(deliveryId: string): InFlight | undefined {
    return this.#inFlight.find(deliveryId);
  }

  /** Whether a delivery to this endpoint would start immediately. */
  hasRoom(endpointId: string): boolean {
    return this.#queues.hasRoom(endpointId);
  }

  /** Resolves when fewer than `count` deliveries wait for this endpoint, or after `maxMs`. */
  belowWaiting(endpointId: string, count: number, maxMs: number): Promise<boolean> {
    return this.#queues.belowWaiting(endpointId, count, maxMs);
  }

  /** The deliveries that are in flight in this process. */
  get ids(): string[] {
    return this.#inFlight.ids;
  }

  /** What is in flight in this process: claimed and waiting, or being posted and recorded. */
  get load(): { queued: number; posting: number } {
    const { entries } = this.#inFlight;
    const posting = entries.filter(({ started }) => started).length;
    return { queued: entries.length - posting, posting };
  }

  /** Endpoints whose next deliveries should wait in PostgreSQL. */
  fullEndpoints(): string[] {
    return this.#queues.withWaiting(this.#inFlight.waitingBytes > maxWaitingBytes ? 1 : maxWaiting);
  }

  /** Releases the queued deliveries of an endpoint that may not receive now. */
  holdWaiting(endpointId: string, reason: HoldReason): void {
    void this.#giveBack(this.#queues.clear(endpointId), reason);
  }

  /** Records a posted attempt only once, however many callers there are. Returns null if its claim was released before the POST. */
  record(entry: InFlight): Promise<RecordedAttempt | null> {
    return this.#recorder.record(entry);
  }

  /** Starts nothing more, waits for running POSTs and records them. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#giveBack(this.#queues.clearAll(), null);
    await Promise.allSettled(this.#inFlight.entries.map((entry) => this.record(entry)));
  }

  /** A queue moves on when any attempt ends: the next one belongs to the trace of its own event. */
  #postTraced(entry: InFlight): Promise<void> {
    const { tracer } = this.#deps;
    return tracer ? tracer.within(loadTraceContext(entry.delivery.trace) ?? null, () => this.#post(entry)) : this.#post(entry);
  }

  async #post(entry: InFlight): Promise<void> {
    const { delivery } = entry;
    this.#inFlight.start(entry);
    let present: Try | undefined;
    try {
      if (delivery.isSuspected) present = await this.#deps.unfinished.begin(delivery.id, { what: 'the delivery', failed: 1, waits: true });
      if (this.#stopping) return await this.#giveBack([entry], null);
      if (performance.now() - entry.queuedAt > staleMs && !(await this.#isStillWanted(entry))) return;
      if (!entry.workflowId) this.#deps.wantsWorkflow(delivery);
      const finished = await attemptDelivery(this.#deps, delivery);
      if ('fault' in finished) return await this.#holdForTransformation(entry, finished);
      entry.settle(finished);
      this.#deps.onAttempt?.(delivery, finished);
      this.#recorder.recordUnlessAdopted(entry);
      await this.#deps.health.observe(delivery, finished);
    } catch (error) {
      if (error instanceof TriedInVain) return await this.#deadLetter(entry, error);
      if (error instanceof EndpointUnreadable) return await this.#holdUnreadable(entry, error);
      if (error instanceof EvaluatorUnavailable) return this.#retryTransformation(entry, error);
      this.#deps.log.error({ err: error, ...idsOf(entry) }, 'an attempt could not be made; the sweeper will retry it');
      this.#inFlight.drop(entry);
    } finally {
      await present?.end();
    }
  }

  /** Each attempt has ended its process, so no attempt row says so. The delivery is ended before waiting callers are notified. */
  async #deadLetter(entry: InFlight, { message: reason }: TriedInVain): Promise<void> {
    const { sql, log, instanceId, health, onReleased } = this.#deps;
    try {
      const { isEnded, released } = await deadLetterUnattempted(sql, { id: entry.delivery.id, owner: instanceId, reason });
      if (!isEnded) return;
      onReleased(released);
      log.error({ ...idsOf(entry), reason }, 'a delivery was dead-lettered, because each attempt ended its process');
      await health.noteDeadLetter(entry.delivery, { reason, lastError: reason });
    } catch (error) {
      log.error({ err: error, ...idsOf(entry) }, 'a delivery could not be dead-lettered; the sweeper will retry it');
    } finally {
      this.#inFlight.drop(entry);
    }
  }

  async #holdForTransformation(entry: InFlight, { fault, endpointVersion }: UnsentAttempt): Promise<void> {
    const reason = await this.#holdUnsent(entry, endpointVersion, explainFault(fault));
    if (reason === 'transformation') await this.#deps.health.noteTransformationError(entry.delivery, fault, endpointVersion);
  }

  /** Our configuration is at fault, not the endpoint: no attempt is counted. The sweeper releases the delivery once the endpoint can be read. */
  async #holdUnreadable(entry: InFlight, { message: problem }: EndpointUnreadable): Promise<void> {
    const { endpointId, endpointVersion } = entry.delivery;
    if (this.#unreadable.get(endpointId) !== endpointVersion) {
      this.#unreadable.set(endpointId, endpointVersion);
      this.#deps.log.warn({ ...idsOf(entry), problem }, 'the secrets of an endpoint cannot be decrypted; its deliveries are held');
    }
    await this.#holdUnsent(entry, endpointVersion, unreadableDetail(problem));
  }

  /** Holds a delivery of which nothing was sent. It is held before waiting callers are notified, so that they find it held. */
  async #holdUnsent(entry: InFlight, endpointVersion: number, detail: string): Promise<'transformation' | 'replay' | null> {
    const { sql, instanceId, onHeld } = this.#deps;
    const { id, endpointId } = entry.delivery;
    const reason = await holdForTransformation(sql, { id, owner: instanceId, endpointVersion, detail });
    this.#inFlight.drop(entry);
    if (reason === 'replay') onHeld(endpointId);
    return reason;
  }

  /** Releases a delivery whose payload was not evaluated, so that its workflow or the sweeper can retry it. */
  #retryTransformation(entry: InFlight, error: EvaluatorUnavailable): Promise<void> {
    this.#deps.log.warn({ ...idsOf(entry), problem: error.message }, 'a payload could not be transformed; retrying');
    return this.#giveBack([entry], null);
  }

  /** Drops the entry if its delivery was cancelled or its endpoint closed while it waited. */
  async #isStillWanted(entry: InFlight): Promise<boolean> {
    const still = await this.#claims.check(entry.delivery.id);
    if (!still) {
      this.#inFlight.drop(entry);
    } else if (still.holdReason) {
      await this.#giveBack([entry], still.holdReason);
    } else {
      entry.delivery.endpointVersion = still.endpointVersion;
      return true;
    }
    return false;
  }

  #giveBack(entries: InFlight[], reason: HoldReason | null): Promise<void> {
    for (const entry of entries) this.#inFlight.drop(entry);
    return this.#claims.giveBack(
      entries.map((entry) => entry.delivery.id),
      reason,
    );
  }
}

/** What a line of the log can be found by. */
const idsOf = ({ delivery: { id, endpointId, partnerId, eventId }, workflowId }: InFlight) => ({
  delivery_id: id,
  endpoint_id: endpointId,
  partner_id: partnerId,
  event_id: eventId,
  workflow_id: workflowId,
});
