import { existsSync, readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { eventually } from '#test/support/eventually.ts';
import type { Bench } from './bench.ts';
import { CommitProbe } from './commit-probe.ts';
import { type Percentiles, percentiles, round } from './percentiles.ts';
import type { LoopReport } from './watch-loop.ts';

/** What tells a full machine from queues of our own. */
export interface Vitals {
  /** Of the engine's main thread: by how much timers were late. */
  eventLoop: { p99Ms: number; maxMs: number };
  /** Of the time of that thread. */
  gcPercent: number;
  /** Of a row that is inserted beside it, ten times a second. */
  commitMs: Percentiles;
  workflowStartsPerS: number;
  /** Of all cores. */
  cpuIdlePercent: number;
}

/** Does the work, and says how engine and machine were meanwhile, if the engine tells. */
export async function withVitals<T>(bench: Bench, work: () => Promise<T>): Promise<{ result: T; vitals: Vitals | null }> {
  const { loopFile } = bench;
  if (loopFile === null) return { result: await work(), vitals: null };
  await readLoop(bench.engine.pid, loopFile);
  const probe = new CommitProbe(bench.services.adminUrl);
  await probe.start();
  const [from, before] = [new Date(), cpus()];
  let result: T;
  try {
    result = await work();
  } finally {
    await probe.stop();
  }
  const [to, after] = [new Date(), cpus()];
  const { gcPercent, ...eventLoop } = await readLoop(bench.engine.pid, loopFile);
  const started = await bench.observer.countStarted(from, to);
  return {
    result,
    vitals: {
      eventLoop,
      gcPercent,
      commitMs: percentiles(probe.times),
      workflowStartsPerS: round((started / (to.getTime() - from.getTime())) * 1_000),
      cpuIdlePercent: idlePercent(before, after),
    },
  };
}

/** Asks the engine for its report; the next one begins now. */
async function readLoop(pid: number, loopFile: string): Promise<LoopReport> {
  rmSync(loopFile, { force: true });
  process.kill(pid, 'SIGUSR2');
  await eventually(() => existsSync(loopFile), Boolean);
  return JSON.parse(readFileSync(loopFile, 'utf8')) as LoopReport;
}

type Cores = ReturnType<typeof cpus>;

function idlePercent(before: Cores, after: Cores): number {
  const [idle, all] = after.reduce(
    ([idleMs, allMs], { times }, core) => {
      const was = before[core]?.times ?? times;
      const spent = (Object.keys(times) as (keyof typeof times)[]).reduce((sum, kind) => sum + times[kind] - was[kind], 0);
      return [idleMs + times.idle - was.idle, allMs + spent];
    },
    [0, 0],
  );
  return round((idle / all) * 100, 1);
}
