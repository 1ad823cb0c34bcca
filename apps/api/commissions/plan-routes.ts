import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, Problem, problems } from '#apps/api/http/errors.ts';
import { ListQuery, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { addPlanVersion, findLatestVersion, listPlans, listPlanVersions, type PlanVersion } from '#db/commissions/plan.ts';
import type { Sql } from '#db/database.ts';
import { Plan } from '#domain/commissions/plan.ts';
import { DomainError, shownErrors } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { newId } from '#domain/id.ts';
import { findPlanErrors } from './check-plan.ts';
import { CommissionPlanList, CommissionPlanVersion, PlanParams, toPlanVersion } from './plan-view.ts';

const tags = ['Commissions'];

/** What partners get for sales. A version never changes: the next one takes its place from a day on. */
export function planRoutes(app: App, deps: ApiDeps): void {
  readRoutes(app, deps);
  writeRoutes(app, deps);
  validateRoute(app, deps);
}

function readRoutes(app: App, { db: { sql } }: ApiDeps): void {
  const common = { tags, ...needs('commissions:manage') };
  const list = {
    ...common,
    operationId: 'listCommissionPlans',
    summary: 'List commission plans',
    description: 'Returns the latest version of each plan, newest plan first.',
    querystring: ListQuery,
    response: { 200: CommissionPlanList, ...problems(403) },
  };
  app.get('/commission-plans', { onRequest: platformOnly, schema: list }, async (request, reply) => {
    const page = readPage(request);
    const rows = await listPlans(sql, { below: page.after, limit: page.limit + 1 });
    return listReply(
      request,
      reply,
      page,
      rows.map((row) => ({ ...row, id: row.planId })),
      toPlanVersion,
    );
  });

  const get = {
    ...common,
    operationId: 'getCommissionPlan',
    summary: 'Get a commission plan',
    description: 'Returns all versions of a plan, newest first.',
    params: PlanParams,
    response: {
      200: z.object({ versions: z.array(CommissionPlanVersion).meta({ maxItems: 1000 }) }).meta({ id: 'CommissionPlanVersions' }),
      ...problems(403, 404),
    },
  };
  app.get('/commission-plans/:id', { onRequest: platformOnly, schema: get }, async (request) => {
    const versions = await listPlanVersions(sql, request.params.id);
    if (versions.length === 0) throw noPlan(request.params.id);
    return { versions: versions.map(toPlanVersion) };
  });
}

function writeRoutes(app: App, { db: { sql }, transformer }: ApiDeps): void {
  const common = { tags, ...needs('commissions:manage'), body: Plan };
  const create = {
    ...common,
    operationId: 'createCommissionPlan',
    summary: 'Create a commission plan',
    description:
      'Creates a plan with its first version. It pays nobody until it is assigned. If it is not valid, the response lists all errors. Amounts are in the currency of the plan.',
    response: { 201: CommissionPlanVersion.describe('Version 1'), ...problems(403) },
  };
  app.post('/commission-plans', { onRequest: platformOnly, schema: create, attachValidation: true }, async (request, reply) => {
    assertPlan(await findPlanErrors(transformer, request));
    return reply.code(201).send(toPlanVersion(await addVersion(sql, actorOf(request), newId('pln'), request.body)));
  });

  const next = {
    ...common,
    operationId: 'createCommissionPlanVersion',
    summary: 'Create a version of a commission plan',
    description:
      'Adds a version, which applies to sales from its `effective_from` on. What was accrued by earlier versions stays, and refunds of those sales still compute with them.',
    params: PlanParams,
    response: { 201: CommissionPlanVersion.describe('The new version'), ...problems(403, 404, 409) },
  };
  app.post('/commission-plans/:id/versions', { onRequest: platformOnly, schema: next, attachValidation: true }, async (request, reply) => {
    assertPlan(await findPlanErrors(transformer, request));
    const { id } = request.params;
    if (!(await findLatestVersion(sql, id))) throw noPlan(id);
    return reply.code(201).send(toPlanVersion(await addVersion(sql, actorOf(request), id, request.body)));
  });
}

function validateRoute(app: App, { transformer }: ApiDeps): void {
  const schema = {
    operationId: 'validateCommissionPlan',
    summary: 'Check a commission plan',
    description: 'Changes nothing. Returns all errors that creating the plan would return.',
    tags,
    ...needs('commissions:manage'),
    body: Plan,
    response: {
      200: z
        .object({ valid: z.boolean(), errors: Problem.shape.errors })
        .meta({ id: 'CommissionPlanCheck', examples: [{ valid: true, errors: [] }] }),
      ...problems(403),
    },
  };
  app.post('/commission-plans/validate', { onRequest: platformOnly, schema, attachValidation: true }, async (request) => {
    const errors = await findPlanErrors(transformer, request);
    return { valid: errors.length === 0, errors: shownErrors(errors) };
  });
}

function assertPlan(errors: Awaited<ReturnType<typeof findPlanErrors>>): void {
  if (errors.length > 0) throw invalidRequest(errors);
}

async function addVersion(sql: Sql, actor: Actor, planId: string, plan: Plan): Promise<PlanVersion> {
  return beginAs(sql, actor, async (tx) => {
    const added = await addPlanVersion(tx, { planId, plan, createdBy: actor.id });
    if ('beginsTooEarly' in added) {
      const { number, plan: before } = added.beginsTooEarly;
      const message = `must be after ${before.effective_from}, when version ${number} begins`;
      throw new DomainError(
        'conflict',
        `Version ${number} of the plan begins on ${before.effective_from}. A later version must begin later.`,
        [fieldError(['effective_from'], 'out_of_range', message)],
      );
    }
    await insertAuditEntry(tx, actor, {
      ...{ action: 'commission_plan.version_added', objectKind: 'commission_plan', objectId: planId },
      detail: { version: added.number, plan },
    });
    return added;
  });
}

const noPlan = (id: string) => new DomainError('not_found', `There is no commission plan ${id}.`);
