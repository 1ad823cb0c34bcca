import { and, eq, isNotNull, isNull, ne, not, or, type SQL, sql } from '#db/drizzle.ts';
import { deal } from '#db/schema.ts';
import type { CrmState } from '#domain/deals/deal-states.ts';

type DealRow = typeof deal.$inferSelect;

/** Kept next to the condition below, which must say the same. */
export function crmStateOf(
  row: Pick<DealRow, 'reviewStatus' | 'version' | 'crmVersion' | 'crmError' | 'crmIsWaiting' | 'crmNextAttemptAt'>,
): CrmState {
  if (row.crmNextAttemptAt !== null) return 'retrying';
  if (row.crmError !== null) return row.crmIsWaiting ? 'waiting' : 'rejected';
  if (row.reviewStatus !== 'approved' && row.crmVersion === null) return 'none';
  return row.crmVersion === row.version ? 'written' : 'pending';
}

/** The same as a condition. */
export function hasCrmState(state: CrmState): SQL | undefined {
  const hasFailed = isNotNull(deal.crmError);
  const isUnset = and(isNull(deal.crmNextAttemptAt), isNull(deal.crmError));
  const isNone = and(ne(deal.reviewStatus, 'approved'), isNull(deal.crmVersion));
  if (state === 'retrying') return and(hasFailed, isNotNull(deal.crmNextAttemptAt));
  if (state === 'waiting' || state === 'rejected') {
    return and(hasFailed, isNull(deal.crmNextAttemptAt), eq(deal.crmIsWaiting, state === 'waiting'));
  }
  if (state === 'none') return and(isUnset, isNone);
  const isWritten = sql`${deal.crmVersion} is not distinct from ${deal.version}`;
  return and(isUnset, or(eq(deal.reviewStatus, 'approved'), isNotNull(deal.crmVersion)), state === 'written' ? isWritten : not(isWritten));
}
