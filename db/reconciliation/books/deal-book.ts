import type { Database } from '#db/database.ts';
import type { DealForCrm } from '#db/deals/deal-crm.ts';
import { and, asc, eq, gt, inArray, isNotNull, ne, or, sql } from '#db/drizzle.ts';
import { deal, partner } from '#db/schema.ts';

/** Deals that the CRM is to have, from above `after`, and that nobody has changed for a while. */
export async function listDealsForCrm(
  { orm }: Pick<Database, 'orm'>,
  { after, limit, quietS }: { after: string; limit: number; quietS: number },
): Promise<(DealForCrm & { isQuiet: boolean })[]> {
  return await orm
    .select({ deal, partnerName: partner.name, isQuiet: sql<boolean>`${deal.updatedAt} < now() - ${quietS} * interval '1 s'` })
    .from(deal)
    .innerJoin(partner, eq(partner.id, deal.partnerId))
    .where(
      and(
        gt(deal.id, after),
        ne(partner.tier, 'sandbox'),
        ne(partner.status, 'deleted'),
        or(eq(deal.reviewStatus, 'approved'), isNotNull(deal.crmVersion)),
      ),
    )
    .orderBy(asc(deal.id))
    .limit(limit);
}

/** Which of these partners were deleted, with their deals. What is theirs in the CRM is the company's business. */
export async function findDeletedPartners({ orm }: Pick<Database, 'orm'>, ids: string[]): Promise<Set<string>> {
  const rows = await orm
    .select({ id: partner.id })
    .from(partner)
    .where(and(eq(partner.status, 'deleted'), inArray(partner.id, ids)));
  return new Set(rows.map(({ id }) => id));
}
