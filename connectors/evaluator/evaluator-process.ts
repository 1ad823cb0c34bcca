import { type ChildProcess, fork } from 'node:child_process';
import { promises as files } from 'node:fs';
import { createRequire } from 'node:module';
import { getPriority, setPriority } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EvaluationLimitExceeded, EvaluatorUnavailable } from '#domain/evaluation.ts';
import type { Answer, Answered, Job } from './job.ts';

/** Enough for many copies of a payload of 1 MiB. An expression that needs more is a mistake. */
const maxHeapMb = 64;
/** The maximum time from the start of Node to the first job. */
const startMs = 10_000;
/** The limit is CPU time, so that a busy machine does not fail valid expressions. The wall-clock limit is this many times as long. */
const maxWaitFactor = 20;
/** If the CPU time of another process cannot be read (macOS), the limit is this many times as long in wall-clock time. */
const clockFactor = 5;
/** What users supply gets the time of the processors that nobody else wants: the event loop must not wait for it. */
const lowerBy = 5;
const lowest = 19;
/** The unit of CPU time in /proc: USER_HZ is 100 on every Linux that Node runs on. */
const tickMs = 10;

const program = fileURLToPath(new URL('evaluator.ts', import.meta.url));
const packageRoot = fileURLToPath(new URL('../..', import.meta.url));
const { resolve } = createRequire(import.meta.url);
/** Folders of the libraries that it loads, and of what those load. */
const libraries = ['jsonata', 'ajv', 'ajv-formats', 'fast-deep-equal', 'fast-uri', 'json-schema-traverse', 'require-from-string'].map(
  (name) => path.join(resolve(`${name}/package.json`), '..'),
);
const execArgv = [
  `--max-old-space-size=${maxHeapMb}`,
  // One payload leaves little garbage. By default Node would accumulate 100 MB of it before a collection.
  '--max-semi-space-size=2',
  // The process may read only its own source: no other files, no processes, no threads.
  '--permission',
  ...[path.dirname(program), ...libraries, ...['package.json', 'domain/decimal.ts'].map((file) => path.join(packageRoot, file))].map(
    (readable) => `--allow-fs-read=${readable}`,
  ),
];

/** The signals with which Node ends itself when its heap is full, by platform. A SIGKILL comes from us or from an operator. */
const ownEnds = new Set<NodeJS.Signals>(['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGSEGV']);

type End = Answered | 'crashed' | 'lost';

function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, Math.min(lowest, getPriority() + lowerBy));
  } catch {
    // It has ended already, or the platform does not allow it: only the order of turns is worse.
  }
}

/**
 * One evaluator process and its current job, if any. It is a process and not a thread, because a thread that allocates too much memory at
 * once takes down the whole engine.
 */
export class EvaluatorProcess {
  readonly #child: ChildProcess;
  #cpuMs = 0;
  #settle: ((end: End) => void) | undefined;
  #isGone = false;
  readonly ready: Promise<void>;

  constructor() {
    // stderr is ignored: when Node runs out of memory, it prints only a page of addresses.
    this.#child = fork(program, { execArgv, env: {}, serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    lowerPriority(this.#child.pid);
    this.#child.on('message', (message) => this.#end(message as Answered));
    this.#child.on('error', () => this.#leave('lost'));
    this.#child.on('exit', (_code, signal) => this.#leave(signal !== null && ownEnds.has(signal) ? 'crashed' : 'lost'));
    // Deliveries wait for its results. On its own it must not keep the engine from exiting.
    this.#child.unref();
    this.#child.channel?.unref();
    this.ready = this.#start();
    this.ready.catch(() => undefined);
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Throws EvaluationLimitExceeded for failures that the job caused, and EvaluatorUnavailable for all others. */
  async run(job: Job, timeoutMs: number): Promise<Answer> {
    await this.ready;
    const end = this.#nextEnd();
    const limits = this.#watch(timeoutMs);
    try {
      this.#child.send(job, (error) => error && this.kill());
      const answer = await Promise.race([end, limits.exceeded]);
      if (answer === 'lost') throw new EvaluatorUnavailable('The evaluator process was killed from outside');
      if (answer === 'crashed') throw new EvaluationLimitExceeded('memory_limit', `${maxHeapMb} MiB of memory`);
      if (answer === 'time_limit') throw new EvaluationLimitExceeded('time_limit', `${timeoutMs} ms of CPU time`);
      if (answer === 'starved') throw new EvaluatorUnavailable('The machine was too busy to start the evaluation');
      return answer;
    } finally {
      limits.stop();
    }
  }

  kill(): void {
    this.#isGone = true;
    this.#child.kill('SIGKILL');
  }

  async #start(): Promise<void> {
    const timer = setTimeout(() => this.kill(), startMs);
    const first = await this.#nextEnd();
    clearTimeout(timer);
    if (typeof first === 'string') throw new EvaluatorUnavailable('The evaluator process did not start');
  }

  #nextEnd(): Promise<End> {
    if (this.#isGone) return Promise.resolve('lost');
    return new Promise((resolve) => (this.#settle = resolve));
  }

  #leave(how: 'crashed' | 'lost'): void {
    this.#isGone = true;
    this.#end(how);
  }

  #end(end: End): void {
    if (typeof end !== 'string') this.#cpuMs = end.cpuMs;
    this.#settle?.(end);
    this.#settle = undefined;
  }

  /** Kills the process when the current job exceeds its time, and resolves to the reason. */
  #watch(timeoutMs: number) {
    const { promise: exceeded, resolve } = Promise.withResolvers<'time_limit' | 'starved'>();
    const startedAt = performance.now();
    const look = async () => {
      const usedMs = await this.#usedMs(startedAt);
      const isStarved = performance.now() - startedAt > timeoutMs * maxWaitFactor;
      if (usedMs < timeoutMs && !isStarved) {
        timer = setTimeout(() => void look(), Math.max(timeoutMs - usedMs, tickMs));
        return;
      }
      this.kill();
      resolve(usedMs < timeoutMs ? 'starved' : 'time_limit');
    };
    let timer = setTimeout(() => void look(), timeoutMs);
    return { exceeded, stop: () => clearTimeout(timer) };
  }

  /** CPU time of the current job. */
  async #usedMs(startedAt: number): Promise<number> {
    const text = await files.readFile(`/proc/${this.#child.pid}/stat`, 'utf8').catch(() => null);
    if (text === null) return (performance.now() - startedAt) / clockFactor;
    // Fields are counted after the name, which can contain anything: state is the 3rd field of the file, utime and stime are the 14th and 15th.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs - this.#cpuMs;
  }
}
