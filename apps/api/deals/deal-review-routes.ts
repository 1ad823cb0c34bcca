import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { IfMatch } from '#apps/api/http/if-match.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { listDealMatches } from '#db/deals/deal-match.ts';
import { approveDeal, askForAction, changeStage, mergeDeal, rejectDeal } from '#db/deals/deal-review.ts';
import { getDeal } from '#db/deals/deal.ts';
import { stages } from '#domain/deals/deal-states.ts';
import { DealFields } from '#domain/deals/deal.ts';
import { PlainText } from '#domain/plain-text.ts';
import { answerDeal, reviewBy } from './deal-answer.ts';
import { Deal, DealParams } from './deal-view.ts';

const tags = ['Deals'];
const reason = PlainText(2_000).min(1).meta({ example: 'Agreed with the account team' });
const fieldNames = Object.keys(DealFields.shape) as [keyof DealFields, ...(keyof DealFields)[]];

const Approve = z
  .strictObject({
    comment: reason.optional().describe("For the company's people"),
    override: z.boolean().optional().describe('Approves in spite of a conflict; then a comment is required'),
  })
  .nullish();
const Reject = z.strictObject({ reason: reason.describe('The partner is told it') });
const AskForAction = z.strictObject({
  fields: z.array(z.enum(fieldNames)).min(1).max(20),
  comment: reason.describe('What the partner is to do'),
});
const Merge = z.strictObject({
  into: z.string().max(64).meta({ example: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d' }).describe('The deal that goes on'),
  comment: reason.optional().describe("For the company's people"),
});
const ChangeStage = z.strictObject({ stage: z.enum(stages), reason: reason.optional().describe('Required for lost') });

const Matches = z
  .object({
    data: z.array(
      z.object({
        id: z.string().meta({ example: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
        kind: z.enum(['account', 'deal']),
        score: z.number(),
        evidence: z
          .array(z.object({ signal: z.string(), weight: z.number(), explanation: z.string() }))
          .meta({ example: [{ signal: 'domain', weight: 0.9, explanation: 'both websites have the domain brightwell.example' }] }),
      }),
    ),
  })
  .meta({ id: 'DealMatches' });

/** What the company's people do with submitted deals. */
export function dealReviewRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps;
  const common = {
    tags,
    ...needs('deals:review'),
    params: DealParams,
    headers: IfMatch,
    response: { 200: Deal, ...problems(404, 409, 412) },
  };

  const matches = {
    tags,
    ...needs('deals:review'),
    operationId: 'listDealMatches',
    summary: 'What a deal resembles',
    description: 'The accounts and open deals that were found when it was submitted, likeliest first, with the evidence of each.',
    params: DealParams,
    response: { 200: Matches, ...problems(404) },
  };
  app.get('/deals/:id/matches', { schema: matches }, async (request) => {
    const { id } = await getDeal(db, request.params.id);
    return { data: await listDealMatches(db, id) };
  });

  const approve = {
    ...common,
    operationId: 'approveDeal',
    summary: 'Approve a deal',
    description: 'Its customer is protected for the partner from now on. With If-Match only from that version.',
    body: Approve,
  };
  app.post('/deals/:id/approve', { schema: approve }, async (request, reply) =>
    answerDeal(deps, request, reply, await approveDeal(db, request.params.id, request.body ?? {}, reviewBy(request))),
  );

  const reject = {
    ...common,
    operationId: 'rejectDeal',
    summary: 'Reject a deal',
    description: 'The partner is told the reason. There is no way back. With If-Match only from that version.',
    body: Reject,
  };
  app.post('/deals/:id/reject', { schema: reject }, async (request, reply) =>
    answerDeal(deps, request, reply, await rejectDeal(db, request.params.id, request.body, reviewBy(request))),
  );

  const ask = {
    ...common,
    operationId: 'askForAction',
    summary: 'Ask the partner for something',
    description: 'The partner may change the fields that are named, and submits again. With If-Match only from that version.',
    body: AskForAction,
  };
  app.post('/deals/:id/ask', { schema: ask }, async (request, reply) =>
    answerDeal(deps, request, reply, await askForAction(db, request.params.id, request.body, reviewBy(request))),
  );

  const merge = {
    ...common,
    operationId: 'mergeDeal',
    summary: 'Merge a duplicate',
    description:
      'The deal is closed as a duplicate of another one, which goes on: open, submitted, and like this one in production or in a sandbox. With If-Match only from that version.',
    body: Merge,
  };
  app.post('/deals/:id/merge', { schema: merge }, async (request, reply) =>
    answerDeal(deps, request, reply, await mergeDeal(db, request.params.id, request.body, reviewBy(request))),
  );

  const stage = {
    ...common,
    operationId: 'changeDealStage',
    summary: 'Change the stage of a deal',
    description: 'Only along the stages that may follow the present one; won and lost are final. With If-Match only from that version.',
    body: ChangeStage,
  };
  app.post('/deals/:id/stage', { schema: stage }, async (request, reply) =>
    answerDeal(deps, request, reply, await changeStage(db, request.params.id, request.body, reviewBy(request))),
  );
}
