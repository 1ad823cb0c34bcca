import { type Actor, beginAs } from '#db/actor.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { MAX_LIVE_EMBEDS } from '#domain/access/embed-session.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';

export interface EmbedSessionRow {
  id: string;
  partnerId: string;
  origin: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

const columns = (sql: Queryable) => sql`
  id, partner_id as "partnerId", origin, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
  revoked_at as "revokedAt"`;

interface NewEmbedSession {
  partnerId: string;
  secretHash: string;
  origin: string;
  lifetimeS: number;
}

export function insertEmbedSession(
  sql: Sql,
  { partnerId, secretHash, origin, lifetimeS }: NewEmbedSession,
  actor: Actor,
): Promise<EmbedSessionRow> {
  return beginAs(sql, actor, async (tx) => {
    const [row] = await tx<EmbedSessionRow[]>`
      insert into embed_session (id, partner_id, secret_hash, origin, created_by, expires_at)
      values (${newId('emb')}, ${partnerId}, ${secretHash}, ${origin}, ${actor.id}, now() + ${lifetimeS} * interval '1 s')
      returning ${columns(tx)}`;
    if (!row) throw new Error('the new embed session was not returned');
    return row;
  });
}

/** When one of the partner's sessions ends, if it has as many as it may have; undefined while it may have more. */
export async function embedRoomAt(sql: Sql, partnerId: string): Promise<Date | undefined> {
  const [live] = await sql<{ n: number; next: Date | null }[]>`
    select count(*)::int as n, min(expires_at) as next from (
      select expires_at from embed_session
      where partner_id = ${partnerId} and expires_at > now() and revoked_at is null order by expires_at limit ${MAX_LIVE_EMBEDS}) live`;
  return live && live.n >= MAX_LIVE_EMBEDS ? (live.next ?? undefined) : undefined;
}

/** The sessions that have not ended, newest first: a page of them. */
export async function listEmbedSessions(
  sql: Sql,
  { partnerId, before, limit }: { partnerId?: string | undefined; before?: string | undefined; limit: number },
): Promise<EmbedSessionRow[]> {
  const rows = await sql<EmbedSessionRow[]>`
    select ${columns(sql)} from embed_session
    where expires_at > now() and revoked_at is null
      and ${partnerId === undefined ? sql`true` : sql`partner_id = ${partnerId}`} and ${before === undefined ? sql`true` : sql`id < ${before}`}
    order by id desc limit ${limit}`;
  return [...rows];
}

/** Ends a session at once. One that has ended stays as it is. */
export function revokeEmbedSession(sql: Sql, id: string, actor: Actor): Promise<EmbedSessionRow> {
  return beginAs(sql, actor, async (tx) => {
    const [row] = await tx<EmbedSessionRow[]>`
      update embed_session set revoked_at = coalesce(revoked_at, now()) where id = ${id} returning ${columns(tx)}`;
    if (!row) throw new DomainError('not_found', `There is no embed session ${id}`);
    return row;
  });
}

/** The page that may frame a session, even if it has ended: then the page is told so. */
export async function findEmbedOrigin(sql: Sql, id: string): Promise<string | undefined> {
  const [row] = await sql<{ origin: string }[]>`select origin from embed_session where id = ${id}`;
  return row?.origin;
}

/** Whose data a token shows. Undefined if its session has ended or never was. */
export async function findEmbeddedPartner(sql: Sql, secretHash: string): Promise<string | undefined> {
  const [row] = await sql<{ partnerId: string }[]>`
    select partner_id as "partnerId" from embed_session
    where secret_hash = ${secretHash} and expires_at > now() and revoked_at is null`;
  return row?.partnerId;
}
