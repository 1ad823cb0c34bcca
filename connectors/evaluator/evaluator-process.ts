import { type ChildProcess, fork } from 'node:child_process';
import { promises as files } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EvaluationLimitExceeded, EvaluatorUnavailable } from '#domain/evaluation.ts';
import type { Answer, Answered, Job } from './job.ts';

/** Room for a payload of 1 MiB many times over; what needs more is a mistake. */
const maxHeapMb = 64;
/** From the start of Node to the first job. Machines that need longer have other worries. */
const startMs = 10_000;
/** The limit is CPU time, or a busy machine would fail honest expressions. This many times as long may pass on the clock. */
const maxWaitFactor = 20;
/** Where the CPU time of another process cannot be read (macOS), the clock decides, generously. */
const clockFactor = 5;
/** How the kernel counts CPU time in /proc: USER_HZ, 100 on every Linux that Node runs on. */
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
  // What one payload leaves behind is little; by default Node would keep 100 MB of it before it looks.
  '--max-semi-space-size=2',
  // It may read what it is made of, and nothing else: no other files, no processes, no threads.
  '--permission',
  ...[path.dirname(program), ...libraries, path.join(packageRoot, 'package.json')].map((readable) => `--allow-fs-read=${readable}`),
];

/** How Node ends itself when its heap is full, by platform. A SIGKILL comes from us, or from an operator. */
const ownEnds = new Set<NodeJS.Signals>(['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGSEGV']);

type End = Answered | 'crashed' | 'lost';

/**
 * One evaluating process and the job that it has, if any. A process and not a thread, because a thread that asks for too much
 * memory at once takes the whole engine down with it.
 */
export class EvaluatorProcess {
  readonly #child: ChildProcess;
  #cpuMs = 0;
  #settle: ((end: End) => void) | undefined;
  #isGone = false;
  readonly ready: Promise<void>;

  constructor() {
    // Its last words on running out of memory are a page of addresses.
    this.#child = fork(program, { execArgv, env: {}, serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    this.#child.on('message', (message) => this.#end(message as Answered));
    this.#child.on('error', () => this.#leave('lost'));
    this.#child.on('exit', (_code, signal) => this.#leave(signal !== null && ownEnds.has(signal) ? 'crashed' : 'lost'));
    // What it does is waited for by deliveries; alone it keeps no process from ending.
    this.#child.unref();
    this.#child.channel?.unref();
    this.ready = this.#start();
    this.ready.catch(() => undefined);
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Throws EvaluationLimitExceeded for what the job brought about, EvaluatorUnavailable for what it did not. */
  async run(job: Job, timeoutMs: number): Promise<Answer> {
    await this.ready;
    const end = this.#nextEnd();
    const limits = this.#watch(timeoutMs);
    try {
      this.#child.send(job, (error) => error && this.kill());
      const answer = await Promise.race([end, limits.exceeded]);
      if (answer === 'lost') throw new EvaluatorUnavailable('The evaluator process was ended from outside');
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

  /** Kills the process, and says why, once the present job has had its time. */
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

  /** CPU time of the present job. */
  async #usedMs(startedAt: number): Promise<number> {
    const text = await files.readFile(`/proc/${this.#child.pid}/stat`, 'utf8').catch(() => null);
    if (text === null) return (performance.now() - startedAt) / clockFactor;
    // After the name, which may hold anything: state is the 3rd field of the file, utime and stime are the 14th and 15th.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs - this.#cpuMs;
  }
}
