import type { Logger } from 'pino';
import { newId } from '#domain/id.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { deliverRoundId, deliverWebhookId } from '#workflows/delivery/messages.ts';
import type { SearchableDelivery } from '#workflows/search-attributes.ts';
import { isRefusedStart, notifyRefusal, problemOfStart } from './start-failure.ts';
import { startInParts } from './start-in-parts.ts';

export interface RoundStarterDeps {
  log: Logger;
  notify: Notify;
  limits: () => { max_round_size: number; max_rounds_ramping: number };
  /** Starts one workflow for these deliveries; rejects when Temporal is unavailable. */
  start: (workflowId: string, deliveries: SearchableDelivery[]) => Promise<void>;
}

/** A round that never reports back, for example because its start failed over, frees its slot after this time. */
const rampMs = 3_000;
/**
 * If another process runs the round, this process does not see the adoption. The slot stays occupied for about as long as adoption
 * takes. Freed immediately, every delivery would get its own workflow; freed later, rounds would start too rarely.
 */
const elsewhereMs = 100;
/**
 * After a round, the next one waits so many times as long as that one took to start, at most a second, or until it is full. So workflows get a
 * fifth of the time and leave the rest to the POSTs, and the cost per delivery falls with the load.
 */
const [restPerRamp, maxRestMs] = [4, 1_000];
/** After a failed start nothing is started for this long; the sweeper finds the deliveries that were dropped. */
const pauseMs = 1_000;
/** Bounds the memory: beyond this the sweeper, which reads PostgreSQL, is the queue. */
const maxWaiting = 20_000;
/** How long smaller rounds are started after a full one was rejected. By then the limit of Temporal may have been raised. */
const smallerForMs = 600_000;
/**
 * A delivery that Temporal rejects on its own is set aside, twice as long each time, so that it does not delay the others. It is reported at the
 * third time, because a new namespace learns its search attributes within seconds.
 */
const setAsideMs = { first: 1_000, reported: 4_000, longest: 60_000 };

/**
 * Starts workflows for deliveries in rounds: a group commit for workflows. There is a queue per partner, read round-robin, so that one
 * partner's burst does not delay the others. Under low load each delivery gets its own workflow immediately.
 * A crash loses nothing that waits here: PostgreSQL shows which deliveries have no workflow.
 */
export class RoundStarter {
  readonly #deps: RoundStarterDeps;
  readonly #queues = new Map<string, SearchableDelivery[]>();
  readonly #waiting = new Set<string>();
  readonly #ramping = new Map<string, { startedAt: number; timer: NodeJS.Timeout }>();
  #rest: NodeJS.Timeout | undefined;
  #pausedUntil = 0;
  #fitting = { size: Infinity, until: 0 };
  readonly #setAside = new Map<string, { until: number; forMs: number }>();

  constructor(deps: RoundStarterDeps) {
    this.#deps = deps;
  }

  /** How many deliveries wait for a workflow. */
  get waiting(): number {
    return this.#waiting.size;
  }

  enqueue({ id, partnerId, endpointId, eventType, region = null, trace = null }: SearchableDelivery): void {
    const now = Date.now();
    if (this.#waiting.has(id) || this.#waiting.size >= maxWaiting || now < this.#pausedUntil) return;
    if (now < (this.#setAside.get(id)?.until ?? 0)) return;
    const delivery = { id, partnerId, endpointId, eventType, region, trace };
    this.#waiting.add(id);
    const queue = this.#queues.get(partnerId);
    if (queue) queue.push(delivery);
    else this.#queues.set(partnerId, [delivery]);
    this.#pump();
  }

  /** The workflow runs in another process. */
  startedElsewhere(workflowId: string): void {
    setTimeout(() => this.#end(workflowId), elsewhereMs).unref();
  }

  /** The workflow has adopted its first attempts: only POSTs are left to wait for, and the next round can start. */
  adopted(workflowId: string): void {
    const round = this.#ramping.get(workflowId);
    if (round) this.#end(workflowId, Math.min((performance.now() - round.startedAt) * restPerRamp, maxRestMs));
  }

  #end(workflowId: string, restMs = 0): void {
    clearTimeout(this.#ramping.get(workflowId)?.timer);
    if (!this.#ramping.delete(workflowId)) return;
    if (restMs > 0 && !this.#rest) {
      this.#rest = setTimeout(() => {
        this.#rest = undefined;
        this.#pump();
      }, restMs).unref();
    }
    this.#pump();
  }

  /** Full rounds start in parallel without a pause; a smaller one starts alone. */
  #pump(): void {
    const { max_round_size, max_rounds_ramping } = this.#deps.limits();
    const size = Date.now() < this.#fitting.until ? Math.min(max_round_size, this.#fitting.size) : max_round_size;
    const mayStart = () =>
      this.#waiting.size >= size
        ? this.#ramping.size < max_rounds_ramping
        : this.#waiting.size > 0 && this.#ramping.size === 0 && !this.#rest;
    while (mayStart()) void this.#startRound(this.#nextRound(size));
  }

  /** Takes one delivery of each partner in turn, so that a short queue never waits behind a long one. */
  #nextRound(size: number): SearchableDelivery[] {
    const round: SearchableDelivery[] = [];
    while (round.length < size && this.#queues.size > 0) {
      const [partnerId, queue] = this.#queues.entries().next().value as [string, SearchableDelivery[]];
      this.#queues.delete(partnerId);
      const delivery = queue.shift() as SearchableDelivery;
      // To the end: a Map keeps the order of insertion.
      if (queue.length > 0) this.#queues.set(partnerId, queue);
      this.#waiting.delete(delivery.id);
      round.push(delivery);
    }
    return round;
  }

  async #startRound(round: SearchableDelivery[]): Promise<void> {
    try {
      await this.#start(round);
    } catch (error) {
      if (isRefusedStart(error)) await this.#startSmaller(round, error);
      else this.#pause(round, error);
      this.#pump();
    }
  }

  async #start(round: SearchableDelivery[]): Promise<void> {
    const [only] = round;
    const workflowId = round.length === 1 && only ? deliverWebhookId(only.id) : deliverRoundId(newId('rnd'));
    const timer = setTimeout(() => this.#end(workflowId), rampMs).unref();
    this.#ramping.set(workflowId, { startedAt: performance.now(), timer });
    try {
      await this.#deps.start(workflowId, round);
    } catch (error) {
      clearTimeout(timer);
      this.#ramping.delete(workflowId);
      throw error;
    }
  }

  #pause(round: SearchableDelivery[], error: unknown): void {
    const problem = problemOfStart(error);
    this.#deps.log.warn(
      { problem, delivery_ids: idsOf(round), deliveries: round.length },
      'workflows could not be started; the sweeper will start them',
    );
    this.#pausedUntil = Date.now() + pauseMs;
    this.#queues.clear();
    this.#waiting.clear();
  }

  async #startSmaller(round: SearchableDelivery[], refusal: unknown): Promise<void> {
    const { size, refused, failure } = await startInParts(round, refusal, (part) => this.#start(part));
    for (const { id, error } of refused) this.#refuse(id, error);
    if (failure) return this.#pause(failure.left, failure.error);
    if (refused.length > 0) return;
    this.#fitting = { size, until: Date.now() + smallerForMs };
    const problem = problemOfStart(refusal);
    this.#deps.log.warn(
      { problem, delivery_ids: idsOf(round), refused: round.length, size },
      'Temporal rejects rounds of this size; smaller ones are started instead',
    );
  }

  #refuse(id: string, error: unknown): void {
    const forMs = Math.min((this.#setAside.get(id)?.forMs ?? setAsideMs.first / 2) * 2, setAsideMs.longest);
    if (this.#setAside.size >= maxWaiting) this.#setAside.clear();
    this.#setAside.set(id, { until: Date.now() + forMs, forMs });
    if (forMs !== setAsideMs.reported) return;
    notifyRefusal(this.#deps.notify, id, error).catch((failure: unknown) =>
      this.#deps.log.warn({ err: failure, delivery_id: id }, 'the refusal of a workflow could not be published'),
    );
  }
}

/** Enough to find the others, which were accepted at the same time. */
const idsOf = (round: SearchableDelivery[]) => round.slice(0, 10).map(({ id }) => id);
