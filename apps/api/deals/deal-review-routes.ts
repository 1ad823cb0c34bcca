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
import { FilledText } from '#domain/plain-text.ts';
import { answerDeal, reviewBy } from './deal-answer.ts';
import { Deal, DealParams } from './deal-view.ts';

const tags = ['Deals'];
const reason = FilledText(2_000).meta({ example: 'Agreed with the account team' });
const fieldNames = Object.keys(DealFields.shape) as [keyof DealFields, ...(keyof DealFields)[]];

const Approve = z
  .strictObject({
    comment: reason.optional().describe('Visible only to the company'),
    override: z.boolean().optional().describe('Approve despite a conflict. Then `comment` is required'),
  })
  .nullish();
const Reject = z.strictObject({ reason: reason.describe('Visible to the partner') });
const AskForAction = z.strictObject({
  fields: z.array(z.enum(fieldNames)).min(1).max(20),
  comment: reason.describe('What the partner needs to do'),
});
const Merge = z.strictObject({
  into: z.string().max(64).meta({ example: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d' }).describe('ID of the deal that stays open'),
  comment: reason.optional().describe('Visible only to the company'),
});
const ChangeStage = z.strictObject({ stage: z.enum(stages), reason: reason.optional().describe('Required for `lost`') });

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

/** What reviewers do with submitted deals. */
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
    summary: 'List the matches of a deal',
    description:
      'Returns the accounts and open deals that matched the deal when it was submitted, the most likely first, with the evidence for each.',
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
    description: 'Approves the deal. From now on its customer is protected for the partner. If-Match is optional.',
    body: Approve,
  };
  app.post('/deals/:id/approve', { schema: approve }, async (request, reply) =>
    answerDeal(deps, request, reply, await approveDeal(db, request.params.id, request.body ?? {}, reviewBy(request))),
  );

  const reject = {
    ...common,
    operationId: 'rejectDeal',
    summary: 'Reject a deal',
    description: 'Rejects the deal. The partner sees the reason. This cannot be undone. If-Match is optional.',
    body: Reject,
  };
  app.post('/deals/:id/reject', { schema: reject }, async (request, reply) =>
    answerDeal(deps, request, reply, await rejectDeal(db, request.params.id, request.body, reviewBy(request))),
  );

  const ask = {
    ...common,
    operationId: 'askForAction',
    summary: 'Request changes from the partner',
    description: 'Returns the deal to the partner, who may change the listed fields and submit it again. If-Match is optional.',
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
      'Closes the deal as a duplicate of another deal. The other deal must be submitted and open and, like this deal, in production or in a sandbox. If-Match is optional.',
    body: Merge,
  };
  app.post('/deals/:id/merge', { schema: merge }, async (request, reply) =>
    answerDeal(deps, request, reply, await mergeDeal(db, request.params.id, request.body, reviewBy(request))),
  );

  const stage = {
    ...common,
    operationId: 'changeDealStage',
    summary: 'Change the stage of a deal',
    description: 'Moves the deal to a stage that may follow its current stage. `won` and `lost` are final. If-Match is optional.',
    body: ChangeStage,
  };
  app.post('/deals/:id/stage', { schema: stage }, async (request, reply) =>
    answerDeal(deps, request, reply, await changeStage(db, request.params.id, request.body, reviewBy(request))),
  );
}
