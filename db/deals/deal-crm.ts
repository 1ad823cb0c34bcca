import type { Database } from '#db/database.ts';
import { and, eq, gt, isNotNull, isNull, lt, ne, or, sql } from '#db/drizzle.ts';
import { deal, partner } from '#db/schema.ts';
import type { DealRow } from './deal.ts';

// These columns record the state of the CRM write. They are internal: writing them does not change the deal, so its version, ETag, history and
// `updated_since` stay the same.

export interface DealForCrm {
  deal: DealRow;
  partnerName: string;
}

/**
 * The current deal, if its version has not been written to the CRM yet. Null if there is nothing to write: the CRM has the current version,
 * the deal was deleted, or it was never approved. `writtenHere` is the version that the caller has written itself, or 0. If it is set, the
 * result depends only on it and not on what another run has recorded, because the caller's write can have arrived after that run's write.
 *
 * The same statement marks the deal as possibly written (`crm_version` 0). So if the response of the first write is lost and the deal is
 * withdrawn before the next one, the deal is still closed in the CRM.
 */
export async function beginCrmWrite(db: Database, dealId: string, writtenHere: number): Promise<DealForCrm | null> {
  const known = writtenHere === 0 ? sql`coalesce(${deal.crmVersion}, 0)` : writtenHere;
  const hasBeenApproved = sql`(${deal.reviewStatus} = 'approved' or ${deal.crmVersion} is not null)`;
  const [row] = await db.orm
    .update(deal)
    .set({ crmVersion: 0 })
    .from(partner)
    // A sandbox's customers are synthetic, so they are no opportunities.
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

const noFailure = { crmError: null, crmIsWaiting: false, crmNextAttemptAt: null };

/** Records that the CRM has this version. A later version that another run has recorded stays. */
export async function recordCrmWrite(
  db: Database,
  { dealId, version, crmId }: { dealId: string; version: number; crmId: string },
): Promise<void> {
  const set = { crmId, crmWrittenAt: new Date(), crmVersion: version, ...noFailure };
  await db.orm
    .update(deal)
    .set(set)
    .where(and(eq(deal.id, dealId), hasOlderThan(version)));
}

/** Records that the CRM rejected this version; `reason` is for people. The version remains unwritten. */
export async function recordCrmRefusal(
  db: Database,
  { dealId, version, reason }: { dealId: string; version: number; reason: string },
): Promise<void> {
  await db.orm
    .update(deal)
    .set({ ...noFailure, crmError: reason })
    .where(and(eq(deal.id, dealId), hasOlderThan(version)));
}

/** Records a temporary failure, and when the write is tried again. */
export async function recordCrmFailure(
  db: Database,
  { dealId, reason, nextAttemptAt }: { dealId: string; reason: string; nextAttemptAt: Date },
): Promise<void> {
  await db.orm
    .update(deal)
    .set({ ...noFailure, crmError: reason, crmNextAttemptAt: nextAttemptAt })
    .where(eq(deal.id, dealId));
}

/** Ends the wait of a deal of which there is nothing to write any longer. */
export async function forgetCrmWait(db: Database, dealId: string): Promise<void> {
  await db.orm
    .update(deal)
    .set(noFailure)
    .where(and(eq(deal.id, dealId), isNotNull(deal.crmNextAttemptAt)));
}

/** Marks the CRM's state as unknown: a write had no response, and can have arrived after a recorded one. */
export async function forgetCrmVersion(db: Database, dealId: string): Promise<void> {
  await db.orm
    .update(deal)
    .set({ crmVersion: 0 })
    .where(and(eq(deal.id, dealId), gt(deal.crmVersion, 0)));
}

function hasOlderThan(version: number) {
  return or(isNull(deal.crmVersion), lt(deal.crmVersion, version));
}
