import type { Database } from '#db/database.ts';
import { and, asc, eq, inArray, lt, sql } from '#db/drizzle.ts';
import { deal } from '#db/schema.ts';
import type { DealRow } from './deal.ts';

export interface QueueFilter {
  partnerId?: string | undefined;
  /** Null means unassigned. */
  assignee?: string | null | undefined;
  conflicts?: ('clear' | 'possible' | 'conflict')[] | undefined;
  overdue?: boolean | undefined;
  after?: QueuePlace | undefined;
  limit: number;
}
/** A deal's position in the queue: when its decision is due, and its id. */
export interface QueuePlace {
  due: Date;
  id: string;
}

/** Deals that await the company's decision, the most urgent first. */
export function listReviewQueue({ orm }: Database, filter: QueueFilter): Promise<DealRow[]> {
  const { partnerId, assignee, conflicts, overdue, after } = filter;
  const conditions = [
    inArray(deal.reviewStatus, ['submitted', 'in_review']),
    // Sandbox deals are only for the partner's tests, so they are listed only if the partner is named.
    partnerId === undefined
      ? sql`not exists (select 1 from partner p where p.id = ${deal.partnerId} and p.tier = 'sandbox')`
      : eq(deal.partnerId, partnerId),
    assignee === undefined ? undefined : assignee === null ? sql`${deal.assignee} is null` : eq(deal.assignee, assignee),
    conflicts && inArray(deal.conflictState, conflicts),
    overdue === undefined ? undefined : overdue ? lt(deal.reviewDueAt, new Date()) : sql`${deal.reviewDueAt} >= now()`,
    after && sql`(${deal.reviewDueAt}, ${deal.id}) > (${after.due.toISOString()}::timestamptz, ${after.id})`,
  ];
  return orm
    .select()
    .from(deal)
    .where(and(...conditions))
    .orderBy(asc(deal.reviewDueAt), asc(deal.id))
    .limit(filter.limit);
}
