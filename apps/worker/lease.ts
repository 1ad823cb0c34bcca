import type { Logger } from 'pino';
import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import type { Sql } from '#db/database.ts';
import { endLease, heartbeatMs, leaseMs, renewLease } from '#db/delivery/engine-instance.ts';
import type { Regions } from './regions.ts';

/** This process's lease on all its claims, renewed while the process runs. */
export class Lease {
  readonly instanceId: string;
  readonly #sql: Sql;
  readonly #log: Logger;
  readonly #regions: Regions;
  #timer: NodeJS.Timeout | undefined;
  #liveInstances = 1;
  #isOldest = true;
  #renewedAt = Date.now();
  /** Why it could not be renewed the last time. */
  #problem: string | null = null;

  constructor(sql: Sql, log: Logger, instanceId: string, regions: Regions) {
    this.#sql = sql;
    this.#log = log;
    this.#regions = regions;
    this.instanceId = instanceId;
  }

  /** How many processes of this region share the work now, including this one. */
  get liveInstances(): number {
    return this.#liveInstances;
  }

  /** Whether this is the process for what only one has to do. Two can be it for a moment. */
  get isOldest(): boolean {
    return this.#isOldest;
  }

  async start(): Promise<void> {
    await this.#renew();
    this.#timer = setInterval(() => void this.#renew(), heartbeatMs);
  }

  /** Ends the lease: other processes can take over the remaining claims immediately. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await endLease(this.#sql, this.instanceId).catch(() => undefined);
  }

  check(): ReadinessCheck {
    const ok = Date.now() - this.#renewedAt < leaseMs;
    const detail = ok
      ? `renewed within the last ${leaseMs / 1_000} s`
      : `not renewed since ${new Date(this.#renewedAt).toISOString()}: other processes may repeat what this one sends`;
    return { name: 'lease', ok, required: false, detail, ...(this.#problem !== null && { cause: `${detail}: ${this.#problem}` }) };
  }

  async #renew(): Promise<void> {
    try {
      const { liveInstances, isOldest, liveRegions } = await renewLease(this.#sql, this.instanceId, this.#regions.own);
      [this.#liveInstances, this.#isOldest] = [liveInstances, isOldest];
      this.#regions.note(liveRegions);
      this.#renewedAt = Date.now();
      this.#problem = null;
    } catch (error) {
      // One line for each outage.
      this.#log[this.#problem === null ? 'warn' : 'debug']({ err: error }, 'the lease could not be renewed; trying again until it is');
      this.#problem = error instanceof Error ? error.message : String(error);
    }
  }
}
