import type { VendorTraffic } from '#apps/fakes/vendor-server.ts';
import { type Helper, startHelper } from '#test/support/stack/helper-process.ts';
import type { Services } from '#test/support/stack/services.ts';
import type { BareCallsHandlers } from './bare-calls-process.ts';
import { round } from './percentiles.ts';
import { cpuMsOf } from './process-usage.ts';
import type { Row } from './report.ts';
import type { CallPlan, Checks, VendorCallsHandlers } from './vendor-calls-process.ts';
import type { BenchVendor, RunningVendor, VendorFakesHandlers } from './vendor-fakes-process.ts';
import { windowRate } from './window-rate.ts';

interface VendorPlan extends CallPlan {
  name: BenchVendor;
  /** How long its calls take. */
  traffic: Pick<VendorTraffic, 'arrivalMs' | 'workMs'>;
  recordsPerCall: number;
  /** Calls that its limits permit in a window; measured where a limit counts calls at once. */
  ceiling: { calls: number; windowS: number } | { atOnce: number };
}

const plans: readonly VendorPlan[] = [
  {
    ...{ name: 'hubspot', object: 'contacts', field: 'lastname', batch: 100, atOnce: 6, recordsPerCall: 100 },
    traffic: { arrivalMs: [1, 10], workMs: [20, 100] },
    ceiling: { calls: 110, windowS: 10 },
  },
  {
    ...{ name: 'salesforce', object: 'Contact', field: 'LastName', batch: 200, atOnce: 16, recordsPerCall: 200 },
    traffic: { arrivalMs: [1, 10], workMs: [400, 900] },
    ceiling: { atOnce: 25 },
  },
  {
    // An endpoint for reading and one for writing.
    ...{ name: 'stripe', object: 'customers', field: 'name', batch: 20, atOnce: 3, recordsPerCall: 1 },
    traffic: { arrivalMs: [1, 10], workMs: [5, 30] },
    ceiling: { calls: 50, windowS: 1 },
  },
];

/** Seconds of each vendor, of which the first windows of a limit are not measured. */
export type VendorsPlan = Record<BenchVendor, number>;

interface VendorFound {
  name: BenchVendor;
  ceilingPerS: number;
  recordsPerS: number;
  ratio: number;
  own429: number;
  failures: string[];
  records: number;
  cpuMs: { ours: number; bare: number };
}

export interface VendorsFound {
  vendors: VendorFound[];
  /** The worse of the two processes. */
  budgetCheckMs: { p50: number; p99: number; count: number };
}

const file = (name: string) => new URL(name, import.meta.url);

/** Two processes for each vendor that read and write at once, against its fake with its published limits. */
export async function measureVendors(services: Services, seconds: VendorsPlan, say: (line: string) => void): Promise<VendorsFound> {
  const measure = (wanted: readonly BenchVendor[]) => {
    say(`Reading and writing with two processes, at the limit of ${wanted.join(' and ')} …`);
    return Promise.all(plans.filter(({ name }) => wanted.includes(name)).map((plan) => measureVendor(services, plan, seconds[plan.name])));
  };
  // The first two wait for their limits most of the time; the third needs the machine.
  const found = [...(await measure(['hubspot', 'stripe'])), ...(await measure(['salesforce']))];
  const checks = found.flatMap((one) => one.checks);
  const worst = (part: 'p50' | 'p99') => round(Math.max(...checks.map((one) => one[part])), 4);
  return {
    vendors: found.map((one) => one.vendor),
    budgetCheckMs: { p50: worst('p50'), p99: worst('p99'), count: checks.reduce((sum, { count }) => sum + count, 0) },
  };
}

interface Measured {
  vendor: VendorFound;
  checks: Checks[];
}

async function measureVendor(services: Services, plan: VendorPlan, seconds: number): Promise<Measured> {
  const { name, traffic, recordsPerCall, ceiling } = plan;
  const { checks, cpuMs, failures, answered } = await withVendor({ vendor: name, limited: true, traffic }, async (vendor, fakes) => ({
    ...(await workWithTwo(services, plan, vendor, seconds)),
    answered: await fakes.call('takeAnswers'),
  }));
  const calls = answered.at.length;
  const bare = await measureBare(plan, calls, seconds);
  const perS = 'atOnce' in ceiling ? bare.recordsPerS : (ceiling.calls / ceiling.windowS) * recordsPerCall;
  const recordsPerS = windowRate(answered.at, 'atOnce' in ceiling ? ceiling.atOnce : ceiling.calls) * recordsPerCall;
  return {
    checks,
    vendor: {
      ...{ name, ceilingPerS: round(perS, 1), recordsPerS: round(recordsPerS, 1), ratio: round(recordsPerS / perS, 3) },
      ...{ own429: answered.refused, failures, records: calls * recordsPerCall, cpuMs: { ours: cpuMs, bare: bare.cpuMs } },
    },
  };
}

async function workWithTwo({ databaseUrl, encryptionKeys }: Services, plan: VendorPlan, vendor: RunningVendor, seconds: number) {
  const ours = await Promise.all(['a', 'b'].map(() => startHelper<VendorCallsHandlers>(file('./vendor-calls-process.ts'))));
  try {
    const [id, urls] = [`con_bench_${plan.name}`, { [plan.name]: vendor.url }];
    await Promise.all(
      ours.map((one, at) => one.call('start', { databaseUrl, encryptionKeys, urls, name: `eng_bench_${plan.name}_${at}` })),
    );
    await ours[0]?.call('addConnection', { id, vendor: plan.name });
    const before = cpuOf(ours);
    const failures = (await Promise.all(ours.map((one) => one.call('work', { id, seconds, vendor, plan })))).flat();
    const cpuMs = cpuOf(ours) - before;
    return { failures, cpuMs, checks: await Promise.all(ours.map((one) => one.call('checks'))) };
  } finally {
    await Promise.all(ours.map((one) => one.call('stop').then(() => one.stop())));
  }
}

/**
 * As many of the same calls by a bare loop of undici. Where the limit counts calls at once, with the same latency and as many at once as it
 * permits, which is the ceiling; otherwise without limits.
 */
async function measureBare({ name, traffic, recordsPerCall, ceiling }: VendorPlan, calls: number, seconds: number) {
  const bare = await startHelper<BareCallsHandlers>(file('./bare-calls-process.ts'));
  const atOnce = 'atOnce' in ceiling ? ceiling.atOnce : 12;
  try {
    return await withVendor({ vendor: name, limited: false, traffic }, async (target) => {
      const before = cpuMsOf(bare.pid);
      const made = await bare.call('work', { vendor: name, target, batch: recordsPerCall, atOnce, calls, seconds: seconds * 2 });
      return { cpuMs: (cpuMsOf(bare.pid) - before) * (calls / made.calls), recordsPerS: (made.calls * recordsPerCall) / made.seconds };
    });
  } finally {
    await bare.stop();
  }
}

async function withVendor<Result>(
  wish: Parameters<VendorFakesHandlers['start']>[0],
  act: (vendor: RunningVendor, fakes: Helper<VendorFakesHandlers>) => Promise<Result>,
): Promise<Result> {
  const fakes = await startHelper<VendorFakesHandlers>(file('./vendor-fakes-process.ts'));
  try {
    return await act(await fakes.call('start', wish), fakes);
  } finally {
    await fakes.stop();
  }
}

const cpuOf = (helpers: { pid: number }[]) => helpers.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0);

const minRatio = 0.95;
const maxCheckMs = 0.2;

export function vendorRows({ vendors, budgetCheckMs }: VendorsFound): Row[] {
  return [
    ...vendors.flatMap(({ name, recordsPerS, ceilingPerS, ratio, own429, records, cpuMs }) => [
      {
        figure: `${name}: records/s read and written`,
        value: `${recordsPerS} of ${ceilingPerS} (${ratio})`,
        target: `≥ ${minRatio}`,
        met: ratio >= minRatio,
      },
      { figure: `${name}: calls that it refused for a limit`, value: String(own429), target: '0', met: own429 === 0 },
      {
        figure: `${name}: CPU ms a record, ours and a bare loop`,
        value: `${perRecord(cpuMs.ours, records)}  ${perRecord(cpuMs.bare, records)}`,
      },
    ]),
    {
      figure: `budget check: ms`,
      value: `p50 ${budgetCheckMs.p50}  p99 ${budgetCheckMs.p99}  (${budgetCheckMs.count} calls)`,
      target: `p99 ≤ ${maxCheckMs}`,
      met: budgetCheckMs.p99 <= maxCheckMs,
    },
  ];
}

const perRecord = (cpuMs: number, records: number) => round(cpuMs / records, 4);

/** The keys of docs/benchmarks.md. */
export function vendorsJson({ vendors, budgetCheckMs }: VendorsFound) {
  const sum = (part: (vendor: VendorFound) => number) => vendors.reduce((total, vendor) => total + part(vendor), 0);
  const records = sum((vendor) => vendor.records);
  return {
    vendors: vendors.map(({ records: own, cpuMs, failures, ...vendor }) => ({
      ...vendor,
      failures: failures.length,
      cpuMsPerRecord: { ours: perRecord(cpuMs.ours, own), bare: perRecord(cpuMs.bare, own) },
    })),
    budgetCheckMs,
    cpuMsPerRecord: {
      ours: perRecord(
        sum(({ cpuMs }) => cpuMs.ours),
        records,
      ),
      bare: perRecord(
        sum(({ cpuMs }) => cpuMs.bare),
        records,
      ),
    },
  };
}
