import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { type Goal, listGoals } from '#db/commissions/goal.ts';
import { goalStates } from '#domain/commissions/commission.ts';
import { Timestamp } from '#domain/instant.ts';

const CommissionGoal = z
  .object({
    id: z.string().meta({ example: 'cnv_01k9v5w0c4r8m1s6q2t7y3z9ab' }).describe('The conversion, or the revenue that belongs to none'),
    state: z
      .enum(goalStates)
      .describe(
        'pending: being computed, or waiting for an exchange rate. waiting: a refund without its sale. failed: a person has to act',
      ),
    reason: z.string().nullable().describe('Why it is not settled, or why it brings nobody anything'),
    updated_at: Timestamp,
  })
  .meta({ id: 'CommissionGoal' });

/** Whose commissions are not computed, and why. */
export function goalRoutes(app: App, { db: { sql } }: ApiDeps): void {
  const schema = {
    operationId: 'listCommissionGoals',
    summary: 'List conversions whose commissions are computed',
    description:
      'Returns conversions, and revenue that belongs to none, with the state of their commissions: which wait, which failed, and why.',
    tags: ['Commissions'],
    ...needs('commissions:manage'),
    querystring: ListQuery.extend({ state: oneOrMore(goalStates).optional() }),
    response: { 200: listOf(CommissionGoal).meta({ id: 'CommissionGoalList' }), ...problems(403) },
  };
  app.get('/commission-goals', { onRequest: platformOnly, schema }, async (request, reply) => {
    const page = readPage(request);
    const rows = await listGoals(sql, { states: valuesOf(request.query.state), below: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toGoal);
  });
}

const toGoal = ({ id, state, reason, updatedAt }: Goal): z.infer<typeof CommissionGoal> => ({
  ...{ id, state, reason, updated_at: updatedAt.toISOString() },
});
