import type { Queryable } from '#db/database.ts';
import type { DueReview } from '#domain/alerts/judge-expiries.ts';
import { isServed } from './served.ts';

/** Deals that wait for the company's decision and are due within so many hours, or were, the most overdue first. */
export function listDueReviews(
  sql: Queryable,
  { beforeH, except, limit }: { beforeH: number; except: readonly string[]; limit: number },
): Promise<DueReview[]> {
  const found = sql<DueReview[]>`
    select d.id, d.partner_id as "partnerId", p.name as "partnerName", extract(epoch from now() - d.review_due_at)::float8 as "overdueS"
    from deal d join partner p on p.id = d.partner_id
    where d.closed_at is null and d.review_due_at < now() + ${beforeH} * interval '1 hour' and d.review_status in ('submitted', 'in_review')
      and ${isServed(sql, except)}
    order by d.review_due_at limit ${limit}`;
  return found.then((rows) => [...rows]);
}
