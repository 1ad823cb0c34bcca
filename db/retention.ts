import type { Sql } from './database.ts';
import { orderedKeys, releaseSuccessors } from './ordering.ts';

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
