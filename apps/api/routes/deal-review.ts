import { z } from 'zod';
import { changeDeal, type DealRow, type DealUpdate } from '#db/deal.ts';
import { listDealMatches } from '#db/deal-match.ts';
import { getProgramme } from '#db/programme.ts';
import { DealFields } from '#domain/deal.ts';
import { canMove, isClosed, type ReviewMove, reviewMoves, stageMoves, stages } from '#domain/deal-states.ts';
import { DomainError } from '#domain/errors.ts';
import { PlainText } from '#domain/plain-text.ts';
import { ProgrammeSettings } from '#domain/programme.ts';
import type { App } from '../app.ts';
import { Deal, DealParams } from '../deal-view.ts';
import type { ApiDeps } from '../deps.ts';
import { problems } from '../errors.ts';
import { checkIfMatch, IfMatch } from '../if-match.ts';
import { actorOf } from '../principal.ts';
import { needs } from '../scopes.ts';
import { invalidState, tagged } from './deals.ts';

const tags = ['Deals'];
const reason = PlainText(2_000).min(1).meta({ example: 'Agreed with the account team' });
const fieldNames = Object.keys(DealFields.shape) as [keyof DealFields, ...(keyof DealFields)[]];

const Approve = z.strictObject({ comment: reason.optional(), override: z.boolean().optional().describe('Approves in spite of a conflict; then a comment is required') }).nullish();
const Reject = z.strictObject({ reason: reason.describe('The partner is told it') });
const AskForAction = z.strictObject({ fields: z.array(z.enum(fieldNames)).min(1).max(20), comment: reason.describe('What the partner is to do') });
const Merge = z.strictObject({ into: z.string().max(64).meta({ example: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d' }).describe('The deal that goes on'), comment: reason.optional() });
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
          .meta({ example: [{ signal: 'domain', weight: 0.9, explanation: "the website's domain brightwell.example is the same" }] }),
      }),
    ),
  })
  .meta({ id: 'DealMatches' });

/** What the company's people do with submitted deals. */
export function dealReviewRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps;
  const common = { tags, ...needs('deals:review'), params: DealParams, headers: IfMatch, response: { 200: Deal, ...problems(404, 409, 412) } };

  const matches = {
    tags,
    ...needs('deals:review'),
    operationId: 'listDealMatches',
    summary: 'What a deal resembles',
    description: 'The accounts and open deals that were found when it was submitted, likeliest first, with the evidence of each.',
    params: DealParams,
    response: { 200: Matches, ...problems(404) },
  };
  app.get('/deals/:id/matches', { schema: matches }, async (request) => ({ data: await listDealMatches(db, request.params.id) }));

  const approve = { ...common, operationId: 'approveDeal', summary: 'Approve a deal', description: 'Its customer is protected for the partner from now on. With If-Match only from that version.', body: Approve };
  app.post('/deals/:id/approve', { schema: approve }, async (request, reply) => {
    const { comment, override = false } = request.body ?? {};
    const row = await changeDeal(db, request.params.id, async (present) => {
      assertMove(present, 'approve', 'be approved');
      checkIfMatch(request, present, 'the deal');
      if (present.conflictState === 'conflict' && !(override && comment)) throw conflicting(present);
      const settings = ProgrammeSettings.parse((await getProgramme(db, present.programmeId)).settings);
      return { action: 'approved', comment, set: { ...moved('approve'), ...protection(present, settings) } };
    }, actorOf(request));
    return tagged(reply, row);
  });

  const reject = { ...common, operationId: 'rejectDeal', summary: 'Reject a deal', description: 'The partner is told the reason. There is no way back. With If-Match only from that version.', body: Reject };
  app.post('/deals/:id/reject', { schema: reject }, async (request, reply) => {
    const row = await changeDeal(db, request.params.id, (present) => {
      assertMove(present, 'reject', 'be rejected');
      checkIfMatch(request, present, 'the deal');
      return { action: 'rejected', comment: request.body.reason, set: { ...moved('reject'), reason: request.body.reason, closedAt: new Date() } };
    }, actorOf(request));
    return tagged(reply, row);
  });

  const ask = { ...common, operationId: 'askForAction', summary: 'Ask the partner for something', description: 'The partner may change the fields that are named, and submits again. With If-Match only from that version.', body: AskForAction };
  app.post('/deals/:id/ask', { schema: ask }, async (request, reply) => {
    const { fields: requestedFields, comment } = request.body;
    const row = await changeDeal(db, request.params.id, (present) => {
      assertMove(present, 'ask_for_action', 'be sent back');
      checkIfMatch(request, present, 'the deal');
      return { action: 'action_required', comment, set: { reviewStatus: 'action_required', requestedFields, reason: comment } };
    }, actorOf(request));
    return tagged(reply, row);
  });

  const merge = { ...common, operationId: 'mergeDeal', summary: 'Merge a duplicate', description: 'The deal is closed as a duplicate of another one of the same partner or of the one that holds the customer. With If-Match only from that version.', body: Merge };
  app.post('/deals/:id/merge', { schema: merge }, async (request, reply) => {
    const { into, comment } = request.body;
    if (into === request.params.id) throw new DomainError('conflict', 'A deal cannot be merged into itself.');
    const row = await changeDeal(db, request.params.id, async (present) => {
      assertMove(present, 'merge', 'be merged');
      checkIfMatch(request, present, 'the deal');
      return { action: 'merged', comment, set: { ...moved('merge'), mergedInto: into, closedAt: new Date() } };
    }, actorOf(request));
    return tagged(reply, row);
  });

  const stage = { ...common, operationId: 'changeDealStage', summary: 'Change the stage of a deal', description: 'Only along the stages that may follow the present one; won and lost are final. With If-Match only from that version.', body: ChangeStage };
  app.post('/deals/:id/stage', { schema: stage }, async (request, reply) => {
    const { stage: next, reason: why } = request.body;
    const row = await changeDeal(db, request.params.id, (present) => {
      checkIfMatch(request, present, 'the deal');
      if (isClosed(present) || present.reviewStatus !== 'approved') throw invalidState(present, 'change its stage');
      if (!stageMoves[present.stage].includes(next)) throw illegalStage(present, next);
      if (next === 'lost' && !why) throw new DomainError('invalid_request', 'Say why it was lost.', [{ field: 'reason', code: 'REQUIRED_FIELD_MISSING', message: 'is required for lost' }]);
      const closes = next === 'won' || next === 'lost';
      return { action: closes ? next : 'stage_changed', comment: why, set: { stage: next, ...(closes && { closedAt: new Date(), reason: why ?? null }) } };
    }, actorOf(request));
    return tagged(reply, row);
  });
}

function assertMove(present: DealRow, move: ReviewMove, what: string): void {
  if (!canMove(present, move)) throw invalidState(present, what);
}

function moved(move: ReviewMove): DealUpdate {
  return { reviewStatus: reviewMoves[move].to, decidedAt: new Date(), requestedFields: [] };
}

const DAY_MS = 86_400_000;

/** Exclusive for the partner from the programme's moment on. */
function protection(present: DealRow, { protection: { starts, days } }: ProgrammeSettings): DealUpdate {
  const from = starts === 'submission' && present.submittedAt ? new Date(present.submittedAt) : new Date();
  return { protectedFrom: from, protectedUntil: new Date(from.getTime() + days * DAY_MS) };
}

function conflicting({ id }: DealRow): DomainError {
  return new DomainError(
    'conflict',
    `An earlier deal holds the customer of ${id}: see GET /deals/${id}/matches. Merge or reject it, or approve with override and a comment.`,
  );
}

function illegalStage({ stage }: DealRow, next: string): DomainError {
  const allowed = stageMoves[stage].join(', ') || 'nothing';
  return new DomainError('invalid_state', `After ${stage} may come ${allowed}, not ${next}.`, [
    { field: 'stage', code: 'INVALID_RESOURCE_STATE', message: `must be one of ${allowed}` },
  ]);
}
