import { setTimeout as delay } from 'node:timers/promises';
import { type SeededEndpoint, seedPartner } from '#test/support/stack/seed.ts';
import { type Bench, publishUrls, type Target, waitForPath, waitForReceipts } from './bench.ts';
import { eventBody } from './events.ts';
import type { LoadResult } from './load-process.ts';
import { round } from './percentiles.ts';
import { latencies } from './traffic.ts';
import { type Vitals, withVitals } from './vitals.ts';

export interface IsolationCase {
  beside: string;
  aloneP99: number;
  besideP99: number;
  /** Events that the other partner got in a second, each for all its endpoints. */
  otherPerS: number;
  endpoints: number;
  vitals: Vitals | null;
}

const quietPerS = 20;
/** Long enough for the other's caps and breaker to have their say. */
const leadInMs = 3_000;
const maxReceiptMs = 30_000;
const maxRecoveryMs = 120_000;
/** Comes back often, so that the failing partner costs more than it would with the default schedule. */
const eagerRetries = { base_s: 5, multiplier: 1, max_attempts: 30 };

interface Other {
  /** As in "beside a partner that …". */
  does: string;
  behaviour: { delayMs: number; status: number };
  paths: string[];
  perS: number;
}

const inTime = { delayMs: 20, status: 200 };
const others: Other[] = [
  { does: 'hangs', behaviour: { delayMs: 10_000, status: 200 }, paths: ['/hangs'], perS: 100 },
  { does: 'fails', behaviour: { delayMs: 20, status: 500 }, paths: ['/fails'], perS: 100 },
  { does: 'is busy', behaviour: inTime, paths: ['/busy'], perS: 100 },
  { does: 'has 50 endpoints', behaviour: inTime, paths: Array.from({ length: 50 }, (_, place) => `/many/${place}`), perS: 2 },
];

/** Partner A's latency alone, then beside another partner; alone again before each of them. */
export async function measureIsolation(bench: Bench, seconds: number): Promise<IsolationCase[]> {
  const quiet = await bench.addTarget('quiet');
  const cases: IsolationCase[] = [];
  for (const each of others) {
    const { does, behaviour, paths, perS } = each;
    const plans = paths.map((path) => ({ url: bench.receiver.urlOf(path), retryPolicy: eagerRetries }));
    const { id: partnerId, endpoints } = await seedPartner(bench.services, does, plans);
    for (const path of paths) await bench.receiver.call('behave', { path, ...behaviour });
    const aloneP99 = await p99Of(bench, quiet, quietPerS, seconds);
    const stopOther = await startLoad(bench, { name: does, body: eventBody({ partnerId }) }, perS);
    const otherFrom = performance.now();
    await delay(leadInMs);
    const { result: besideP99, vitals } = await withVitals(bench, () => p99Of(bench, quiet, quietPerS, seconds));
    const { ids } = await stopOther();
    const otherPerS = round((ids.length / (performance.now() - otherFrom)) * 1_000, 0);
    cases.push({ beside: does, aloneP99, besideP99, otherPerS, endpoints: paths.length, vitals });
    bench.say(`  beside a partner that ${does}: p99 ${aloneP99} → ${besideP99} ms`);
    await recover(bench, endpoints, ids.length);
  }
  return cases;
}

/** All events of the other partner arrive at each of its endpoints, or count as lost. */
async function recover(bench: Bench, endpoints: readonly SeededEndpoint[], events: number): Promise<void> {
  const paths = endpoints.map(({ url }) => new URL(url).pathname);
  for (const path of paths) await bench.receiver.call('behave', { path, ...inTime });
  for (const { id } of endpoints) await bench.post(`/endpoints/${id}/enable`, {});
  await waitForReceipts(bench, maxRecoveryMs);
  for (const path of paths) await waitForPath(bench, path, events, maxRecoveryMs);
}

/** Starts an endless load to one target and answers how to end it. What was accepted is entered in the ledger. */
export async function startLoad(
  bench: Bench,
  { name, body }: Pick<Target, 'name' | 'body'>,
  ratePerS: number,
): Promise<() => Promise<LoadResult>> {
  await bench.load.call('start', { name, bodies: [body], ratePerS, urls: publishUrls(bench), key: bench.key });
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
