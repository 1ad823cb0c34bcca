import type { Child } from '#apps/local/processes/child-process.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { startHelper } from '#test/support/stack/helper-process.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { type Bench, startBench, type Target, waitForReceipts } from './bench.ts';
import { environmentsOf, type Variant, variants } from './observed-variants.ts';
import { Observer } from './observer.ts';
import { measureCosts, type ObservingCosts } from './observing-costs.ts';
import type { OtlpHandlers } from './otlp-process.ts';
import { percentiles, round } from './percentiles.ts';
import { settle } from './saturation.ts';
import { runTraffic } from './traffic.ts';

interface ThroughputPlan {
  /** Each turn measures all variants, and begins with another one. Odd, so that a median is one of them. */
  turns: number;
  warmUpS: number;
  /** More than an engine can deliver. */
  overloadPerS: number;
  overloadS: number;
  /** What it delivers with ease. */
  steadyPerS: number;
  steadyS: number;
}

const throughputPlans = {
  quick: { turns: 1, warmUpS: 2, overloadPerS: 1_000, overloadS: 3, steadyPerS: 100, steadyS: 4 },
  full: { turns: 5, warmUpS: 5, overloadPerS: 3_000, overloadS: 10, steadyPerS: 300, steadyS: 10 },
} as const satisfies Record<string, ThroughputPlan>;

interface Measured {
  deliveredPerS: number;
  p99: number;
  /** Of the engine, for a delivery at the steady rate. */
  cpuMs: number;
}

/** Of one variant, divided by that of `off`. */
interface Ratios {
  ratio: number;
  p99: number;
  cpu: number;
}

interface OffAndOn {
  off: number;
  on: number;
  ratio: number;
}

/** Medians of the turns. */
export interface ThroughputFigures extends OffAndOn {
  p99Ms: OffAndOn;
  cpuMs: OffAndOn;
  parts: Record<Exclude<Variant, 'off' | 'on'>, Ratios>;
  /** The deliveries a second of each turn. */
  turns: Record<Variant, number[]>;
  spansBytes: number;
  /** What the parts do, by themselves. */
  costs: ObservingCosts;
}

/** One engine after the other on the same services: the variants in turns. Each is a cold start, so each warms up. */
export async function measureThroughput(quick: boolean, say: (line: string) => void): Promise<ThroughputFigures> {
  const plan: ThroughputPlan = quick ? throughputPlans.quick : throughputPlans.full;
  const stateDir = await makeScratch();
  const otlp = await startHelper<OtlpHandlers>(new URL('./otlp-process.ts', import.meta.url));
  let bench: Bench | undefined;
  try {
    bench = await startBench({ quick, stateDir, say });
    const target = await bench.addTarget('observed', { maxConcurrency: 500 });
    await bench.engine.stop();
    const environments = await environmentsOf(await otlp.call('listen'), stateDir);
    const found: Record<Variant, Measured[]> = { absent: [], off: [], metrics: [], logs: [], traces: [], on: [] };
    for (let turn = 0; turn < plan.turns; turn++) {
      for (const variant of inTurn(turn)) {
        const measured = await measureVariant(bench, target, plan, environments[variant]);
        say(`  ${variant}: ${measured.deliveredPerS}/s, p99 ${measured.p99} ms, ${measured.cpuMs} ms of CPU a delivery`);
        found[variant].push(measured);
      }
    }
    return { ...summaryOf(found), spansBytes: (await otlp.call('received')).bytes, costs: await measureCosts(stateDir) };
  } finally {
    await bench?.stop();
    await otlp.stop();
    removeScratch(stateDir);
  }
}

/** What grows from one engine to the next (tables, caches) must not be the figure of one variant: each goes first, and back and forth. */
function inTurn(turn: number): Variant[] {
  const from = turn % variants.length;
  const order = [...variants.slice(from), ...variants.slice(0, from)];
  return turn % 2 === 0 ? order : order.toReversed();
}

async function measureVariant(shared: Bench, target: Target, plan: ThroughputPlan, environment: Record<string, string>): Promise<Measured> {
  const { services, receiver, load } = shared;
  const port = Number(new URL(shared.apiUrl).port);
  const engine: Child = await startEngine(services, { role: 'engine', name: 'engine', port, until: 'ready', environment });
  const observer = new Observer(services, { engine: engine.pid, receiver: receiver.pid, load: load.pid });
  const bench: Bench = { ...shared, engine, observer, loopFile: null };
  const scraping = environment['METRICS_PORT'] === undefined ? undefined : scrape(environment['METRICS_PORT']);
  try {
    await runTraffic(bench, { name: 'warm-up', bodies: [target.body], ratePerS: plan.steadyPerS, seconds: plan.warmUpS });
    const steady = await runTraffic(bench, { name: 'steady', bodies: [target.body], ratePerS: plan.steadyPerS, seconds: plan.steadyS });
    const full = await runTraffic(bench, { name: 'full', bodies: [target.body], ratePerS: plan.overloadPerS, seconds: plan.overloadS });
    await waitForReceipts(bench, 60_000);
    await settle(bench);
    return { deliveredPerS: full.deliveredPerS, p99: steady.sendToReceiptMs.p99, cpuMs: steady.cpuMs.engine };
  } finally {
    clearInterval(scraping);
    await observer.close();
    await engine.stop();
  }
}

/** As often as Prometheus does by default would be every 15 s; a short measurement has to have some. */
const scrape = (port: string) =>
  setInterval(
    () =>
      void fetch(`http://127.0.0.1:${port}/metrics`).then(
        (answer) => answer.text(),
        () => '',
      ),
    5_000,
  );

function summaryOf(found: Record<Variant, Measured[]>): Omit<ThroughputFigures, 'spansBytes' | 'costs'> {
  const median = (variant: Variant, key: keyof Measured) => percentiles(found[variant].map((one) => one[key])).p50;
  const ratioOf = (variant: Variant, key: keyof Measured) => round(median(variant, key) / median('off', key), 3);
  const both = (key: keyof Measured): OffAndOn => ({ off: median('off', key), on: median('on', key), ratio: ratioOf('on', key) });
  const part = (variant: Variant): Ratios => ({
    ratio: ratioOf(variant, 'deliveredPerS'),
    p99: ratioOf(variant, 'p99'),
    cpu: ratioOf(variant, 'cpuMs'),
  });
  const rates = (variant: Variant) => found[variant].map(({ deliveredPerS }) => deliveredPerS);
  return {
    ...both('deliveredPerS'),
    p99Ms: both('p99'),
    cpuMs: both('cpuMs'),
    parts: { absent: part('absent'), metrics: part('metrics'), logs: part('logs'), traces: part('traces') },
    turns: {
      ...{ absent: rates('absent'), off: rates('off'), metrics: rates('metrics') },
      ...{ logs: rates('logs'), traces: rates('traces'), on: rates('on') },
    },
  };
}
