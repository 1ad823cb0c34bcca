import { type Actor, beginAs } from '#db/actor.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { SESSION_IDLE_S, SESSION_MAX_S } from '#domain/access/session.ts';
import { newId } from '#domain/id.ts';

/** A session with its user, as each request reads them. */
export interface StoredSession {
  id: string;
  userId: string;
  userName: string;
  /** Null for a person of the company. */
  partnerId: string | null;
  roles: string[];
  isDisabled: boolean;
  lastSeenAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
}

export async function findSession(sql: Sql, secretHash: string): Promise<StoredSession | undefined> {
  const [row] = await sql<StoredSession[]>`
    select s.id, s.user_id as "userId", u.name as "userName", u.partner_id as "partnerId", u.roles, u.status <> 'active' as "isDisabled",
      s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", s.ended_at as "endedAt"
    from user_session s join user_account u on u.id = s.user_id where s.secret_hash = ${secretHash}`;
  return row;
}

/** Begins a session, unless the user was disabled meanwhile. The session that the same browser had before ends. */
export function beginSession(
  sql: Sql,
  { userId, secretHash, network, userAgent, replaces }: NewSession,
  actor: Actor,
): Promise<{ id: string } | undefined> {
  return beginAs(sql, actor, async (tx) => {
    if (replaces) await tx`update user_session set ended_at = now() where secret_hash = ${replaces} and ended_at is null`;
    const [begun] = await tx<{ id: string }[]>`
      with seen as (
        update user_account set last_sign_in_at = now() where id = ${userId} and status = 'active' returning id
      )
      insert into user_session (id, secret_hash, user_id, network, user_agent, expires_at)
      select ${newId('ses')}, ${secretHash}, id, ${network}, ${userAgent}, now() + ${SESSION_MAX_S} * interval '1 s' from seen returning id`;
    return begun;
  });
}

export interface NewSession {
  userId: string;
  secretHash: string;
  network: string;
  userAgent: string;
  /** The hash of the secret that the browser sent, if any. */
  replaces?: string | undefined;
}

export interface SessionRow {
  id: string;
  network: string;
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

/** The sessions of a user that have not ended, newest first: a page of them. */
export async function listSessions(sql: Queryable, userId: string, { before, limit }: { before?: string | undefined; limit: number }) {
  const rows = await sql<SessionRow[]>`
    select id, network, user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt"
    from user_session
    where user_id = ${userId} and ended_at is null and expires_at > now() and last_seen_at > now() - ${SESSION_IDLE_S} * interval '1 s'
      and ${before === undefined ? sql`true` : sql`id < ${before}`}
    order by id desc limit ${limit}`;
  return [...rows];
}

/** Ends one of a user's sessions, or all. Returns how many had not ended before. */
export function endSessions(sql: Sql, { userId, id }: { userId: string; id?: string | undefined }, actor: Actor): Promise<number> {
  return beginAs(sql, actor, async (tx) => {
    const { count } = await tx`
      update user_session set ended_at = now()
      where user_id = ${userId} and ended_at is null and ${id === undefined ? tx`true` : tx`id = ${id}`}`;
    return count;
  });
}

export async function markSessionsUsed(sql: Sql, ids: string[]): Promise<void> {
  await sql`update user_session set last_seen_at = now() where id = any(${ids}::text[]) and ended_at is null`;
}
