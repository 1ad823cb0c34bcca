import { Agent, type Dispatcher } from 'undici';
import { now } from '#test/support/stack/clock.ts';
import { serve } from '#test/support/stack/helper-process.ts';

export interface LoadOptions {
  name: string;
  /** Where the requests go, in turn. */
  urls: string[];
  key: string;
  /** Request bodies, taken in turn. */
  bodies: string[];
  ratePerS: number;
  /** Left out: until `finish`. */
  seconds?: number;
}

/** One entry for each accepted event, in the order of their answers. Times are of `now()`. */
export interface LoadResult {
  ids: string[];
  sentAt: Float64Array;
  acceptedAt: Float64Array;
  sent: number;
  /** How often each answer other than 202 came. */
  refused: Record<string, number>;
  /** The furthest that this process fell behind its own schedule. */
  latestMs: number;
}

/** More than the API ever has in hand at rates that it sustains. */
const connections = 256;
/** An answer that takes longer is a failure of the run. */
const answerTimeoutMs = 60_000;

const agent = new Agent({ connections, pipelining: 1, headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs });
const runs = new Map<string, LoadRun>();

/** An open loop at a constant rate: it sends when it is time to, whatever has become of the requests before. */
class LoadRun {
  readonly ids: string[] = [];
  readonly sentAt: number[] = [];
  readonly acceptedAt: number[] = [];
  readonly refused: Record<string, number> = {};
  readonly done: Promise<void>;
  readonly #requests: Dispatcher.DispatchOptions[];
  readonly #bodies: Buffer[];
  readonly #ratePerS: number;
  readonly #startedAt = now();
  readonly #resolve: () => void;
  #limit: number;
  #latestMs = 0;
  sent = 0;
  answered = 0;

  constructor({ urls, key, bodies, ratePerS, seconds }: LoadOptions) {
    const headers = ['authorization', `Bearer ${key}`, 'content-type', 'application/json'];
    this.#requests = urls.map((url) => {
      const { origin, pathname } = new URL(url);
      return { origin, path: pathname, method: 'POST', headers };
    });
    this.#bodies = bodies.map((body) => Buffer.from(body));
    this.#ratePerS = ratePerS;
    this.#limit = seconds === undefined ? Infinity : Math.round(ratePerS * seconds);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.done = promise;
    this.#resolve = resolve;
    this.#send();
  }

  /** Sends no more; what is under way is waited for. */
  finish(): void {
    this.#limit = this.sent;
    this.settle();
  }

  settle(): void {
    if (this.sent >= this.#limit && this.answered === this.sent) this.#resolve();
  }

  result(): LoadResult {
    const { ids, sent, refused } = this;
    return {
      ids,
      sent,
      refused,
      sentAt: Float64Array.from(this.sentAt),
      acceptedAt: Float64Array.from(this.acceptedAt),
      latestMs: this.#latestMs,
    };
  }

  #send(): void {
    const elapsedMs = now() - this.#startedAt;
    const due = Math.min(this.#limit, Math.floor((elapsedMs / 1_000) * this.#ratePerS) + 1);
    if (this.sent < due) this.#latestMs = Math.max(this.#latestMs, elapsedMs - (this.sent / this.#ratePerS) * 1_000);
    while (this.sent < due) {
      const request = this.#requests[this.sent % this.#requests.length] as Dispatcher.DispatchOptions;
      const body = this.#bodies[this.sent % this.#bodies.length] as Buffer;
      this.sent++;
      agent.dispatch({ ...request, body }, new Exchange(this));
    }
    if (this.sent >= this.#limit) return;
    setTimeout(() => this.#send(), Math.max(1, (this.sent / this.#ratePerS) * 1_000 - elapsedMs));
  }
}

const idStart = '{"id":"'.length;
const idEnd = idStart + 'evt_'.length + 26;

/** One request. Handlers on a prototype, no promises: the generator shares its cores with what it measures. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #run: LoadRun;
  readonly #sentAt = now();
  #status = 0;
  #id = '';

  constructor(run: LoadRun) {
    this.#run = run;
  }

  onRequestStart(): void {}

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#id === '') this.#id = chunk.toString('latin1', idStart, idEnd);
  }

  onResponseEnd(): void {
    if (this.#status === 202) {
      this.#run.ids.push(this.#id);
      this.#run.sentAt.push(this.#sentAt);
      this.#run.acceptedAt.push(now());
      this.#end();
    } else {
      this.#refuse(String(this.#status));
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#refuse('code' in error ? String(error.code) : error.message);
  }

  #refuse(why: string): void {
    this.#run.refused[why] = (this.#run.refused[why] ?? 0) + 1;
    this.#end();
  }

  #end(): void {
    this.#run.answered++;
    this.#run.settle();
  }
}

const handlers = {
  start: (options: LoadOptions): void => void runs.set(options.name, new LoadRun(options)),
  progress(name: string): { sent: number; accepted: number } {
    const run = runs.get(name);
    return { sent: run?.sent ?? 0, accepted: run?.ids.length ?? 0 };
  },
  finish: (name: string): void => runs.get(name)?.finish(),
  async result(name: string): Promise<LoadResult> {
    const run = runs.get(name);
    if (!run) throw new Error(`There is no load ${name}`);
    await run.done;
    runs.delete(name);
    return run.result();
  },
};
export type LoadHandlers = typeof handlers;

serve(handlers);
