import type { Sql } from '#db/database.ts';
import { orderedKeys, releaseSuccessors } from '#db/delivery/ordering.ts';

const page = 1_000;

/** Deletes one page of dead letters that ended more than `retentionDays` ago, with their attempts. */
export async function deleteExpiredDeadLetters(sql: Sql, retentionDays: number): Promise<{ deleted: number; released: string[] }> {
  return sql.begin(async (tx) => {
    const rows = await tx<{ endpointId: string; orderingKey: string | null }[]>`
      delete from delivery where id in (
        select id from delivery where status = 'dead_lettered' and ended_at < now() - ${retentionDays} * interval '1 day'
        limit ${page} for update skip locked)
      returning endpoint_id as "endpointId", ordering_key as "orderingKey"`;
    return { deleted: rows.length, released: await releaseSuccessors(tx, orderedKeys(rows)) };
  });
}

export async function deleteOldIdempotencyKeys(sql: Sql, olderThanHours: number): Promise<number> {
  const result = await sql`
    delete from idempotency_key where (scope, key) in (
      select scope, key from idempotency_key where created_at < now() - ${olderThanHours} * interval '1 hour' limit ${page})`;
  return result.count;
}

/**
 * Deletes one page of what OAuth has kept for as long as it counts: used assertions, revoked tokens, secrets whose overlap is
 * over, and signing keys whose last token has expired.
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
