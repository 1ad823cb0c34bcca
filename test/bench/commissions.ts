import { measureAccrual } from './commissions-accrual.ts';
import { type CommissionFindings, describe, toJson } from './commissions-figures.ts';
import { measureOperations } from './commissions-operations.ts';
import { measurePayout } from './commissions-payout.ts';
import { measureReads } from './commissions-reads.ts';
import { measureSimulation } from './commissions-simulation.ts';
import { type CommissionStack, startCommissionStack } from './commissions-stack.ts';
import { runParts } from './run-parts.ts';

const parts = ['accrual', 'payout', 'reads', 'simulation', 'operations'] as const;

const usage = `Measures commissions: booking what sales bring, a payout run whose process is killed again and again, a statement and the explanation of a line over
HTTP, trying a plan on past sales, and the trial balance after random operations.

  npm run bench:commissions -- [--quick] [--json] [--only=${parts.join(',')}]

  --quick   half a minute, with few lines: proves the bench rather than the ledger
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys
  --only    some of: ${parts.join(', ')}`;

const sizes = {
  quick: { sales: 500, payouts: 1_000, kills: 2, lines: 500, requests: 20, simulated: 10_000, operations: 500, interruptions: 2 },
  full: {
    ...{ sales: 20_000, payouts: 100_000, kills: 10, lines: 10_000, requests: 100, simulated: 1_000_000 },
    ...{ operations: 1_000_000, interruptions: 10 },
  },
};

async function measure(
  name: (typeof parts)[number],
  stack: CommissionStack,
  quick: boolean,
  say: (line: string) => void,
): Promise<Partial<CommissionFindings>> {
  const size = quick ? sizes.quick : sizes.full;
  if (name === 'accrual') return { accrual: await measureAccrual(stack, size, say) };
  if (name === 'payout') return { payout: await measurePayout(stack, size, say) };
  if (name === 'reads') return { reads: await measureReads(stack, size) };
  if (name === 'simulation') return { simulation: await measureSimulation(stack, size, say) };
  return { operations: await measureOperations(stack, size, say) };
}

await runParts({
  ...{ usage, names: parts, starts: 'PostgreSQL (fsync on)', subject: 'commissions' },
  ...{ start: startCommissionStack, measure, describe, toJson },
});
process.exit();
