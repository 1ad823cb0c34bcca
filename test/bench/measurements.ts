import { seedPartner } from '#test/support/stack/seed.ts';
import type { Bench } from './bench.ts';
import { measureDrain } from './drain.ts';
import { eventBody, typeNames } from './events.ts';
import type { Findings } from './figures.ts';
import { measureFloor } from './floor.ts';
import { type GrowthPlan, measureGrowth } from './growth.ts';
import { measureIsolation } from './isolation.ts';
import { measureMemoryEnd } from './memory.ts';
import { residentMbOf } from './process-usage.ts';
import { measureRegions } from './regions.ts';
import { findSaturation, type Saturation, type SearchPlan, settle } from './saturation.ts';
import { runTraffic } from './traffic.ts';
import { measureApiAndWorker, measureTwoEngines } from './two-processes.ts';

export const measurements = [
  'at50',
  'saturation',
  'memory',
  'spread',
  'floor',
  'isolation',
  'drain',
  'growth',
  'twoProcesses',
  'regions',
] as const;
type Measurement = (typeof measurements)[number];

export type Measured = Pick<
  Findings,
  'at50' | 'saturation' | 'spread' | 'floor' | 'isolation' | 'drain' | 'memory' | 'growth' | 'twoProcesses' | 'regions'
>;

interface Plan {
  warmUp: { ratePerS: number; seconds: number };
  at50S: number;
  search: Omit<SearchPlan, 'name' | 'bodies'>;
  /** Of the single endpoint's rate. */
  spreadFromShare: number;
  spreadConfirmS: number;
  memoryDeliveries: number;
  floor: Parameters<typeof measureFloor>[1];
  isolationS: number;
  drain: Parameters<typeof measureDrain>[1];
  growth: GrowthPlan;
  regions: Parameters<typeof measureRegions>[1];
}

const full: Plan = {
  warmUp: { ratePerS: 300, seconds: 40 },
  at50S: 60,
  search: { fromPerS: 600, factor: 1.25, stepS: 8, confirmS: 60, maxConfirmations: 6 },
  spreadFromShare: 0.7,
  spreadConfirmS: 30,
  memoryDeliveries: 1_000_000,
  floor: { concurrencies: [32, 64, 128, 256], tryS: 4, seconds: 20 },
  isolationS: 60,
  drain: { held: 100_000, aloneS: 60 },
  growth: { sizes: [0, 1_000_000, 5_000_000, 20_000_000], ratePerS: 300, seconds: 60 },
  regions: { seconds: 60, warmUpS: 10 },
};

const quick: Plan = {
  warmUp: { ratePerS: 100, seconds: 3 },
  regions: { seconds: 3, warmUpS: 1 },
  at50S: 6,
  search: { fromPerS: 400, factor: 2, stepS: 1.5, confirmS: 5, maxConfirmations: 1 },
  spreadFromShare: 0.7,
  spreadConfirmS: 3,
  memoryDeliveries: 5_000,
  floor: { concurrencies: [64, 128], tryS: 1, seconds: 2 },
  isolationS: 2.5,
  drain: { held: 3_000, aloneS: 2.5 },
  growth: { sizes: [0, 20_000], ratePerS: 100, seconds: 3 },
};

/** A single endpoint must not be what limits the search: at 2,000/s and 100 ms it has 200 POSTs under way. */
const wideConcurrency = 500;
const spreadPartners = 50;
/** A rate that is known to hold when the search was left out. */
const modestPerS = 300;

/** Runs the named parts in their fixed order, on one engine, one after the other. */
export async function runMeasurements(bench: Bench, names: Measurement[]): Promise<Measured> {
  const plan = bench.quick ? quick : full;
  const found: Measured = {};
  const single = await bench.addTarget('single', { maxConcurrency: wideConcurrency });
  const readyMb = residentMbOf(bench.engine.pid);
  // The first one, alone: the worker may still be compiling its workflows when the API is ready.
  await runTraffic(bench, { name: 'first', bodies: [single.body], ratePerS: 1, seconds: 1 });
  await settle(bench);
  await runTraffic(bench, { name: 'warm-up', bodies: [single.body], ...plan.warmUp });
  await settle(bench);
  found.memory = { readyMb, startMb: residentMbOf(bench.engine.pid) };

  const parts: Record<Measurement, () => Promise<void>> = {
    async at50() {
      found.at50 = await runTraffic(bench, { name: 'at50', bodies: [single.body], ratePerS: 50, seconds: plan.at50S });
    },
    async saturation() {
      found.saturation = await findSaturation(bench, { ...plan.search, name: 'one endpoint', bodies: [single.body] });
    },
    async memory() {
      const ratePerS = Math.round((found.saturation?.deliveredPerS ?? modestPerS) * 0.7);
      Object.assign(found.memory ?? {}, await measureMemoryEnd(bench, single, { deliveries: plan.memoryDeliveries, ratePerS }));
    },
    async spread() {
      found.spread = await measureSpread(bench, plan, found.saturation?.deliveredPerS ?? modestPerS);
    },
    async floor() {
      found.floor = await measureFloor(bench, plan.floor);
    },
    async isolation() {
      found.isolation = await measureIsolation(bench, plan.isolationS);
    },
    async drain() {
      found.drain = await measureDrain(bench, plan.drain);
    },
    async growth() {
      found.growth = await measureGrowth(bench, single, plan.growth);
    },
    // From here on the engine has ended.
    async twoProcesses() {
      const { search } = plan;
      found.saturation ??= await findSaturation(bench, { ...search, name: 'one endpoint', bodies: [single.body] });
      const compared = { search, single: found.saturation };
      const twoEngines = await measureTwoEngines(bench, single, compared);
      found.twoProcesses = { ...twoEngines, apiAndWorker: await measureApiAndWorker(bench, single, compared) };
    },
    async regions() {
      await bench.engine.stop();
      found.regions = await measureRegions(bench, plan.regions);
    },
  };
  for (const name of measurements.filter((each) => names.includes(each))) {
    bench.say(`Measuring ${name} …`);
    await parts[name]();
  }
  return found;
}

/** Each partner has an endpoint for each event type, so every event goes to one endpoint and all of them have their turn. */
async function measureSpread(bench: Bench, plan: Plan, singlePerS: number): Promise<Saturation & { endpoints: number }> {
  const url = bench.receiver.urlOf('/spread');
  const bodies: string[] = [];
  for (let index = 0; index < spreadPartners; index++) {
    const { id: partnerId } = await seedPartner(
      bench.services,
      `Spread ${index}`,
      typeNames.map((type) => ({ url, eventTypes: [type] })),
    );
    bodies.push(...typeNames.map((type) => eventBody({ partnerId, type })));
  }
  const fromPerS = Math.max(100, Math.round((singlePerS * plan.spreadFromShare) / 10) * 10);
  const search = { ...plan.search, fromPerS, confirmS: plan.spreadConfirmS };
  return { endpoints: bodies.length, ...(await findSaturation(bench, { ...search, name: `${bodies.length} endpoints`, bodies })) };
}
