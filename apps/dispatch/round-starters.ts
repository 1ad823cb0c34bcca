import { homeRegion } from '#domain/delivery/region.ts';
import type { SearchableDelivery } from '#workflows/search-attributes.ts';
import { RoundStarter, type RoundStarterDeps } from './round-starter.ts';

/** Starts workflows for deliveries in rounds of one region each: a workflow is in the task queue of its region. */
export class RoundStarters {
  readonly #deps: RoundStarterDeps;
  readonly #byRegion = new Map<string, RoundStarter>();

  constructor(deps: RoundStarterDeps) {
    this.#deps = deps;
  }

  /** How many deliveries wait for a workflow. */
  get waiting(): number {
    return this.#all.reduce((sum, { waiting }) => sum + waiting, 0);
  }

  enqueue(delivery: SearchableDelivery): void {
    const region = delivery.region ?? homeRegion;
    let starter = this.#byRegion.get(region);
    if (!starter) this.#byRegion.set(region, (starter = new RoundStarter(this.#deps)));
    starter.enqueue(delivery);
  }

  /** The workflow runs in another process. */
  startedElsewhere(workflowId: string): void {
    for (const starter of this.#all) starter.startedElsewhere(workflowId);
  }

  /** The workflow has adopted its first attempts. */
  adopted(workflowId: string): void {
    for (const starter of this.#all) starter.adopted(workflowId);
  }

  get #all(): RoundStarter[] {
    return [...this.#byRegion.values()];
  }
}
