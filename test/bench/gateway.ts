import { cpus } from 'node:os';
import { z } from 'zod';
import { flagsOrExit } from '#apps/flags.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { describe, toJson } from './gateway-figures.ts';
import { type GatewayPlan, measureChecks, measureFlood, measureLimits, measureThroughput } from './gateway-measurements.ts';
import { type GatewayStack, startGatewayStack } from './gateway-stack.ts';

const usage = `Measures the API's gateway: what key check and rate limit cost, and how exactly the limit holds.

  npm run bench:gateway -- [--quick] [--json]

  --quick   less than a minute: proves the bench rather than the gateway
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys`;

const full: GatewayPlan = { warmUpS: 5, throughput: { rounds: 7, seconds: 6 }, checkS: 30, limitS: 60, flood: { rounds: 9, seconds: 6 } };
const quick: GatewayPlan = {
  warmUpS: 1,
  throughput: { rounds: 3, seconds: 1.5 },
  checkS: 2,
  limitS: 8,
  flood: { rounds: 3, seconds: 1.5 },
};

const flags = flagsOrExit(
  z.strictObject({
    quick: z.boolean().default(false),
    json: z.boolean().default(false),
  }),
  usage,
);

const say = (line: string): void => console.log(line);
const plan = flags.quick ? quick : full;
const stateDir = await makeScratch();
let stack: GatewayStack | undefined;
let ending: Promise<void> | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    say(`${signal}: stopping everything …`);
    void end().finally(() => process.exit(130));
  });
}

try {
  say(`Starting PostgreSQL and the API on ${cpus().length} cores …`);
  if (flags.quick) say('Quick: short measurements, cold caches. These numbers prove the bench, not the gateway.');
  stack = await startGatewayStack(stateDir, say);
  say('Measuring throughput, Causeway and a bare route in turns …');
  const throughput = await measureThroughput(stack, plan);
  say('Measuring the limit check …');
  const checks = await measureChecks(stack, plan);
  say('Measuring the limit of one partner over two processes …');
  const limits = await measureLimits(stack, plan);
  say('Measuring a partner beside a flood …');
  const flood = await measureFlood(stack, plan);
  const findings = { quick: flags.quick, throughput, checks, limits, flood };
  say(`\n${describe(findings)}`);
  if (flags.json) say(JSON.stringify(toJson(findings)));
} finally {
  await end();
}

/** Once, whether the run is over or somebody wants it to be. */
function end(): Promise<void> {
  ending ??= (stack?.stop() ?? Promise.resolve()).finally(() => removeScratch(stateDir));
  return ending;
}
