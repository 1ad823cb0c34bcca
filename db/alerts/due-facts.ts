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

/** A secret that was rotated, and is used although a newer one is there. */
export interface RotatedSecret {
  id: string;
  /** The OAuth client, or the inbound source. */
  ownerId: string;
  name: string;
  partnerId: string | null;
  expiresAt: Date;
}

/** Those that end before, and were used in the second half of their overlap; also once they have ended, if they were used until then. */
export function listRotatedSecrets(
  sql: Queryable,
  before: Date,
  limit: number,
): Promise<{ clients: RotatedSecret[]; sources: RotatedSecret[] }> {
  const ofClients = sql<RotatedSecret[]>`
    select s.id, c.id as "ownerId", c.name, c.partner_id as "partnerId", s.expires_at as "expiresAt"
    from oauth_client_secret s join oauth_client c on c.id = s.client_id, lateral (
      select min(n.created_at) as at from oauth_client_secret n where n.client_id = s.client_id and n.created_at > s.created_at
    ) rotated
    where ${isUsedToTheEnd(sql, before)} and c.revoked_at is null order by s.expires_at, s.id limit ${limit}`;
  const ofSources = sql<RotatedSecret[]>`
    select s.id, c.id as "ownerId", c.name, null as "partnerId", s.expires_at as "expiresAt"
    from inbound_secret s join inbound_source c on c.id = s.source_id, lateral (
      select min(n.created_at) as at from inbound_secret n where n.source_id = s.source_id and n.created_at > s.created_at
    ) rotated
    where ${isUsedToTheEnd(sql, before)} and c.disabled_at is null and c.deleted_at is null order by s.expires_at, s.id limit ${limit}`;
  return Promise.all([ofClients, ofSources]).then(([clients, sources]) => ({ clients: [...clients], sources: [...sources] }));
}

/** A use is noted to the minute. */
const isUsedToTheEnd = (sql: Queryable, before: Date) => sql`
  s.expires_at > now() - interval '7 days' and s.expires_at < ${before}
  and s.last_used_at > rotated.at + (s.expires_at - rotated.at) / 2
  and (s.expires_at > now() or s.last_used_at > s.expires_at - interval '1 hour')`;

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
