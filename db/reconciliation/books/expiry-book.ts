import type { Queryable, Sql } from '#db/database.ts';

interface Page {
  after: string;
  limit: number;
}

export interface ExpiringKey {
  id: string;
  name: string;
  partnerId: string | null;
  expiresAt: Date;
  lastUsedAt: Date | null;
  /** The key that it was rotated to, and that is to be used instead. */
  replacedBy: string | null;
}

/**
 * API keys that end before, or ended in the week before and were used until then. One that was rotated ends on purpose: it is listed if it is
 * still used.
 */
export async function listExpiringKeys(sql: Queryable, before: Date, { after, limit }: Page): Promise<ExpiringKey[]> {
  return await sql<ExpiringKey[]>`
    select k.id, k.name, k.partner_id as "partnerId", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.replaced_by as "replacedBy"
    from api_key k
    where k.revoked_at is null and k.expires_at > now() - interval '7 days' and k.expires_at < ${before} and k.id > ${after}
      and (k.expires_at > now() or k.last_used_at > k.expires_at - interval '7 days')
      and (k.replaced_by is null or k.last_used_at > (select n.created_at + interval '1 hour' from api_key n where n.id = k.replaced_by))
    order by k.id limit ${limit}`;
}

export interface ExpiringClient {
  id: string;
  name: string;
  partnerId: string;
  /** The end of its last secret. */
  expiresAt: Date;
}

/** OAuth clients with a secret, none of which is valid after that. A secret that was rotated ends on purpose. */
export async function listExpiringClients(sql: Queryable, before: Date, { after, limit }: Page): Promise<ExpiringClient[]> {
  return await sql<ExpiringClient[]>`
    select c.id, c.name, c.partner_id as "partnerId", max(s.expires_at) as "expiresAt"
    from oauth_client c join oauth_client_secret s on s.client_id = c.id
    where c.revoked_at is null and c.auth_method in ('client_secret_basic', 'client_secret_post') and c.id > ${after}
    group by c.id having bool_and(s.expires_at is not null) and max(s.expires_at) < ${before} order by c.id limit ${limit}`;
}

/** When the newest key that signs access tokens began to sign; null if there is none, or if no client has asked for a token since then for so long. */
export async function findOldSigningKey(sql: Queryable, days: number): Promise<{ id: string; signsFrom: Date } | null> {
  const [row] = await sql<{ id: string; signsFrom: Date }[]>`
    select k.id, k.signs_from as "signsFrom" from (select * from oauth_signing_key order by signs_from desc limit 1) k
    where k.signs_from < now() - ${days} * interval '1 day'
      and exists (select from oauth_client c where c.last_used_at > k.signs_from + ${days} * interval '1 day')`;
  return row ?? null;
}

export interface TroubledConnection {
  id: string;
  name: string;
  vendor: string;
  status: string;
  statusReason: string | null;
  tokensExpireAt: Date | null;
}

/** Connections that need a person, and those whose tokens nobody renewed. */
export async function listTroubledConnections(sql: Sql, { after, limit }: Page): Promise<TroubledConnection[]> {
  return await sql<TroubledConnection[]>`
    select id, name, vendor, status, status_reason as "statusReason", tokens_expire_at as "tokensExpireAt" from connection
    where id > ${after} and (status = 'action_required' or (status = 'active' and tokens_expire_at < now() - interval '1 hour'))
    order by id limit ${limit}`;
}
