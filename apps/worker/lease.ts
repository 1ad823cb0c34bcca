import type { Logger } from 'pino';
import type { Sql } from '#db/database.ts';
import { endLease, heartbeatMs, renewLease } from '#db/delivery/engine-instance.ts';

/** This process's lease on all its claims, renewed while the process runs. */
export class Lease {
  readonly instanceId: string;
  readonly #sql: Sql;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | undefined;
  #liveInstances = 1;

  constructor(sql: Sql, log: Logger, instanceId: string) {
    this.#sql = sql;
    this.#log = log;
    this.instanceId = instanceId;
  }

  /** How many processes share the work now, including this one. */
  get liveInstances(): number {
    return this.#liveInstances;
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

  async #renew(): Promise<void> {
    try {
      this.#liveInstances = (await renewLease(this.#sql, this.instanceId)).liveInstances;
    } catch (error) {
      this.#log.warn({ err: error }, 'the lease could not be renewed');
    }
  }
}
