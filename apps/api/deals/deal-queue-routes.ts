import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { readLargeRows } from '#apps/api/http/large-rows.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, forged } from '#apps/api/http/pagination.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { listReviewQueue, type QueuePlace } from '#db/deals/deal-queue.ts';
import { Instant } from '#domain/instant.ts';
import { DealList, toReviewedDeal } from './deal-view.ts';

const QueueQuery = ListQuery.extend({
  assignee: z.string().max(200).optional().describe('Person at the company who is responsible for the deal; `none` for deals without one'),
  conflict: oneOrMore(['clear', 'possible', 'conflict']).optional(),
  overdue: z.enum(['true', 'false']).optional().describe('Whether the review is past its due date'),
  partner_id: z.string().max(64).optional(),
});

/** The reviewers' queue: deals that wait for a decision, most urgent first. */
export function dealQueueRoutes(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'listReviewQueue',
    summary: 'List deals that await a decision',
    description: 'Returns deals that are submitted or in review, the earliest `review_due_at` first.',
    tags: ['Deals'],
    ...needs('deals:review'),
    querystring: QueueQuery,
    response: { 200: DealList, ...problems() },
  };
  app.get('/deals/review-queue', { schema }, async (request, reply) => {
    const { assignee, conflict, overdue, partner_id: partnerId } = request.query;
    const filter = {
      partnerId,
      assignee: assignee === 'none' ? null : assignee,
      conflicts: valuesOf(conflict),
      overdue: overdue === undefined ? undefined : overdue === 'true',
    };
    const { page, rows } = await readLargeRows(request, async (after, limit) => {
      const found = await listReviewQueue(db, { ...filter, after: after === undefined ? undefined : readPlace(after), limit });
      // The cursor is a position in this order, which differs from the order of ids.
      return found.map((row) => ({ id: `${row.reviewDueAt?.toISOString()} ${row.id}`, row }));
    });
    return listReply(request, reply, page, rows, ({ row }) => toReviewedDeal(row));
  });
}

function readPlace(text: string): QueuePlace {
  const [due, id] = text.split(' ');
  if (!Instant.safeParse(due).success || due === undefined || id === undefined) throw forged();
  return { due: new Date(due), id };
}
