import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { beginOfSales, generateAccruals } from './commissions-generate.ts';
import type { CommissionStack } from './commissions-stack.ts';
import { round } from './percentiles.ts';

export interface SimulationFound {
  conversions: number;
  seconds: number;
  rssMb: number;
  /** The same sales by a plan with conditions. */
  conditionsSeconds: number;
}

const tiers = [
  { from: '0', to: '100000', percent: '8' },
  { from: '100000', to: null, percent: '12' },
];
/** Tiers over what a partner sold in the month, and a cap of the month. */
const plan = {
  ...{ name: 'Tried', effective_from: beginOfSales, currency: 'EUR', caps: { per_period: '500000.00' } },
  rules: [{ name: 'all', reward: { kind: 'tiered', over: 'period_revenue', mode: 'marginal', tiers } }],
};

/** The command of the operator, from its start to its end, on the sales of a quarter. */
export async function measureSimulation(
  { url, admin, partners, planId, stateDir }: CommissionStack,
  { simulated }: { simulated: number },
  say: (line: string) => void,
): Promise<SimulationFound> {
  say(`Generating ${simulated} accruals …`);
  await generateAccruals(admin, { name: 'simulated', partners, planId, count: simulated });
  const plain = await simulate(url, stateDir, plan);
  say('Simulating the same with conditions …');
  const conditional = await simulate(url, stateDir, { ...plan, rules: conditionalRules(partners[0] ?? '') });
  return { ...plain, conditionsSeconds: conditional.seconds };
}

/** What is asked of every sale: of its partner, and of its deal. */
const conditionalRules = (partnerId: string) => [
  { ...plan.rules[0], name: 'one', when: `partner.id = "${partnerId}"` },
  { ...plan.rules[0], name: 'many seats', when: 'deal.custom.seats > 100' },
  ...plan.rules,
];

async function simulate(url: string, stateDir: string, tried: object): Promise<Omit<SimulationFound, 'conditionsSeconds'>> {
  const file = path.join(stateDir, 'plan.json');
  await writeFile(file, JSON.stringify(tried));
  const command = new URL('../../apps/cli/commissions-simulate.ts', import.meta.url).pathname;
  const watch = new URL('./print-memory.ts', import.meta.url).pathname;
  const keys = `bench:${randomBytes(32).toString('base64')}`;
  const startedAt = performance.now();
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', watch, command, `--plan=${file}`, `--from=${beginOfSales}`, '--until=2026-04-01', '--json'],
    { env: { ...process.env, DATABASE_URL: url, CAUSEWAY_ENCRYPTION_KEYS: keys }, maxBuffer: 64 * 1024 * 1024 },
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const { sales } = JSON.parse(stdout) as { sales: number };
  return { conversions: sales, seconds: round(seconds, 1), rssMb: round(Number(/most resident: (\d+)/.exec(stderr)?.[1]) / 1024, 0) };
}
