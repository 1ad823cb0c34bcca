import type { Database } from '#db/database.ts';
import { and, eq, gt, isNull, lt, ne, or, sql } from '#db/drizzle.ts';
import { deal, partner } from '#db/schema.ts';
import type { DealRow } from './deal.ts';

// These columns tell what became of the onward write. They are ours and not the deal's: nobody changed it, so its version, its
// ETag, its history and `updated_since` stay as they are.

export interface DealForCrm {
  deal: DealRow;
  partnerName: string;
}

/**
 * The deal as it is now, when the CRM has not got that yet; null when there is nothing to write: it has the present version,
 * the deal is gone, or it was never approved. `writtenHere` is the version that the caller wrote itself, 0 before that: then
 * only later ones count, whatever another has recorded meanwhile, since the caller's write may have arrived after it.
 *
 * With the same statement the deal is marked as perhaps written (`crm_version` 0). So a deal whose first write was lost on the
 * way back, and which was withdrawn before the next, is closed in the CRM all the same.
 */
export async function beginCrmWrite(db: Database, dealId: string, writtenHere: number): Promise<DealForCrm | null> {
  const known = writtenHere === 0 ? sql`coalesce(${deal.crmVersion}, 0)` : writtenHere;
  const hasBeenApproved = sql`(${deal.reviewStatus} = 'approved' or ${deal.crmVersion} is not null)`;
  const [row] = await db.orm
    .update(deal)
    .set({ crmVersion: 0 })
    .from(partner)
    // A sandbox's customers are invented: they are nobody's opportunities.
    .where(
      and(
        eq(deal.id, dealId),
        eq(partner.id, deal.partnerId),
        ne(partner.tier, 'sandbox'),
        ne(partner.status, 'deleted'),
        hasBeenApproved,
        gt(deal.version, known),
      ),
    )
    .returning();
  if (!row) return null;
  const { partner: owner, ...present } = row;
  return { deal: present, partnerName: owner.name };
}

/** The CRM has this version. One that another run has recorded since stays, if it is later. */
export async function recordCrmWrite(
  db: Database,
  { dealId, version, crmId }: { dealId: string; version: number; crmId: string },
): Promise<void> {
  const set = { crmId, crmWrittenAt: new Date(), crmVersion: version, crmError: null };
  await db.orm
    .update(deal)
    .set(set)
    .where(and(eq(deal.id, dealId), hasOlderThan(version)));
}

/** The CRM refuses this version; `reason` is for people. It stays to be written. */
export async function recordCrmRefusal(
  db: Database,
  { dealId, version, reason }: { dealId: string; version: number; reason: string },
): Promise<void> {
  await db.orm
    .update(deal)
    .set({ crmError: reason })
    .where(and(eq(deal.id, dealId), hasOlderThan(version)));
}

/** Nobody knows what the CRM has: a write ended without an answer, and may have arrived after one that was recorded. */
export async function forgetCrmVersion(db: Database, dealId: string): Promise<void> {
  await db.orm
    .update(deal)
    .set({ crmVersion: 0 })
    .where(and(eq(deal.id, dealId), gt(deal.crmVersion, 0)));
}

function hasOlderThan(version: number) {
  return or(isNull(deal.crmVersion), lt(deal.crmVersion, version));
}
