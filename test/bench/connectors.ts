import { cpus } from 'node:os';
import { z } from 'zod';
import { flagsOrExit } from '#apps/flags.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { seedPlatform } from '#test/support/stack/seed.ts';
import { startServices } from '#test/support/stack/services.ts';
import { inboundJson, type InboundPlan, inboundRows, measureInbound } from './inbound.ts';
import { layOut } from './report.ts';
import { measureVendors, vendorRows, vendorsJson, type VendorsPlan } from './vendors.ts';

const usage = `Measures what connects Causeway with vendors, on a stack of its own: PostgreSQL, Temporal, one engine and
fakes of the vendors with their published limits.

  npm run bench:connectors -- [--quick] [--json]

  --quick   a minute and a half: proves the bench rather than the engine
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys`;

const full: InboundPlan = { ratePerS: 200, warmUpS: 20, seconds: 60, events: 5_000, inserts: 2_000 };
const quick: InboundPlan = { ratePerS: 200, warmUpS: 5, seconds: 5, events: 500, inserts: 200 };

/** Seconds; HubSpot's window has ten. */
const fullVendors: VendorsPlan = { hubspot: 85, salesforce: 40, stripe: 80 };
const quickVendors: VendorsPlan = { hubspot: 31, salesforce: 4, stripe: 20 };

const flags = flagsOrExit(z.strictObject({ quick: z.boolean().default(false), json: z.boolean().default(false) }), usage);

const say = (line: string): void => console.log(line);
const stateDir = await makeScratch();
const steps: (() => Promise<unknown>)[] = [];
let ending: Promise<void> | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    say(`${signal}: stopping everything …`);
    void end().finally(() => process.exit(130));
  });
}

try {
  say(`Starting PostgreSQL (fsync on), Temporal and one engine on ${cpus().length} cores …`);
  if (flags.quick) say('Quick: short measurements. These numbers prove the bench, not the engine.');
  const services = await startServices(stateDir, say);
  steps.push(() => services.stop());
  const vendors = await measureVendors(services, flags.quick ? quickVendors : fullVendors, say);
  const key = await seedPlatform(services, []);
  const port = await findFixedPort();
  const engine = await startEngine(services, { role: 'engine', name: 'engine', port, until: 'ready' });
  steps.push(() => engine.stop());
  say('Sending webhooks as Stripe does …');
  const target = { api: `http://127.0.0.1:${port}/api/v1`, key, databaseUrl: services.databaseUrl };
  const inbound = await measureInbound(target, flags.quick ? quick : full);
  say(`\n${layOut([...vendorRows(vendors), ...inboundRows(inbound)])}`);
  for (const { name, failures } of vendors.vendors) {
    if (failures.length > 0) say(`${name}: ${failures.length} failures, such as ${failures[0]}`);
  }
  if (flags.json) say(JSON.stringify({ ...vendorsJson(vendors), inbound: inboundJson(inbound), quick: flags.quick }));
} finally {
  await end();
}

/** Once, whether the run is over or somebody wants it to be. */
function end(): Promise<void> {
  ending ??= stopAll().finally(() => removeScratch(stateDir));
  return ending;
}

async function stopAll(): Promise<void> {
  for (const step of steps.splice(0).toReversed()) await step();
}
