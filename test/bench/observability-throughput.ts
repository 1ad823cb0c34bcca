import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Child } from '#apps/local/processes/child-process.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { type Helper, startHelper } from '#test/support/stack/helper-process.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { type Bench, startBench, type Target, waitForReceipts } from './bench.ts';
import { Observer } from './observer.ts';
import type { OtlpHandlers } from './otlp-process.ts';
import { round } from './percentiles.ts';
import { settle } from './saturation.ts';
import { runTraffic } from './traffic.ts';

interface ThroughputPlan {
  /** Each turn measures both, in the order off, on, on, off, … */
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
  quick: { turns: 1, warmUpS: 3, overloadPerS: 1_000, overloadS: 3, steadyPerS: 100, steadyS: 4 },
  full: { turns: 2, warmUpS: 8, overloadPerS: 1_500, overloadS: 8, steadyPerS: 300, steadyS: 10 },
} as const satisfies Record<string, ThroughputPlan>;

type Variant = 'off' | 'on';
interface Measured {
  deliveredPerS: number;
  p99: number;
  /** Of the engine, for a delivery at the steady rate. */
  cpuMs: number;
}

export interface ThroughputFigures {
  off: number;
  on: number;
  ratio: number;
  p99Ms: { off: number; on: number; ratio: number };
  cpuMs: { off: number; on: number; ratio: number };
  /** The deliveries a second of each turn. */
  turns: Record<Variant, number[]>;
  spansBytes: number;
}

/**
 * One engine after the other on the same services: without anything to observe it, and with metrics that are scraped, a line of the log for each request, and traces of 5 %.
 * A turn is a cold start, so each warms up.
 */
export async function measureThroughput(quick: boolean, say: (line: string) => void): Promise<ThroughputFigures> {
  const plan: ThroughputPlan = quick ? throughputPlans.quick : throughputPlans.full;
  const stateDir = await makeScratch();
  const otlp = await startHelper<OtlpHandlers>(new URL('./otlp-process.ts', import.meta.url));
  let bench: Bench | undefined;
  try {
    bench = await startBench({ quick, stateDir, say });
    const target = await bench.addTarget('observed', { maxConcurrency: 500 });
    await bench.engine.stop();
    const found: Record<Variant, Measured[]> = { off: [], on: [] };
    const environments = { off: {}, on: await observedEnvironment(otlp, stateDir) };
    for (let turn = 0; turn < plan.turns; turn++) {
      for (const variant of turn % 2 === 0 ? (['off', 'on'] as const) : (['on', 'off'] as const)) {
        const measured = await measureVariant(bench, target, plan, environments[variant]);
        say(`  ${variant}: ${measured.deliveredPerS}/s, p99 ${measured.p99} ms, ${measured.cpuMs} ms of CPU a delivery`);
        found[variant].push(measured);
      }
    }
    return { ...summaryOf(found), spansBytes: (await otlp.call('received')).bytes };
  } finally {
    await bench?.stop();
    await otlp.stop();
    removeScratch(stateDir);
  }
}

async function observedEnvironment(otlp: Helper<OtlpHandlers>, stateDir: string): Promise<Record<string, string>> {
  const settings = path.join(stateDir, 'observed.yaml');
  writeFileSync(settings, 'log: { requests: all }\ntraces: { sample_ratio: 0.05 }\n');
  const OTEL_EXPORTER_OTLP_ENDPOINT = await otlp.call('listen');
  return { OTEL_EXPORTER_OTLP_ENDPOINT, METRICS_PORT: String(await findFixedPort()), LOG_LEVEL: 'info', CAUSEWAY_CONFIG: settings };
}

async function measureVariant(shared: Bench, target: Target, plan: ThroughputPlan, environment: Record<string, string>): Promise<Measured> {
  const { services, receiver, load } = shared;
  const port = Number(new URL(shared.apiUrl).port);
  const engine: Child = await startEngine(services, { role: 'engine', name: 'engine', port, until: 'ready', environment });
  const observer = new Observer(services, { engine: engine.pid, receiver: receiver.pid, load: load.pid });
  const bench: Bench = { ...shared, engine, observer };
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

function summaryOf(found: Record<Variant, Measured[]>): Omit<ThroughputFigures, 'spansBytes'> {
  const mean = (variant: Variant, pick: (one: Measured) => number) =>
    round(found[variant].reduce((sum, one) => sum + pick(one), 0) / found[variant].length);
  const both = (pick: (one: Measured) => number) => {
    const [off, on] = [mean('off', pick), mean('on', pick)];
    return { off, on, ratio: round(on / off, 3) };
  };
  const rates = (variant: Variant) => found[variant].map(({ deliveredPerS }) => deliveredPerS);
  return {
    ...both(({ deliveredPerS }) => deliveredPerS),
    p99Ms: both(({ p99 }) => p99),
    cpuMs: both(({ cpuMs }) => cpuMs),
    turns: { off: rates('off'), on: rates('on') },
  };
}
