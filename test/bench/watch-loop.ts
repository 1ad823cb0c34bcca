import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay, performance, PerformanceObserver } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** What the main thread of a process was like since the signal before. */
export interface LoopReport {
  p99Ms: number;
  maxMs: number;
  gcPercent: number;
}

/** The file that a report is written to, in the environment of the process. */
export const loopFile = 'BENCH_LOOP_FILE';

const file = process.env[loopFile];
const resolutionMs = 5;

/** Imported before a program that a bench runs: reports at SIGUSR2, and begins anew. */
if (file !== undefined && isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  let [gcMs, since] = [0, performance.now()];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) gcMs += duration;
  }).observe({ entryTypes: ['gc'] });
  // The histogram has the interval between two turns of its timer.
  const late = (nanoseconds: number) => Math.max(0, Math.round((nanoseconds / 1e6 - resolutionMs) * 100) / 100);
  process.on('SIGUSR2', () => {
    const elapsedMs = performance.now() - since;
    const report: LoopReport = {
      p99Ms: late(delay.percentile(99)),
      maxMs: late(delay.max),
      gcPercent: Math.round((gcMs / elapsedMs) * 1_000) / 10,
    };
    writeFileSync(`${file}.new`, JSON.stringify(report));
    renameSync(`${file}.new`, file);
    delay.reset();
    [gcMs, since] = [0, performance.now()];
  });
}
