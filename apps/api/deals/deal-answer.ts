import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { checkIfMatch, setETag } from '#apps/api/http/if-match.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import type { Review } from '#db/deals/deal-review.ts';
import type { DealRow } from '#db/deals/deal.ts';
import { DomainError } from '#domain/errors.ts';
import { type Deal, toDeal, toReviewedDeal } from './deal-view.ts';

/** A review on behalf of the caller, based on the version in If-Match if there is one. */
export function reviewBy(request: FastifyRequest): Required<Review> {
  const assertVersion = (present: DealRow) => {
    const visible = visiblePartner(request);
    // The deal may have been reassigned to another partner since this request was authorized.
    if (visible !== undefined && present.partnerId !== visible) throw new DomainError('not_found', `There is no deal ${present.id}`);
    checkIfMatch(request, present, 'deal');
  };
  return { actor: actorOf(request), assertVersion };
}

/**
 * Returns a deal that this request has changed. Its workflow is signalled in the background: the change is in PostgreSQL, so the response
 * need not wait.
 */
export function answerDeal({ workflows }: ApiDeps, request: FastifyRequest, reply: FastifyReply, row: DealRow): Deal {
  const isNew = row.reviewStatus === 'submitted';
  if (row.submittedAt !== null) void bestEffort(request, 'register a deal', () => workflows.deals.registerDeal({ ...row, isNew }));
  return tagged(request, reply, row);
}

export function tagged(request: FastifyRequest, reply: FastifyReply, row: DealRow): Deal {
  setETag(reply, row);
  return dealViewFor(request)(row);
}

/** The view of a deal that the caller may see. */
export function dealViewFor(request: FastifyRequest): (row: DealRow) => Deal {
  return visiblePartner(request) === undefined ? toReviewedDeal : toDeal;
}
