import type { Place } from '#db/attribution/versions/new-facts.ts';
import type { Queryable } from '#db/database.ts';
import { liveScope } from '#domain/attribution/facts.ts';

/** The goals of a page, in the order of the news, and where the next page begins; null if there was nothing. */
interface GoalNews {
  goalIds: string[];
  last: Place | null;
}

/**
 * A page of revenue after a place, and the goals whose sales it changes: a conversion, or the revenue itself if it belongs to none. A refund whose
 * sale is not known is a goal of its own. Facts that a running transaction could still precede wait, so that none is passed over.
 */
export async function readGoalNews(sql: Queryable, after: Place | null, limit: number): Promise<GoalNews> {
  const rows = await sql<{ id: string; addedBy: string; goal: string | null }[]>`
    with page as (
      select id, added_by, kind, scope, origin, refund_of, subscription, conversion_id from revenue
      where (added_by, id) > (${after?.addedBy ?? '0'}::xid8, ${after?.id ?? ''}) and added_by < pg_snapshot_xmin(pg_current_snapshot())
      order by added_by, id limit ${limit}
    ), sales as (
      select p.id, r.id as sale, r.conversion_id from page p join revenue r on r.scope = p.scope and r.origin = p.origin
        and r.external_id = p.refund_of and r.kind = 'sale' where p.kind = 'refund'
      union all
      select p.id, r.id, r.conversion_id from page p join revenue r on r.scope = p.scope and r.origin = p.origin
        and r.subscription = p.subscription and r.kind = 'sale' where p.kind = 'subscription_stopped'
    )
    select p.id, p.added_by::text as "addedBy", case
      when p.scope <> ${liveScope} then null
      when p.kind = 'sale' then coalesce(p.conversion_id, p.id)
      else coalesce(s.conversion_id, s.sale, case when p.kind = 'refund' then p.id end) end as goal
    from page p left join sales s using (id) order by p.added_by, p.id`;
  const last = rows.at(-1);
  return {
    goalIds: [...new Set(rows.flatMap(({ goal }) => goal ?? []))],
    last: last === undefined ? null : { addedBy: last.addedBy, id: last.id },
  };
}
