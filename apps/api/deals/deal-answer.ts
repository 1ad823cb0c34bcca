import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { checkIfMatch, setETag } from '#apps/api/http/if-match.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import type { Review } from '#db/deals/deal-review.ts';
import type { DealRow } from '#db/deals/deal.ts';
import { DomainError } from '#domain/errors.ts';
import { type Deal, toDeal, toReviewedDeal } from './deal-view.ts';

/** On behalf of who sends the request, from the version that it names, if any. */
export function reviewBy(request: FastifyRequest): Required<Review> {
  const assertVersion = (present: DealRow) => {
    const visible = visiblePartner(request);
    // It may have been given to another partner since this request was let in.
    if (visible !== undefined && present.partnerId !== visible) throw new DomainError('not_found', `There is no deal ${present.id}`);
    checkIfMatch(request, present, 'the deal');
  };
  return { actor: actorOf(request), assertVersion };
}

/** Shows a deal that this request has changed. Its workflow is told meanwhile: PostgreSQL has the change, so nobody waits for that. */
export function answerDeal({ workflows }: ApiDeps, request: FastifyRequest, reply: FastifyReply, row: DealRow): Deal {
  const isNew = row.reviewStatus === 'submitted';
  if (row.submittedAt !== null) void bestEffort(request, 'register a deal', () => workflows.deals.registerDeal({ ...row, isNew }));
  return tagged(request, reply, row);
}

export function tagged(request: FastifyRequest, reply: FastifyReply, row: DealRow): Deal {
  setETag(reply, row);
  return dealViewFor(request)(row);
}

/** How much of a deal who asks may see. */
export function dealViewFor(request: FastifyRequest): (row: DealRow) => Deal {
  return visiblePartner(request) === undefined ? toReviewedDeal : toDeal;
}
