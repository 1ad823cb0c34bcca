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

export interface UnrenewedTokens {
  id: string;
  name: string;
  expiredAt: Date;
}

/** A worker renews tokens before they end, and repeats that; then it was not even tried. In minutes. */
const UNRENEWED_MIN = 60;

/** Active connections whose tokens ended long ago. That a vendor is away, or a workflow has given up, is an alert of its own. */
export function listUnrenewedTokens(sql: Queryable, limit: number): Promise<UnrenewedTokens[]> {
  const found = sql<UnrenewedTokens[]>`
    select id, name, tokens_expire_at as "expiredAt" from connection
    where status = 'active' and tokens_expire_at < now() - ${UNRENEWED_MIN} * interval '1 min' and away_since is null and process_error is null
    order by tokens_expire_at, id limit ${limit}`;
  return found.then((rows) => [...rows]);
}
