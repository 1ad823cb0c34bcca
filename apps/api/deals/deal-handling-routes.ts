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
import { Instant } from '#domain/instant.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { PlainText } from '#domain/plain-text.ts';
import { answerDeal, reviewBy } from './deal-answer.ts';
import { Deal, DealParams } from './deal-view.ts';

const common = { tags: ['Deals'], params: DealParams, headers: IfMatch, response: { 200: Deal, ...problems(404, 409, 412) } };
const reason = PlainText(2_000).min(1);

const Extension = z
  .strictObject({ reason })
  .meta({ id: 'ExtendProtection', example: { reason: 'The customer decides after its budget round in June' } });

const Reassignment = z
  .strictObject({
    assignee: PlainText(200).min(1).nullable().optional().describe('Who of the company looks after it from now on; null is nobody'),
    partner_id: z
      .string()
      .max(64)
      .optional()
      .describe('The partner whose deal it becomes: an active one, in production or a sandbox as the present one'),
    reason: reason.describe("For the company's people"),
  })
  .refine((sent) => sent.assignee !== undefined || sent.partner_id !== undefined, {
    path: ['assignee'],
    error: 'or partner_id is required',
    params: { code: 'required' } satisfies IssueCode,
  })
  .meta({ id: 'ReassignDeal', example: { assignee: 'ada@company.example', reason: 'She knows the customer' } });

const openStages = stages.filter((stage) => stage !== 'won' && stage !== 'lost');
/** Nobody plans for longer, and extensions come on top. */
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
    conflict: z.literal('clear').optional().describe('It can be approved as if nobody else held the customer'),
    stage: z.enum(openStages).optional().describe('Whatever the present one is'),
    protected_until: future.optional().describe('Of an approved deal'),
    review_due_at: future.optional().describe('Of one that awaits a decision, or the partner’s answer'),
    reason: reason.describe("For the company's people"),
  })
  .refine((sent) => Object.values(sent).filter((value) => value !== undefined).length > 1, {
    error: 'names nothing to override',
    params: { code: 'required' } satisfies IssueCode,
  })
  .meta({ id: 'OverrideDeal', example: { conflict: 'clear', reason: 'The earlier deal is about another subsidiary' } });

/** What is done to an open deal beside its review. */
export function dealHandlingRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps;
  const extend = {
    ...common,
    ...needs('deals:write'),
    operationId: 'extendProtection',
    summary: 'Extend the protection of a deal',
    description:
      'Granted at once, for as long and as often as the programme says, while the deal is approved, open and still protected. With If-Match only from that version.',
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
    summary: 'Give a deal into other hands',
    description:
      'Of an open deal: who of the company looks after it, or which partner it belongs to. Another partner sees nothing of what was before: ' +
      'notes become internal, history begins anew, `external_id` and `team` are cleared; for the old one the deal is gone. Its programme stays. With If-Match only from that version.',
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
      'What a person decides in spite of the rules, of a deal that was submitted and is open. History keeps it with the reason. With If-Match only from that version.',
    body: Override,
  };
  app.post('/deals/:id/override', { schema: override }, async (request, reply) => {
    const { protected_until: until, review_due_at: due, ...rest } = request.body;
    const wanted = {
      ...rest,
      protectedUntil: until === undefined ? undefined : new Date(until),
      reviewDueAt: due === undefined ? undefined : new Date(due),
    };
    return answerDeal(deps, request, reply, await overrideDeal(db, request.params.id, wanted, reviewBy(request)));
  });
}
