import type { FastifyRequest } from 'fastify';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import type { Database } from '#db/database.ts';
import type { DealRow } from '#db/deals/deal.ts';
import { readPartnerSummaries } from '#db/partners/partner-summary.ts';
import { dealViewFor } from './deal-answer.ts';
import type { Deal } from './deal-view.ts';

/** What a deal can contain beside it. */
export const dealParts = { expand: oneOrMore(['partner']).optional() };

/** The view of deals that the caller may see, with the parts that it asked for: one statement for all of them. */
export async function expandDeals(
  db: Pick<Database, 'orm'>,
  request: FastifyRequest,
  rows: readonly DealRow[],
  expand: 'partner' | readonly 'partner'[] | undefined,
): Promise<(row: DealRow) => Deal> {
  const view = dealViewFor(request);
  if (!valuesOf(expand)?.includes('partner')) return view;
  const partners = await readPartnerSummaries(
    db,
    rows.map((row) => row.partnerId),
  );
  return (row) => ({ ...view(row), partner: partners.get(row.partnerId) });
}
