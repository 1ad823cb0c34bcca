import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DealRow } from '#db/deal.ts';
import type { Review } from '#db/deal-review.ts';
import { bestEffort } from './best-effort.ts';
import { type Deal, toDeal } from './deal-view.ts';
import type { ApiDeps } from './deps.ts';
import { checkIfMatch, setETag } from './if-match.ts';
import { actorOf } from './principal.ts';

/** On behalf of who sends the request, from the version that it names, if any. */
export function reviewBy(request: FastifyRequest): Required<Review> {
  return { actor: actorOf(request), assertVersion: (present) => checkIfMatch(request, present, 'the deal') };
}

/** Shows a deal that this request has changed, after its workflow was told. */
export async function answerDeal({ partnerWorkflows }: ApiDeps, request: FastifyRequest, reply: FastifyReply, row: DealRow): Promise<Deal> {
  if (row.submittedAt !== null) await bestEffort(request, 'register a deal', () => partnerWorkflows.registerDeal(row));
  return tagged(reply, row);
}

export function tagged(reply: FastifyReply, row: DealRow): Deal {
  setETag(reply, row);
  return toDeal(row);
}
