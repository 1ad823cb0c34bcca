import { readPastAccruals } from '#db/commissions/past-accruals.ts';
import { Plan } from '#domain/commissions/plan.ts';
import { simulate } from '#domain/commissions/simulate.ts';
import { generateAccruals } from './commissions-generate.ts';
import { beginOfSales, type CommissionStack } from './commissions-stack.ts';
import { round } from './percentiles.ts';

export interface SimulationFound {
  conversions: number;
  seconds: number;
  rssMb: number;
}

/** As many as a request tries. */
const MOST = 10_000;

/** A plan with tiers and caps on the sales of a quarter. */
export async function measureSimulation(
  { db, admin, partners, planId }: CommissionStack,
  { simulated }: { simulated: number },
): Promise<SimulationFound> {
  await generateAccruals(admin, { name: 'simulated', partners, planId, count: Math.min(simulated, MOST) });
  const reward = {
    ...{ kind: 'tiered', over: 'period_revenue', mode: 'marginal' },
    tiers: [
      { from: '0', to: '100000', percent: '8' },
      { from: '100000', to: null, percent: '12' },
    ],
  };
  const plan = Plan.parse({
    ...{
      name: 'Tried',
      effective_from: beginOfSales,
      currency: 'EUR',
      rules: [{ name: 'all', reward }],
      caps: { per_period: '500000.00' },
    },
  });
  const startedAt = performance.now();
  const accruals = await readPastAccruals(db.sql, { from: beginOfSales, until: '2026-04-01', limit: MOST });
  simulate(plan, accruals);
  const seconds = (performance.now() - startedAt) / 1_000;
  return { conversions: accruals.length, seconds: round(seconds, 1), rssMb: round(process.resourceUsage().maxRSS / 1024, 0) };
}
