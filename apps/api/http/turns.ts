import type { FastifyInstance, FastifyReply } from 'fastify';
import { FairQueue } from '#domain/fair-queue.ts';
import { callerOf } from './principal.ts';

/** Long enough for an ordinary request as a whole, and short compared with what a request takes. */
const TURN_MS = 0.5;

/** Between two turns while other requests are being served, which so get two thirds of the time. The shortest time of a timer. */
const PAUSE_MS = 1;

/** Texts of this length are read at once, in less than such a time. */
const READ_AT_ONCE = 16 * 1024;

/** Reads until a time of the clock. Returns whether it has reached the end. */
interface Reader {
  read: (untilMs: number) => boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The work of reading and checking this request. */
    checking: () => Checking;
    /** The same, if there was any. */
    begunChecking: Checking | undefined;
  }
}

/** What this thread has used of a processor: on a busy machine, the clock would charge callers for others. */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Large requests are read in turns: at most one piece in each iteration of the event loop, of one caller after the other. */
export class Turns {
  readonly #waiting = new FairQueue<() => void>();
  readonly #areOthersServed: () => boolean;
  #isScheduled = false;

  /** Others: requests that take no turns. Those that do wait for each other anyway. */
  constructor(areOthersServed: () => boolean) {
    this.#areOthersServed = areOthersServed;
  }

  next(caller: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(caller, resolve);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#isScheduled || this.#waiting.size === 0) return;
    this.#isScheduled = true;
    const turn = () => {
      this.#isScheduled = false;
      this.#waiting.next()?.();
      this.#schedule();
    };
    if (this.#areOthersServed()) setTimeout(turn, PAUSE_MS);
    else setImmediate(turn);
  }
}

/** The work of reading and checking one request: done in turns if there is much of it, and measured. */
class Checking {
  readonly #turns: Turns;
  readonly #caller: string;
  #untilMs = 0;
  /** So much of the processor's time has it taken so far. */
  spentMs = 0;
  takesTurns = false;

  constructor(turns: Turns, caller: string) {
    this.#turns = turns;
    this.#caller = caller;
  }

  /** Waits for the next turn. */
  async turn(): Promise<void> {
    this.takesTurns = true;
    await this.#turns.next(this.#caller);
    this.#untilMs = performance.now() + TURN_MS;
  }

  /** Does a part of the work at once. */
  run<T>(part: () => T): T {
    const startedAt = threadCpuMs();
    try {
      return part();
    } finally {
      this.spentMs += threadCpuMs() - startedAt;
    }
  }

  /** Reads to the end. Takes turns unless the text is short. */
  read(reader: Reader, length: number): Promise<void> | undefined {
    if (length > READ_AT_ONCE) return this.#readInTurns(reader);
    this.run(() => reader.read(Number.POSITIVE_INFINITY));
    return undefined;
  }

  /** Makes all items: one at once, more in turns. */
  async makeAll<T>(items: Iterable<T>, count: number): Promise<T[]> {
    if (count === 1) return this.run(() => [...items]);
    const [all, rest] = [[] as T[], items[Symbol.iterator]()];
    let isOver = false;
    while (!isOver) {
      await this.turn();
      isOver = this.run(() => takeUntil(this.#untilMs, rest, all));
    }
    return all;
  }

  /** Takes turns between the items. `undefined` is no item, but a place to pause on the way to the next one. */
  async *inTurns<T>(items: Iterator<T | undefined>): AsyncGenerator<T> {
    await this.turn();
    for (;;) {
      const { done, value } = this.run(() => this.#nextItem(items));
      if (done) return;
      if (value !== undefined) yield value;
      if (performance.now() >= this.#untilMs) await this.turn();
    }
  }

  #nextItem<T>(items: Iterator<T | undefined>): IteratorResult<T | undefined> {
    for (;;) {
      const next = items.next();
      if (next.done || next.value !== undefined || performance.now() >= this.#untilMs) return next;
    }
  }

  async #readInTurns(reader: Reader): Promise<void> {
    await this.turn();
    while (!this.run(() => reader.read(this.#untilMs))) await this.turn();
  }
}
export type { Checking };

/** Returns whether there are no more. */
function takeUntil<T>(untilMs: number, items: Iterator<T>, taken: T[]): boolean {
  for (;;) {
    const { done, value } = items.next();
    if (done) return true;
    taken.push(value);
    if (performance.now() >= untilMs) return false;
  }
}

/** `replies`: of the requests that are being served. */
export function checkInTurns(app: FastifyInstance, replies: () => Iterable<FastifyReply>): void {
  const turns = new Turns(() => {
    for (const { request } of replies()) if (!request.begunChecking?.takesTurns) return true;
    return false;
  });
  app.decorateRequest('begunChecking', undefined);
  app.decorateRequest('checking', function checking() {
    return (this.begunChecking ??= new Checking(turns, callerOf(this.principal)));
  });
}
