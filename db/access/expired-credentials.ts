import type { Sql } from '#db/database.ts';

const page = 1_000;

/**
 * Deletes one page of expired OAuth rows: used assertions, revoked tokens, secrets whose overlap is over, and signing keys whose last token
 * has expired.
 */
export async function deleteExpiredCredentials(sql: Sql): Promise<number> {
  const deleted = await Promise.all([
    sql`
      delete from oauth_used_assertion where (client_id, jti) in (
        select client_id, jti from oauth_used_assertion where expires_at < now() limit ${page})`,
    sql`delete from oauth_revoked_token where jti in (select jti from oauth_revoked_token where expires_at < now() limit ${page})`,
    sql`delete from oauth_client_secret where id in (select id from oauth_client_secret where expires_at < now() limit ${page})`,
    sql`delete from oauth_signing_key where retires_at < now()`,
  ]);
  return deleted.reduce((total, { count }) => total + count, 0);
}
