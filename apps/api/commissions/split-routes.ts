import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { addSplit, listSplits, type SplitRevision } from '#db/commissions/split.ts';
import type { Sql } from '#db/database.ts';
import { getDeal } from '#db/deals/deal.ts';
import { readEarningPartners } from '#db/partners/earning-partners.ts';
import { Split } from '#domain/commissions/split.ts';
import { fieldError } from '#domain/field-error.ts';
import { Timestamp } from '#domain/instant.ts';

const DealParams = z.object({ id: z.string().max(40).describe('ID of the deal (`deal_…`)') });
const CommissionSplitRevision = z
  .object({
    deal_id: z.string().meta({ example: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
    ...{ revision: z.int(), split: Split, created_at: Timestamp },
    created_by: z.string().meta({ example: 'key_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
  })
  .meta({ id: 'CommissionSplitRevision' });

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
    await assertPartners(db.sql, request.body);
    const actor = actorOf(request);
    const revision = await beginAs(db.sql, actor, async (tx) => {
      const added = await addSplit(tx, { dealId, split: request.body, createdBy: actor.id });
      await insertAuditEntry(tx, actor, {
        ...{ action: 'commission_split.added', objectKind: 'commission_split', objectId: dealId },
        detail: { revision: added.revision, split: request.body },
      });
      return added;
    });
    return reply.code(201).send(toRevision(revision));
  });
}

/** All partners of a split can earn. Names every one that cannot. */
async function assertPartners(sql: Sql, { allocations }: Split): Promise<void> {
  const ids = allocations.flatMap(({ partner_id: id }) => id ?? []);
  const known = await readEarningPartners(sql, ids);
  const faults = allocations.flatMap(({ partner_id: id }, index) =>
    id === null || known.has(id)
      ? []
      : [fieldError(['allocations', index, 'partner_id'], 'unknown_partner', `is not a partner that can earn: ${id}. Sandboxes cannot`)],
  );
  if (faults.length > 0) throw invalidRequest(faults);
}

const toRevision = ({ dealId, revision, split, createdAt, createdBy }: SplitRevision): z.infer<typeof CommissionSplitRevision> => ({
  ...{ deal_id: dealId, revision, split: Split.parse(split), created_at: createdAt.toISOString(), created_by: createdBy },
});
