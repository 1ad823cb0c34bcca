import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Database } from '#db/database.ts';
import { and, desc, eq, inArray, isNull, lt } from '#db/drizzle.ts';
import { syncWrite } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import type { FailureReason } from '#domain/sync/write-failure.ts';

export type SyncWriteRow = typeof syncWrite.$inferSelect;

export interface WriteFilter {
  states?: SyncWriteRow['state'][] | undefined;
  reasons?: FailureReason[] | undefined;
  /** The record that is written, or from which one is created. */
  recordId?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** Newest first. */
export function listWrites(
  { orm }: Database,
  syncId: string,
  { states, reasons, recordId, before, limit }: WriteFilter,
): Promise<SyncWriteRow[]> {
  const conditions = [
    eq(syncWrite.syncId, syncId),
    // Tests show their own.
    isNull(syncWrite.testId),
    states && inArray(syncWrite.state, states),
    reasons && inArray(syncWrite.reason, reasons),
    recordId === undefined ? undefined : eq(syncWrite.target, recordId),
    before === undefined ? undefined : lt(syncWrite.id, before),
  ];
  return orm
    .select()
    .from(syncWrite)
    .where(and(...conditions))
    .orderBy(desc(syncWrite.id))
    .limit(limit);
}

export interface FailedGroup {
  reason: FailureReason;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

/** More failed records are not counted: the list must be there at once. */
const MAX_COUNTED = 100_000;

/** How many records failed for which reason, the most frequent first. */
export const groupFailedWrites = ({ sql }: Database, syncId: string): Promise<FailedGroup[]> => sql<FailedGroup[]>`
  select reason, count(*)::int as count, min(created_at) as "firstAt", max(created_at) as "lastAt"
  from (select reason, created_at from sync_write where sync_id = ${syncId} and state = 'failed' order by id desc limit ${MAX_COUNTED}) w
  group by reason order by count desc, reason`;

/** The failed records of a sync that a retry means: those that all of it names. Nothing means all. */
export interface FailedSelection {
  ids?: readonly string[] | undefined;
  reason?: FailureReason | undefined;
  recordId?: string | undefined;
}

/**
 * Failed records are written again by the next run, which is requested. Those that the mapping refused are compared again first, because
 * only then a corrected value is seen. Returns how many.
 */
export function retryWrites({ sql }: Database, syncId: string, { ids, reason, recordId }: FailedSelection, actor: Actor): Promise<number> {
  return beginAs(sql, actor, async (tx) => {
    const retried = await tx`
      with chosen as (
        update sync_write set next_attempt_at = case when attempts > 0 then now() end, is_retryable = true
        where sync_id = ${syncId} and state = 'failed' and ${ids === undefined ? tx`true` : tx`id = any(${[...ids]}::text[])`}
          and (${reason ?? null}::text is null or reason = ${reason ?? null})
          and (${recordId ?? null}::text is null or target = ${recordId ?? null})
        returning object, side, target, operation, attempts
      ), compared as (
        -- What was never sent is compared again first: only then a corrected value is seen.
        update sync_record r set is_pending = true, is_orphan = false from chosen c
        where c.attempts = 0 and r.sync_id = ${syncId} and r.object = c.object and r.record_id = c.target
          and (r.side = c.side) = (c.operation <> 'create')
      )
      select from chosen`;
    if (retried.count === 0 && ids?.length === 1) throw noFailedWrite(ids[0] ?? '');
    await tx`update sync set requested_at = now() where id = ${syncId}`;
    const detail = { writes: ids ?? null, reason: reason ?? null, record: recordId ?? null, retried: retried.count };
    await insertAuditEntry(tx, actor, { action: 'sync.writes_retried', objectKind: 'sync', objectId: syncId, detail });
    return retried.count;
  });
}

/** The same state of the record is not wanted again; another one is. */
export function dismissWrite({ sql }: Database, syncId: string, id: string, because: string, actor: Actor): Promise<void> {
  return beginAs(sql, actor, async (tx) => {
    const dismissed = await tx`
      update sync_write set state = 'dismissed', ended_at = now(), dismissed_by = ${actor.id}, dismissed_because = ${because}
      where id = ${id} and sync_id = ${syncId} and state = 'failed'`;
    if (dismissed.count === 0) throw noFailedWrite(id);
    await insertAuditEntry(tx, actor, {
      action: 'sync.write_dismissed',
      objectKind: 'sync',
      objectId: syncId,
      detail: { write: id, because },
    });
  });
}

function noFailedWrite(id: string): DomainError {
  return new DomainError(
    'not_found',
    `There is no failed record ${id}: it was written, dismissed or superseded meanwhile, or never existed`,
  );
}
