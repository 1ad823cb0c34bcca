import { type Actor, beginAs, type Changeable, changeAs } from '#db/actor.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { and, eq, isNull, sql as fragment } from '#db/drizzle.ts';
import { userAccount, userSession } from '#db/schema.ts';
import { scopesOf } from '#domain/access/role.ts';
import type { Scope } from '#domain/access/scope.ts';
import { SESSION_IDLE_S, SESSION_MAX_S } from '#domain/access/session.ts';
import { newId } from '#domain/id.ts';
import type { UserRow } from './user.ts';

/** A session with its user, as each request reads them. */
export interface StoredSession {
  id: string;
  userId: string;
  userName: string;
  /** Null for a person of the company. */
  partnerId: string | null;
  /** What the roles of the user allow. */
  scopes: readonly Scope[];
  isDisabled: boolean;
  /** The partner as which somebody of the company looks. */
  viewedPartnerId: string | null;
  lastSeenAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
}

export async function findSession(sql: Sql, secretHash: string): Promise<StoredSession | undefined> {
  const [row] = await sql<(Omit<StoredSession, 'scopes'> & { roles: string[] })[]>`
    select s.id, s.user_id as "userId", u.name as "userName", u.partner_id as "partnerId", u.roles, u.status <> 'active' as "isDisabled",
      s.viewed_partner_id as "viewedPartnerId",
      s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", s.ended_at as "endedAt"
    from user_session s join user_account u on u.id = s.user_id where s.secret_hash = ${secretHash}`;
  if (!row) return undefined;
  const { roles, ...session } = row;
  return { ...session, scopes: scopesOf(roles) };
}

/** Begins a session, unless the user was disabled meanwhile. The session that the same browser had before ends. */
export function beginSession(
  db: Changeable,
  { userId, secretHash, network, userAgent, replaces, sso }: NewSession,
  actor: Actor,
): Promise<{ id: string; user: UserRow } | undefined> {
  return changeAs(db, actor, async (tx) => {
    if (replaces !== undefined) {
      await tx
        .update(userSession)
        .set({ endedAt: new Date() })
        .where(and(eq(userSession.secretHash, replaces), isNull(userSession.endedAt)));
    }
    const [user] = await tx
      .update(userAccount)
      .set({ lastSignInAt: new Date() })
      .where(and(eq(userAccount.id, userId), eq(userAccount.status, 'active')))
      .returning();
    if (!user) return undefined;
    const id = newId('ses');
    const expiresAt = fragment<Date>`now() + ${SESSION_MAX_S} * interval '1 s'`;
    const provider = { ssoConnectionId: sso?.connectionId, providerSession: sso?.providerSession };
    await tx.insert(userSession).values({ id, secretHash, userId, network, userAgent, expiresAt, ...provider });
    return { id, user };
  });
}

export interface NewSession {
  userId: string;
  secretHash: string;
  network: string;
  userAgent: string;
  /** The hash of the secret that the browser sent, if any. */
  replaces?: string | undefined;
  /** What proved the person, if it was no password. */
  sso?: { connectionId: string; providerSession: string | undefined } | undefined;
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

/** What an identity provider says has ended: a session of its own, or all of a person. */
export interface ProviderLogout {
  connectionId: string;
  issuer: string;
  subject: string | undefined;
  providerSession: string | undefined;
}

/** Ends the sessions that were begun in that session of the provider; without one, all of that person. Returns how many had not ended before. */
export function endProviderSessions(
  sql: Sql,
  { connectionId, issuer, subject, providerSession }: ProviderLogout,
  actor: Actor,
): Promise<number> {
  return beginAs(sql, actor, async (tx) => {
    const person = tx`select user_id from sso_identity where connection_id = ${connectionId} and issuer = ${issuer} and subject = ${subject ?? ''}`;
    const { count } = await tx`
      update user_session set ended_at = now()
      where ended_at is null and ${subject === undefined ? tx`true` : tx`user_id in (${person})`}
        and ${providerSession === undefined ? tx`true` : tx`sso_connection_id = ${connectionId} and provider_session = ${providerSession}`}`;
    return count;
  });
}

export async function markSessionsUsed(sql: Sql, ids: string[]): Promise<void> {
  await sql`update user_session set last_seen_at = now() where id = any(${ids}::text[]) and ended_at is null`;
}
