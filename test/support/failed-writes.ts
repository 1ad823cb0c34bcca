import type { Queryable } from '#db/database.ts';
import { newId } from '#domain/id.ts';
import type { FailureReason } from '#domain/sync/write-failure.ts';

/** Records of B that could not be written: so many for each reason, named `<reason>-1` and so on. */
export async function insertFailedWrites(sql: Queryable, syncId: string, counts: Partial<Record<FailureReason, number>>): Promise<void> {
  for (const [reason, count = 0] of Object.entries(counts)) {
    for (let n = 1; n <= count; n++) {
      await sql`
        insert into sync_write (id, sync_id, object, side, target, operation, values, desired_hash, base_hash, state, reason, message, field, attempts, is_retryable)
        values (${newId('swr')}, ${syncId}, 'account', 'b', ${`${reason}-${n}`}, 'update', '{}', '', '', 'failed', ${reason}, ${`refused ${n}`}, 'segment', 1, false)`;
    }
  }
}
