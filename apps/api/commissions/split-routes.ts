import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { listSplits } from '#db/commissions/split.ts';
import { getDeal } from '#db/deals/deal.ts';
import { Split } from '#domain/commissions/split.ts';
import { addSplitRevision, CommissionSplitRevision, DealParams, findPartnerFaults, toRevision } from './split-view.ts';

const common = { tags: ['Commissions'], ...needs('commissions:manage'), params: DealParams };

/** Who shares the commissions of a deal. */
export function splitRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    ...common,
    operationId: 'listCommissionSplits',
    summary: 'List the commission splits of a deal',
    description:
      'Returns all revisions, oldest first. On a day the one with the latest month that has begun applies, and of those for one month the latest. Without any, the attribution decides.',
    response: {
      200: z
        .object({ data: z.array(CommissionSplitRevision).meta({ maxItems: 1000 }) })
        .meta({ id: 'CommissionSplitRevisions' })
        .describe('All revisions'),
      ...problems(403, 404),
    },
  };
  app.get('/deals/:id/commission-splits', { onRequest: platformOnly, schema: list }, async (request) => {
    const { id } = await getDeal(db, request.params.id);
    return { data: (await listSplits(db.sql, id)).map(toRevision) };
  });

  const add = {
    ...common,
    operationId: 'addCommissionSplit',
    summary: 'Split the commissions of a deal',
    description:
      'Adds a revision, which applies to sales of the deal from its month on. What is accrued already stays, and its refunds compute with the split that made it.',
    body: Split,
    response: { 201: CommissionSplitRevision.describe('The new revision'), ...problems(403, 404) },
  };
  app.post('/deals/:id/commission-splits', { onRequest: platformOnly, schema: add }, async (request, reply) => {
    const { id: dealId } = await getDeal(db, request.params.id);
    const faults = await findPartnerFaults(db.sql, 'allocations', request.body.allocations);
    if (faults.length > 0) throw invalidRequest(faults);
    return reply.code(201).send(toRevision(await addSplitRevision(db.sql, actorOf(request), { dealId, split: request.body })));
  });
}
