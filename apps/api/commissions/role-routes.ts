import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { ProgrammeParams } from '#apps/api/deals/programme-view.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { addRoleShares, findRoleShares, listRoleShares, type RoleSharesRevision } from '#db/commissions/role-shares.ts';
import { getDeal } from '#db/deals/deal.ts';
import { getProgramme } from '#db/deals/programme.ts';
import { millionthsOf } from '#domain/commissions/percent.ts';
import { RoleShares, RoleSplit, splitByRole } from '#domain/commissions/role-shares.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { Timestamp } from '#domain/instant.ts';
import { addSplitRevision, CommissionSplitRevision, DealParams, findPartnerFaults, toRevision } from './split-view.ts';

const CommissionRoleSharesRevision = z
  .object({
    programme_id: z.string().meta({ example: 'prg_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
    ...{ revision: z.int(), shares: RoleShares, created_at: Timestamp },
    created_by: z.string().meta({ example: 'key_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
  })
  .meta({ id: 'CommissionRoleSharesRevision' });

const common = { tags: ['Commissions'], ...needs('commissions:manage') };

/** What the roles of sales are worth in a programme, and splits by them. */
export function roleRoutes(app: App, deps: ApiDeps): void {
  sharesRoutes(app, deps);
  splitRoute(app, deps);
}

function sharesRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    ...common,
    operationId: 'listCommissionRoleShares',
    summary: 'List the shares of roles in a programme',
    description:
      'Returns all revisions, oldest first. In a month the one with the latest month that has begun applies, and of those for one month the latest.',
    params: ProgrammeParams,
    response: {
      200: z
        .object({ data: z.array(CommissionRoleSharesRevision).meta({ maxItems: 1000 }) })
        .meta({ id: 'CommissionRoleSharesRevisions' })
        .describe('All revisions'),
      ...problems(403, 404),
    },
  };
  app.get('/programmes/:id/commission-role-shares', { onRequest: platformOnly, schema: list }, async (request) => {
    const { id } = await getProgramme(db, request.params.id);
    return { data: (await listRoleShares(db.sql, id)).map(toShares) };
  });

  const add = {
    ...common,
    operationId: 'addCommissionRoleShares',
    summary: 'Set the shares of roles in a programme',
    description:
      'Adds a revision: which part of a commission goes to who found the sale (source), who helped to win it (influence) and who puts it to work (implement). Splits by roles that are made afterwards take it; what is split already stays.',
    params: ProgrammeParams,
    body: RoleShares,
    response: { 201: CommissionRoleSharesRevision.describe('The new revision'), ...problems(403, 404) },
  };
  app.post('/programmes/:id/commission-role-shares', { onRequest: platformOnly, schema: add }, async (request, reply) => {
    const { id: programmeId } = await getProgramme(db, request.params.id);
    const actor = actorOf(request);
    const revision = await beginAs(db.sql, actor, async (tx) => {
      const added = await addRoleShares(tx, { programmeId, shares: request.body, createdBy: actor.id });
      await insertAuditEntry(tx, actor, {
        ...{ action: 'commission_role_shares.added', objectKind: 'commission_role_shares', objectId: programmeId },
        detail: { revision: added.revision, shares: request.body },
      });
      return added;
    });
    return reply.code(201).send(toShares(revision));
  });
}

function splitRoute(app: App, { db }: ApiDeps): void {
  const schema = {
    ...common,
    operationId: 'splitCommissionByRoles',
    summary: 'Split the commissions of a deal by roles',
    description:
      "Adds a revision of the deal's split by what each partner did, with the shares of the deal's programme in the month. Those in one role have equal parts of its share, and the company keeps the share of a role that nobody has. The parts are stored with the split: later shares do not change it.",
    params: DealParams,
    body: RoleSplit,
    response: { 201: CommissionSplitRevision.describe('The new revision'), ...problems(403, 404, 409) },
  };
  app.post('/deals/:id/commission-splits/by-roles', { onRequest: platformOnly, schema }, async (request, reply) => {
    const { id: dealId, programmeId } = await getDeal(db, request.params.id);
    const { month, partners } = request.body;
    const faults = await findPartnerFaults(db.sql, 'partners', partners);
    if (faults.length > 0) throw invalidRequest(faults);
    const found = await findRoleShares(db.sql, programmeId, month);
    if (!found) throw noShares(programmeId, month);
    const idle = partners.flatMap(({ role }, index) =>
      millionthsOf(found.shares[role]) === 0n
        ? [fieldError(['partners', index, 'role'], 'invalid_value', `has no share in revision ${found.revision} of the programme: ${role}`)]
        : [],
    );
    if (idle.length > 0) throw invalidRequest(idle);
    const split = splitByRole(found.shares, request.body);
    return reply
      .code(201)
      .send(toRevision(await addSplitRevision(db.sql, actorOf(request), { dealId, split, roleShares: found.revision })));
  });
}

const noShares = (programmeId: string, month: string) =>
  new DomainError(
    'conflict',
    `The programme ${programmeId} has no shares of roles in ${month}. Set them with POST /programmes/${programmeId}/commission-role-shares, or name the percentages with POST /deals/{id}/commission-splits.`,
  );

const toShares = ({
  programmeId,
  revision,
  shares,
  createdAt,
  createdBy,
}: RoleSharesRevision): z.infer<typeof CommissionRoleSharesRevision> => ({
  ...{ programme_id: programmeId, revision, shares: RoleShares.parse(shares), created_at: createdAt.toISOString(), created_by: createdBy },
});
