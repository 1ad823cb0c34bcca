import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { getPartner } from '#db/partners/partner.ts';
import { assertSandbox, createPromotion, getPromotion, type PromotionRow, readPromotionFacts } from '#db/sandboxes/promotion.ts';
import { DomainError } from '#domain/errors.ts';
import { Timestamp } from '#domain/instant.ts';
import { tiers } from '#domain/partners/partner.ts';
import { checkPromotion } from '#domain/sandboxes/promotion.ts';

const tags = ['Promotions'];

const CreatePromotion = z
  .strictObject({ tier: z.enum(['standard', 'enterprise']) })
  .meta({ id: 'CreatePromotion', examples: [{ tier: 'standard' }] });

const PromotionCheck = z
  .object({ check: z.string(), passed: z.boolean(), detail: z.string().describe('Result of the check, and what to do if it failed') })
  .meta({
    id: 'PromotionCheck',
    examples: [{ check: 'endpoint_verified', passed: true, detail: 'An endpoint responded to a test event with 2xx' }],
  });

const Promotion = z
  .object({
    id: z.string(),
    partner_id: z.string(),
    tier: z.enum(tiers).describe('Tier that the partner is promoted to'),
    status: z.enum(['checking', 'blocked', 'promoted']).describe('`blocked` is final. Request another promotion when the checks pass'),
    reason: z
      .string()
      .nullable()
      .meta({ maxLength: 2_000 })
      .describe('Why nothing happens any more, although it is not finished; null otherwise'),
    checks: z.array(PromotionCheck),
    requested_by: z.string(),
    created_at: Timestamp,
    finished_at: Timestamp.nullable(),
  })
  .meta({
    id: 'Promotion',
    examples: [
      {
        id: 'prm_01k9v5yq3n8t2e6w7x4z0b1c2d',
        partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
        tier: 'standard',
        status: 'promoted',
        reason: null,
        checks: [{ check: 'technical_contact', passed: true, detail: 'Technical contacts: 1.' }],
        requested_by: 'key_01k9v5w0c4r8m1s6q2t7y3z9ab',
        created_at: '2026-03-01T09:30:00.000Z',
        finished_at: '2026-03-01T09:30:01.000Z',
      },
    ],
  });

const PromotionChecks = z.object({ ready: z.boolean(), checks: z.array(PromotionCheck) }).meta({ id: 'PromotionChecks' });

export function promotionRoutes(app: App, deps: ApiDeps): void {
  createRoute(app, deps);
  readRoutes(app, deps);
}

function createRoute(app: App, { db, workflows }: ApiDeps): void {
  const schema = {
    operationId: 'promotePartner',
    summary: 'Promote a sandbox to production',
    description:
      'Checks whether the partner is ready for production. If all checks pass, the partner gets the tier and its synthetic data is ' +
      'erased. Otherwise the promotion is blocked, and `checks` shows why.',
    tags,
    ...needs('partners:write'),
    params: PartnerParams,
    body: CreatePromotion,
    response: { 202: Promotion, ...problems(404, 409) },
  };
  app.post('/partners/:id/promotions', { schema }, async (request, reply) => {
    const row = await createPromotion(db, request.params.id, request.body.tier, actorOf(request));
    await bestEffort(request, 'promote', () => workflows.sandboxes.promote(row));
    return reply.code(202).header('location', `/api/v1/promotions/${row.id}`).send(toPromotion(row));
  });
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const read = {
    operationId: 'getPromotion',
    summary: 'Retrieve a promotion',
    description: 'Returns the promotion with the result of each check. A partner key sees only promotions of its own partner.',
    tags,
    ...needs('partner:read'),
    params: z.object({ id: z.string().describe('ID of the promotion (`prm_…`)') }),
    response: { 200: Promotion, ...problems(404) },
  };
  app.get('/promotions/:id', { schema: read }, async (request) =>
    toPromotion(await getPromotion(db, request.params.id, visiblePartner(request))),
  );

  const checks = {
    operationId: 'getPromotionChecks',
    summary: 'Preview a promotion',
    description:
      'Returns the current results of the checks without changing anything. A partner key sees only its own partner. Returns 409 if the partner is not a sandbox any more.',
    tags,
    ...needs('partner:read'),
    params: PartnerParams,
    response: { 200: PromotionChecks, ...problems(404, 409) },
  };
  app.get('/partners/:id/promotion-checks', { schema: checks }, async (request) => {
    const { id } = request.params;
    if ((visiblePartner(request) ?? id) !== id) throw new DomainError('not_found', `There is no partner ${id}`);
    assertSandbox(await getPartner(db, id));
    const found = checkPromotion(await readPromotionFacts(db.sql, id));
    return { ready: found.every((check) => check.passed), checks: found };
  });
}

function toPromotion(row: PromotionRow): z.infer<typeof Promotion> {
  return {
    id: row.id,
    partner_id: row.partnerId,
    tier: row.tier,
    status: row.status,
    reason: row.reason,
    checks: row.checks,
    requested_by: row.requestedBy,
    created_at: row.createdAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}
