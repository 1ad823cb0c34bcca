import type { Sql } from '#db/database.ts';

const page = 1_000;

/**
 * Deletes one page of expired rows: used assertions, revoked tokens, secrets whose overlap is over, signing keys whose last token has expired,
 * sign-ins at identity providers that have ended, embed sessions a day later, and, after a month in which an audit can ask for them, sessions and
 * one-time links.
 */
export async function deleteExpiredCredentials(sql: Sql): Promise<number> {
  const deleted = await Promise.all([
    sql`
      delete from oauth_used_assertion where (client_id, jti) in (
        select client_id, jti from oauth_used_assertion where expires_at < now() limit ${page})`,
    sql`delete from oauth_revoked_token where jti in (select jti from oauth_revoked_token where expires_at < now() limit ${page})`,
    sql`delete from oauth_client_secret where id in (select id from oauth_client_secret where expires_at < now() limit ${page})`,
    sql`delete from oauth_signing_key where retires_at < now()`,
    sql`
      delete from sso_attempt where secret_hash in (
        select secret_hash from sso_attempt where expires_at < now() - interval '1 day' limit ${page})`,
    sql`
      delete from sso_used_assertion where (connection_id, assertion_id) in (
        select connection_id, assertion_id from sso_used_assertion where expires_at < now() limit ${page})`,
    sql`
      delete from embed_session where id in (
        select id from embed_session where expires_at < now() - interval '1 day' limit ${page})`,
    sql`
      delete from user_session where id in (select id from user_session where expires_at < now() - interval '30 days' limit ${page})`,
    sql`
      delete from user_link where secret_hash in (
        select secret_hash from user_link where expires_at < now() - interval '30 days' limit ${page})`,
  ]);
  return deleted.reduce((total, { count }) => total + count, 0);
}
