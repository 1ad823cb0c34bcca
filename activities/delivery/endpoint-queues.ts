import type { Settings } from '#domain/settings.ts';
import type { EndpointCache } from './endpoint-cache.ts';
import { EndpointQueue, type EndpointQueueLimits } from './endpoint-queue.ts';
import type { InFlight } from './in-flight.ts';

export interface EndpointQueuesDeps {
  endpoints: EndpointCache;
  settings: () => Settings;
  /** The number of live processes, which share the endpoints' limits. */
  liveInstances: () => number;
}

/** One queue per endpoint, created when it is first needed. Its limits are this process's share of the endpoint's limits. */
export class EndpointQueues {
  readonly #deps: EndpointQueuesDeps;
  readonly #start: (entry: InFlight) => Promise<void>;
  readonly #queues = new Map<string, EndpointQueue<InFlight>>();

  constructor(deps: EndpointQueuesDeps, start: (entry: InFlight) => Promise<void>) {
    this.#deps = deps;
    this.#start = start;
  }

  add(entry: InFlight): void {
    this.#of(entry.delivery.endpointId).add(entry);
  }

  /** Whether a delivery to this endpoint would start immediately. */
  hasRoom(endpointId: string): boolean {
    return this.#queues.get(endpointId)?.hasRoom ?? true;
  }

  /** Resolves when fewer than `count` deliveries wait for this endpoint, or after `maxMs`. */
  belowWaiting(endpointId: string, count: number, maxMs: number): Promise<boolean> {
    return this.#of(endpointId).belowWaiting(count, maxMs);
  }

  /** Endpoints for which at least `count` deliveries wait. */
  withWaiting(count: number): string[] {
    return [...this.#queues].flatMap(([endpointId, queue]) => (queue.waiting >= count ? endpointId : []));
  }

  /** Removes and returns the waiting deliveries of one endpoint. */
  clear(endpointId: string): InFlight[] {
    return this.#queues.get(endpointId)?.clear() ?? [];
  }

  /** Removes and returns the waiting deliveries of all endpoints. */
  clearAll(): InFlight[] {
    return [...this.#queues.values()].flatMap((queue) => queue.clear());
  }

  #of(endpointId: string): EndpointQueue<InFlight> {
    let queue = this.#queues.get(endpointId);
    if (!queue) {
      queue = new EndpointQueue(this.#start, () => this.#limits(endpointId));
      this.#queues.set(endpointId, queue);
    }
    return queue;
  }

  #limits(endpointId: string): EndpointQueueLimits {
    const target = this.#deps.endpoints.peek(endpointId);
    const { max_concurrency } = this.#deps.settings().webhooks.delivery;
    const share = this.#deps.liveInstances();
    return {
      maxConcurrency: Math.max(1, Math.floor((target?.maxConcurrency ?? max_concurrency) / share)),
      ratePerS: target?.ratePerS == null ? null : target.ratePerS / share,
    };
  }
}
