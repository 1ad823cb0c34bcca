import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';
import type { Sql } from '#db/database.ts';
import {
  beginWork,
  beginWorkAgain,
  type BegunTry,
  endWork,
  excuseWork,
  findFailedTries,
  forgetTries,
  giveUpWork,
  restMs,
} from '#db/unfinished-work.ts';
import { SharedSlots } from './shared-slots.ts';

export interface UnfinishedWorkDeps {
  sql: Sql;
  log: Logger;
  instanceId: string;
}

/** The work was tried three times, and no try has ended. */
export class TriedInVain extends Error {
  constructor(what: string, restsUntil: Date) {
    super(
      `${what} was tried ${maxTries} times, and each time the process died or did not respond. ` +
        `It is not tried again before ${restsUntil.toISOString()}`,
    );
  }
}

/** Other work that was in flight when a process died is being tried; this work must wait. */
export class MustWait extends Error {
  constructor() {
    super('a process died while this work was in flight; it waits until other such work was tried');
  }
}

/** One try of a piece of work. */
export interface Try {
  /** The work has reached a new state, so that it is not what ends its processes. */
  progressed(): void;
  /** It has ended, well or not. Await it before the work can begin again, because what is still noted counts as cut off. */
  end(): Promise<void>;
}

const maxTries = 3;
/**
 * When a process dies, everything in flight is suspected. At its second try it has few others beside it, and at its third none: only what
 * really ends its process is left alone when that happens. So innocent work is not ended with the guilty.
 */
const suspectsAtOnce = 64;
const slotsOf = (failedTries: number) => [0, 1][failedTries] ?? suspectsAtOnce;
/** For rows that could not be deleted because PostgreSQL was away. */
const retryMs = 1_000;

/**
 * Ends work that kills or hangs its process each time. Each try is noted before it begins and forgotten when it ends, so that what is still
 * noted was cut off. An error that is thrown is an end: such work is repeated as its policy says.
 */
export class UnfinishedWork {
  readonly #deps: UnfinishedWorkDeps;
  readonly #slots = new SharedSlots(suspectsAtOnce);
  /** The slots of work that is being tried again, by its id. */
  readonly #taken = new Map<string, () => void>();
  #stopping = false;

  constructor(deps: UnfinishedWorkDeps) {
    this.#deps = deps;
  }

  /**
   * Notes a try. Throws TriedInVain after three, and MustWait if its turn has not come, unless it waits here. `what` is for people, `failed` the
   * number of tries that were cut off without having been noted.
   */
  async begin(id: string, { what, failed = 0, waits = false }: { what: string; failed?: number; waits?: boolean }): Promise<Try> {
    const { sql } = this.#deps;
    const holder = this.#stopping ? null : this.#deps.instanceId;
    const fresh = failed === 0 ? await beginWork(sql, id, holder) : null;
    if (fresh) return this.#tryOf(fresh, () => {});
    const found = await findFailedTries(sql, id);
    const cutOff = Math.max(found.failed, failed);
    if (found.restsUntil) throw new TriedInVain(what, found.restsUntil);
    // An earlier try that hangs in this process holds its slots until now.
    this.#taken.get(id)?.();
    if (cutOff >= maxTries) {
      await giveUpWork(sql, id);
      throw new TriedInVain(what, new Date(Date.now() + restMs));
    }
    const count = slotsOf(cutOff);
    if (waits) await this.#slots.take(count);
    else if (!this.#slots.tryTake(count)) throw new MustWait();
    const release = this.#releaser(id, count);
    try {
      return this.#tryOf(await beginWorkAgain(sql, id, holder, cutOff), release);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** What is cut off from now on was cut off by the end of this process. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await excuseWork(this.#deps.sql, this.#deps.instanceId).catch((error: unknown) =>
      this.#deps.log.warn({ err: error }, 'unfinished work could not be marked as stopped; it counts as a try'),
    );
  }

  #releaser(id: string, count: number): () => void {
    const release = () => {
      if (this.#taken.get(id) !== release) return;
      this.#taken.delete(id);
      this.#slots.giveBack(count);
    };
    this.#taken.set(id, release);
    return release;
  }

  #tryOf(begun: BegunTry, release: () => void): Try {
    let isSuspected = this.#taken.has(begun.id);
    return {
      progressed: () => {
        if (!isSuspected) return;
        isSuspected = false;
        release();
        void this.#insist(() => forgetTries(this.#deps.sql, begun));
      },
      end: () => {
        release();
        return this.#insist(() => endWork(this.#deps.sql, begun));
      },
    };
  }

  async #insist(write: () => Promise<void>): Promise<void> {
    await write().catch(() => {
      if (!this.#stopping) setTimeout(() => void this.#insist(write), retryMs).unref();
    });
  }
}

/** The try of the activity that is running. */
export const presentTry = new AsyncLocalStorage<Try>();

/** A part of the running activity is done. */
export function progressed(): void {
  presentTry.getStore()?.progressed();
}
