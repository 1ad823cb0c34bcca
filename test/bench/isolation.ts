import { setTimeout as delay } from 'node:timers/promises';
import { type Bench, type Target, waitForReceipts } from './bench.ts';
import type { LoadResult } from './load-process.ts';
import { round } from './percentiles.ts';
import { latencies } from './traffic.ts';

export interface IsolationCase {
  beside: string;
  aloneP99: number;
  besideP99: number;
  /** What the other partner's endpoint was under: accepted events a second. */
  otherPerS: number;
}

const quietPerS = 20;
const otherPerS = 100;
/** Long enough for the other's caps and breaker to have their say. */
const leadInMs = 3_000;
const maxReceiptMs = 30_000;
const maxRecoveryMs = 120_000;
/** Comes back often, so that the failing partner costs more than it would with the default schedule. */
const eagerRetries = { base_s: 5, multiplier: 1, max_attempts: 30 };

const troubles = [
  { name: 'hangs', behaviour: { delayMs: 10_000, status: 200 } },
  { name: 'fails', behaviour: { delayMs: 20, status: 500 } },
];

/** Partner A's latency alone, then beside a partner in trouble; alone again before each trouble. */
export async function measureIsolation(bench: Bench, seconds: number): Promise<IsolationCase[]> {
  const quiet = await bench.addTarget('quiet');
  const cases: IsolationCase[] = [];
  for (const { name, behaviour } of troubles) {
    const other = await bench.addTarget(name, { retryPolicy: eagerRetries });
    const path = `/${name}`;
    await bench.receiver.call('behave', { path, ...behaviour });
    const aloneP99 = await p99Of(bench, quiet, quietPerS, seconds);
    const stopOther = await startLoad(bench, other, otherPerS);
    const otherFrom = performance.now();
    await delay(leadInMs);
    const besideP99 = await p99Of(bench, quiet, quietPerS, seconds);
    const { ids } = await stopOther();
    cases.push({ beside: name, aloneP99, besideP99, otherPerS: round((ids.length / (performance.now() - otherFrom)) * 1_000, 0) });
    bench.say(`  beside a partner whose endpoint ${name}: p99 ${aloneP99} → ${besideP99} ms`);
    await bench.receiver.call('behave', { path, delayMs: 20, status: 200 });
    await bench.post(`/endpoints/${other.endpoint.id}/enable`, {});
    await waitForReceipts(bench, maxRecoveryMs);
  }
  return cases;
}

/** Starts an endless load to one target and answers how to end it. What was accepted is entered in the ledger. */
export async function startLoad(bench: Bench, target: Target, ratePerS: number): Promise<() => Promise<LoadResult>> {
  const { name, body } = target;
  await bench.load.call('start', { name, bodies: [body], ratePerS, url: `${bench.apiUrl}/events`, key: bench.key });
  return async () => {
    await bench.load.call('finish', name);
    const result = await bench.load.call('result', name);
    bench.ledger.accept(result.ids);
    return result;
  };
}

async function p99Of(bench: Bench, target: Target, ratePerS: number, seconds: number): Promise<number> {
  const stop = await startLoad(bench, target, ratePerS);
  await delay(seconds * 1_000);
  const result = await stop();
  await collectReceipts(bench, result.ids);
  return latencies(bench, result).sendToReceiptMs.p99;
}

/** Until these have arrived, whatever others are still under way. */
export async function collectReceipts({ ledger }: Bench, ids: string[]): Promise<void> {
  const deadline = performance.now() + maxReceiptMs;
  for (;;) {
    await ledger.collect();
    if (ids.every((id) => ledger.receivedAt(id) !== undefined) || performance.now() > deadline) return;
    await delay(100);
  }
}
