import type { Settings } from '#domain/settings.ts';
import type { EndpointCache } from './endpoint-cache.ts';
import type { InHand } from './in-hand.ts';
import { Lane, type LaneLimits } from './lane.ts';

export interface LanesDeps {
  endpoints: EndpointCache;
  settings: () => Settings;
  /** How many processes share the endpoints' limits now. */
  liveInstances: () => number;
}

/** A lane an endpoint, made when it is first needed. Its limits are this process's share of the endpoint's. */
export class Lanes {
  readonly #deps: LanesDeps;
  readonly #start: (entry: InHand) => Promise<void>;
  readonly #lanes = new Map<string, Lane<InHand>>();

  constructor(deps: LanesDeps, start: (entry: InHand) => Promise<void>) {
    this.#deps = deps;
    this.#start = start;
  }

  add(entry: InHand): void {
    this.#of(entry.delivery.endpointId).add(entry);
  }

  /** Whether a delivery to this endpoint would start at once. */
  hasRoom(endpointId: string): boolean {
    return this.#lanes.get(endpointId)?.hasRoom ?? true;
  }

  /** Resolves when fewer than `count` deliveries wait for this endpoint, or after `maxMs`. */
  belowWaiting(endpointId: string, count: number, maxMs: number): Promise<boolean> {
    return this.#of(endpointId).belowWaiting(count, maxMs);
  }

  /** Endpoints for which at least `count` deliveries wait. */
  withWaiting(count: number): string[] {
    return [...this.#lanes].flatMap(([endpointId, lane]) => (lane.waiting >= count ? endpointId : []));
  }

  /** Takes back what waits for one endpoint. */
  clear(endpointId: string): InHand[] {
    return this.#lanes.get(endpointId)?.clear() ?? [];
  }

  /** Takes back what waits for any. */
  clearAll(): InHand[] {
    return [...this.#lanes.values()].flatMap((lane) => lane.clear());
  }

  #of(endpointId: string): Lane<InHand> {
    let lane = this.#lanes.get(endpointId);
    if (!lane) {
      lane = new Lane(this.#start, () => this.#limits(endpointId));
      this.#lanes.set(endpointId, lane);
    }
    return lane;
  }

  #limits(endpointId: string): LaneLimits {
    const target = this.#deps.endpoints.peek(endpointId);
    const { max_concurrency } = this.#deps.settings().webhooks.delivery;
    const share = this.#deps.liveInstances();
    return {
      maxConcurrency: Math.max(1, Math.floor((target?.maxConcurrency ?? max_concurrency) / share)),
      ratePerS: target?.ratePerS == null ? null : target.ratePerS / share,
    };
  }
}
