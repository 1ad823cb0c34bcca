import { type Actor, beginAs } from '#db/actor.ts';
import type { Sql } from '#db/database.ts';
import { LINK_LIFETIME_S } from '#domain/access/session.ts';

/** Stores a one-time link, and ends all earlier ones of the user. Returns when it ends. */
export function insertLink(sql: Sql, { userId, secretHash }: { userId: string; secretHash: string }, actor: Actor): Promise<Date> {
  const expiresAt = new Date(Date.now() + LINK_LIFETIME_S * 1_000);
  return beginAs(sql, actor, async (tx) => {
    await tx`delete from user_link where user_id = ${userId} and used_at is null`;
    await tx`
      insert into user_link (secret_hash, user_id, created_by, expires_at) values (${secretHash}, ${userId}, ${actor.id}, ${expiresAt})`;
    return expiresAt;
  });
}

export interface LinkHolder {
  userId: string;
  /** Null for a person of the company. */
  partnerId: string | null;
}

/** Whose link it is. Undefined if it does not exist, was used, or has ended, or if its user is disabled. */
export async function findLinkHolder(sql: Sql, linkHash: string): Promise<LinkHolder | undefined> {
  const [holder] = await sql<LinkHolder[]>`
    select u.id as "userId", u.partner_id as "partnerId" from user_link l join user_account u on u.id = l.user_id
    where l.secret_hash = ${linkHash} and l.used_at is null and l.expires_at > now() and u.status = 'active'`;
  return holder;
}

/** Uses the link: its user gets the password, and is signed out everywhere. False if somebody was faster. */
export function spendLink(
  sql: Sql,
  { linkHash, passwordHash }: { linkHash: string; passwordHash: string },
  actor: Actor,
): Promise<boolean> {
  return beginAs(sql, actor, async (tx) => {
    const [used] = await tx<{ userId: string }[]>`
      update user_link set used_at = now() where secret_hash = ${linkHash} and used_at is null and expires_at > now()
      returning user_id as "userId"`;
    if (!used) return false;
    await tx`
      update user_account set secret_hash = ${passwordHash}, updated_at = now(), version = version + 1
      where id = ${used.userId} and status = 'active'`;
    await tx`update user_session set ended_at = now() where user_id = ${used.userId} and ended_at is null`;
    return true;
  });
}
