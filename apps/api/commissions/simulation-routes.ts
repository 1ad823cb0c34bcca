import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { readFirstAccruals } from '#db/commissions/past-accruals.ts';
import { withConditions } from '#db/commissions/tried-accruals.ts';
import { conditionsOf } from '#domain/commissions/conditions.ts';
import { ManyConditions } from '#domain/commissions/many-conditions.ts';
import { Plan } from '#domain/commissions/plan.ts';
import { type Simulated, Simulation } from '#domain/commissions/simulate.ts';
import { fieldError } from '#domain/field-error.ts';
import { Day } from '#domain/instant.ts';
import { SignedMoney, toMoney } from '#domain/money.ts';

/** More take longer than a request may. */
const MAX_ACCRUALS = 10_000;
/** Conditions are evaluated in another process, for each sale. */
const MAX_EVALUATIONS = 20_000;

const SimulationRequest = z
  .strictObject({
    plan: Plan,
    from: Day.meta({ example: '2026-01-01' }).describe('The day of the first sale'),
    until: Day.meta({ example: '2026-04-01' }).describe('The day after that of the last sale'),
  })
  .meta({ id: 'CommissionSimulation' });
const SimulationResult = z
  .object({
    sales: z.int(),
    is_complete: z.boolean().describe('false: there were more sales than are simulated at once. Choose a shorter time'),
    partners: z
      .array(
        z.object({
          ...{ partner_id: z.string(), sales: z.int() },
          ...{ is: SignedMoney.describe('What was accrued'), would_be: SignedMoney, difference: SignedMoney },
        }),
      )
      .meta({ maxItems: MAX_ACCRUALS }),
  })
  .meta({ id: 'CommissionSimulationResult' });

/** A plan is tried on what was sold, before it takes effect. */
export function simulationRoutes(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'simulateCommissionPlan',
    summary: 'Try a commission plan on past sales',
    description: `Changes nothing. Computes what the sales that were accrued in a time would have brought each partner by this plan, and the difference to what they brought: at most ${MAX_ACCRUALS} of them, or fewer if the plan has more than two conditions. \`npm run commissions:simulate\` tries a plan on any number. Refunds are left out on both sides.`,
    tags: ['Commissions'],
    ...needs('commissions:manage'),
    body: SimulationRequest,
    response: { 200: SimulationResult, ...problems(403, 422) },
  };
  app.post('/commission-plans/simulate', { onRequest: platformOnly, schema }, async (request) => {
    const { plan, from, until } = request.body;
    if (from >= until) throw invalidRequest([fieldError(['until'], 'out_of_range', `must be after from, ${from}`)]);
    const conditions = conditionsOf(plan).length;
    const limit = Math.min(MAX_ACCRUALS, Math.ceil(MAX_EVALUATIONS / Math.max(conditions, 1)));
    const found = await readFirstAccruals(deps.db.sql, { from, until, pageSize: limit + 1 });
    const accruals = found.slice(0, limit);
    const simulation = new Simulation(plan);
    const tried = { plan, conditions: new ManyConditions(deps.transformer, plan) };
    for (const accrual of conditions === 0 ? accruals : await withConditions(deps.db.sql, tried, accruals)) simulation.add(accrual);
    return { sales: accruals.length, is_complete: found.length <= limit, partners: simulation.results.map(toResult) };
  });
}

function toResult({ partnerId, currency, sales, isMinor, wouldMinor }: Simulated) {
  const money = (minor: bigint) => toMoney(minor, currency);
  return { partner_id: partnerId, sales, is: money(isMinor), would_be: money(wouldMinor), difference: money(wouldMinor - isMinor) };
}
