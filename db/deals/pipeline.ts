import type { Database } from '#db/database.ts';
import { and, eq, isNull, sql } from '#db/drizzle.ts';
import { deal } from '#db/schema.ts';
import type { Stage } from '#domain/deals/deal-states.ts';
import { type DealFilter, inStageSince, matches } from './deal.ts';

/** The open deals of one stage whose values are in one currency, or have none. */
export interface PipelinePart {
  stage: Stage;
  currency: string | null;
  deals: number;
  valueMinor: string | null;
  /** By how long they are in the stage; the rest is there for longer. */
  upTo30Days: number;
  upTo90Days: number;
  protectionEndsSoon: number;
}

/** Approved deals that are open, summed up in one pass, however many there are. */
export function sumPipeline({ orm }: Pick<Database, 'orm'>, filter: Omit<DealFilter, 'limit'>): Promise<PipelinePart[]> {
  const where = (condition: ReturnType<typeof sql>) => sql<number>`(count(*) filter (where ${condition}))::int`;
  return orm
    .select({
      stage: deal.stage,
      currency: deal.currency,
      deals: sql<number>`count(*)::int`,
      valueMinor: sql<string | null>`sum(${deal.valueMinor})::text`,
      upTo30Days: where(sql`${inStageSince} >= now() - interval '30 days'`),
      upTo90Days: where(sql`${inStageSince} < now() - interval '30 days' and ${inStageSince} >= now() - interval '90 days'`),
      protectionEndsSoon: where(sql`${deal.protectedUntil} < now() + interval '30 days'`),
    })
    .from(deal)
    .where(and(eq(deal.reviewStatus, 'approved'), isNull(deal.closedAt), matches(filter)))
    .groupBy(deal.stage, deal.currency);
}
