import { setTimeout as delay } from 'node:timers/promises';
import { type Bench, publishUrls, waitForReceipts } from './bench.ts';
import type { LoadResult } from './load-process.ts';
import { type CpuMs, cpuPerDelivery } from './observer.ts';
import { type Percentiles, percentiles, round } from './percentiles.ts';
import { type Vitals, withVitals } from './vitals.ts';

export interface TrafficPlan {
  name: string;
  bodies: string[];
  ratePerS: number;
  seconds: number;
}

export interface Latencies {
  /** Publish request to its 202. */
  acceptMs: Percentiles;
  /** 202 to the receiver; 0 for those that the receiver had before the publisher had its answer. */
  receiptMs: Percentiles;
  sendToReceiptMs: Percentiles;
}

export interface Traffic extends Latencies {
  ratePerS: number;
  accepted: number;
  refused: Record<string, number>;
  deliveredPerS: number;
  /** By how many deliveries the backlog grew between the second and the last third. */
  backlogGrowth: number;
  /** Deliveries without a workflow when the last event had been sent. */
  uncarried: number;
  /** After the last answer, until everything had arrived. */
  drainMs: number;
  /** The furthest that the load generator fell behind its schedule. */
  loadLateMs: number;
  cpuMs: CpuMs;
  commitsPerDelivery: number;
  historyEventsPerDelivery: number;
  deliveriesPerWorkflow: number;
  vitals: Vitals | null;
}

const sampleEveryMs = 250;
/** Beyond this what is missing is lost, or will show up as lost. */
const maxDrainMs = 30_000;
/** PostgreSQL's counters and Temporal's visibility lag by up to a second. */
const settleMs = 1_500;

/** Sends events at a rate, waits for all of them at the receiver, and says what that took. */
export async function runTraffic(bench: Bench, plan: TrafficPlan): Promise<Traffic> {
  const { load, receiver, ledger, observer } = bench;
  await ledger.collect();
  const [before, counted] = [await observer.usage(), (await receiver.call('count')).received];
  const { result: watched, vitals } = await withVitals(bench, async () => {
    await load.call('start', { ...plan, urls: publishUrls(bench), key: bench.key });
    return watch(bench, plan, counted);
  });
  const { samples, receivedInTime } = watched;
  const uncarried = await observer.countUncarried();
  const result = await load.call('result', plan.name);
  ledger.accept(result.ids);
  const drainMs = await waitForReceipts(bench, maxDrainMs);
  const end = new Date();
  await delay(settleMs);
  const after = await observer.usage();
  await ledger.collect();
  const { events, workflows } = await observer.history(before.at, end);
  const accepted = result.ids.length;
  return {
    ratePerS: plan.ratePerS,
    accepted,
    refused: result.refused,
    deliveredPerS: round(receivedInTime / plan.seconds, 0),
    ...latencies(bench, result),
    backlogGrowth: growthOf(samples),
    uncarried,
    drainMs: round(drainMs, 0),
    loadLateMs: round(result.latestMs, 0),
    cpuMs: cpuPerDelivery(before, after, accepted),
    commitsPerDelivery: round((after.commits - before.commits) / accepted),
    historyEventsPerDelivery: round(events / accepted),
    deliveriesPerWorkflow: round(accepted / workflows, 1),
    vitals,
  };
}

/** Samples the backlog (sent and not received) while the load runs. */
async function watch({ load, receiver }: Bench, { name, seconds }: TrafficPlan, before: number) {
  const samples: number[] = [];
  const until = performance.now() + seconds * 1_000;
  let received = 0;
  while (performance.now() < until) {
    await delay(Math.min(sampleEveryMs, Math.max(1, until - performance.now())));
    const [{ sent }, count] = await Promise.all([load.call('progress', name), receiver.call('count')]);
    received = count.received - before;
    samples.push(sent - received);
  }
  return { samples, receivedInTime: received };
}

function growthOf(samples: number[]): number {
  const third = Math.floor(samples.length / 3);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return round(mean(samples.slice(2 * third)) - mean(samples.slice(third, 2 * third)), 0);
}

/** Of the events of one load, as the ledger has them; `from` and `to` bound the moment of sending. */
export function latencies({ ledger }: Bench, result: LoadResult, from = -Infinity, to = Infinity): Latencies {
  const [accept, receipt, total]: [number[], number[], number[]] = [[], [], []];
  result.ids.forEach((id, index) => {
    const [sentAt, acceptedAt] = [result.sentAt[index] as number, result.acceptedAt[index] as number];
    if (sentAt < from || sentAt > to) return;
    accept.push(acceptedAt - sentAt);
    const receivedAt = ledger.receivedAt(id);
    if (receivedAt === undefined) return;
    receipt.push(Math.max(0, receivedAt - acceptedAt));
    total.push(receivedAt - sentAt);
  });
  return { acceptMs: percentiles(accept), receiptMs: percentiles(receipt), sendToReceiptMs: percentiles(total) };
}
