import { describe, type GatewayFindings, toJson } from './gateway-figures.ts';
import {
  type GatewayPlan,
  measureChecks,
  measureCompression,
  measureFlood,
  measureLimits,
  measureThroughput,
} from './gateway-measurements.ts';
import { type GatewayStack, startGatewayStack } from './gateway-stack.ts';
import { runParts } from './run-parts.ts';

const usage = `Measures the API's gateway: what key check, rate limit and compression cost, and how exactly the limit holds.

  npm run bench:gateway -- [--quick] [--json] [--only=throughput,checks,limits,flood,compression]

  --quick   about a minute: proves the bench rather than the gateway
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys
  --only    some of: throughput, checks, limits, flood, compression`;

const full: GatewayPlan = { warmUpS: 5, throughput: { rounds: 7, seconds: 6 }, checkS: 30, limitS: 60, flood: { rounds: 9, seconds: 6 } };
const quick: GatewayPlan = {
  warmUpS: 1,
  throughput: { rounds: 3, seconds: 1.5 },
  checkS: 2,
  limitS: 8,
  flood: { rounds: 3, seconds: 1.5 },
};

const titles = {
  throughput: 'Measuring throughput, Causeway and a bare route in turns',
  checks: 'Measuring the limit check',
  limits: 'Measuring the limit of one partner over two processes',
  flood: 'Measuring a partner beside a flood',
  compression: 'Measuring a list as it is and compressed, in turns',
};
const names = ['throughput', 'checks', 'limits', 'flood', 'compression'] as const;

await runParts<(typeof names)[number], GatewayStack, GatewayFindings>({
  ...{ usage, names, starts: 'PostgreSQL and the API', subject: 'gateway', start: startGatewayStack, describe, toJson },
  async measure(name, stack, isQuick, say) {
    const plan = isQuick ? quick : full;
    say(`${titles[name]} …`);
    if (name === 'throughput') return { throughput: await measureThroughput(stack, plan) };
    if (name === 'checks') return { checks: await measureChecks(stack, plan) };
    if (name === 'limits') return { limits: await measureLimits(stack, plan) };
    return name === 'flood' ? { flood: await measureFlood(stack, plan) } : { compression: await measureCompression(stack, plan) };
  },
});
