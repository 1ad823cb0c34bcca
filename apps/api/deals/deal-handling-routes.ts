import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { IfMatch } from '#apps/api/http/if-match.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { overrideDeal, reassignDeal } from '#db/deals/deal-handling.ts';
import { extendProtection } from '#db/deals/deal-review.ts';
import { getDeal } from '#db/deals/deal.ts';
import { stages } from '#domain/deals/deal-states.ts';
import { Instant, toDate } from '#domain/instant.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { FilledText } from '#domain/plain-text.ts';
import { answerDeal, reviewBy } from './deal-answer.ts';
import { Deal, DealParams } from './deal-view.ts';

const common = { tags: ['Deals'], params: DealParams, headers: IfMatch, response: { 200: Deal, ...problems(404, 409, 412) } };
const reason = FilledText(2_000);

const Extension = z
  .strictObject({ reason })
  .meta({ id: 'ExtendProtection', example: { reason: 'The customer decides after its budget round in June' } });

const Reassignment = z
  .strictObject({
    assignee: FilledText(200)
      .nullable()
      .optional()
      .describe('The person at the company who is responsible for the deal from now on; null for nobody'),
    partner_id: z
      .string()
      .max(64)
      .optional()
      .describe('The new partner of the deal. It must be active, and in production or a sandbox like the current partner'),
    reason: reason.describe('Visible only to the company'),
  })
  .refine((sent) => sent.assignee !== undefined || sent.partner_id !== undefined, {
    path: ['assignee'],
    error: 'or partner_id is required',
    params: { code: 'required' } satisfies IssueCode,
  })
  .meta({ id: 'ReassignDeal', example: { assignee: 'ada@company.example', reason: 'She knows the customer' } });

const openStages = stages.filter((stage) => stage !== 'won' && stage !== 'lost');
/** Plans do not reach further ahead, and extensions are added on top. */
const MAX_AHEAD_MS = 10 * 366 * 86_400_000;
const future = Instant.refine((time) => Date.parse(time) > Date.now(), {
  error: 'must be in the future',
  params: { code: 'too_small' } satisfies IssueCode,
}).refine((time) => Date.parse(time) < Date.now() + MAX_AHEAD_MS, {
  error: 'must not be more than ten years ahead',
  params: { code: 'too_large' } satisfies IssueCode,
});

const Override = z
  .strictObject({
    conflict: z.literal('clear').optional().describe('Ignore the conflict, so that the deal can be approved'),
    stage: z.enum(openStages).optional().describe('The new stage, whatever the current stage is'),
    protected_until: future.optional().describe('New end of the protection. Only for an approved deal'),
    review_due_at: future.optional().describe('New due date of the review. Only for a deal that waits for a decision or for the partner'),
    reason: reason.describe('Visible only to the company'),
  })
  .refine((sent) => Object.values(sent).filter((value) => value !== undefined).length > 1, {
    error: 'must contain a field to override',
    params: { code: 'required' } satisfies IssueCode,
  })
  .meta({ id: 'OverrideDeal', example: { conflict: 'clear', reason: 'The earlier deal is about another subsidiary' } });

/** Operations on open deals other than the review. */
export function dealHandlingRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps;
  const extend = {
    ...common,
    ...needs('deals:write'),
    operationId: 'extendProtection',
    summary: 'Extend the protection of a deal',
    description:
      'Extends the protection immediately, by the duration and up to the number of extensions that the programme allows. The deal must be approved, open and still protected. If-Match is optional.',
    body: Extension,
  };
  app.post('/deals/:id/extension', { schema: extend }, async (request, reply) => {
    const { id } = await getDeal(db, request.params.id, visiblePartner(request));
    return answerDeal(deps, request, reply, await extendProtection(db, id, request.body, reviewBy(request)));
  });

  const reassign = {
    ...common,
    ...needs('deals:review'),
    operationId: 'reassignDeal',
    summary: 'Reassign a deal',
    description:
      'Changes the person responsible for an open deal at the company, or the partner that it belongs to. The new partner does not see ' +
      'the past: notes become internal, the history starts again, and `external_id` and `team` are cleared. The old partner can no ' +
      'longer read the deal. The programme does not change. If-Match is optional.',
    body: Reassignment,
  };
  app.post('/deals/:id/reassign', { schema: reassign }, async (request, reply) => {
    const { assignee, partner_id: partnerId, reason: why } = request.body;
    return answerDeal(
      deps,
      request,
      reply,
      await reassignDeal(db, request.params.id, { assignee, partnerId, reason: why }, reviewBy(request)),
    );
  });

  const override = {
    ...common,
    ...needs('deals:review'),
    operationId: 'overrideDeal',
    summary: 'Override a rule for a deal',
    description:
      "Overrides a rule for a submitted, open deal by a person's decision. The history records it with the reason. If-Match is optional.",
    body: Override,
  };
  app.post('/deals/:id/override', { schema: override }, async (request, reply) => {
    const { protected_until: until, review_due_at: due, ...rest } = request.body;
    const wanted = {
      ...rest,
      protectedUntil: toDate(until),
      reviewDueAt: toDate(due),
    };
    return answerDeal(deps, request, reply, await overrideDeal(db, request.params.id, wanted, reviewBy(request)));
  });
}
