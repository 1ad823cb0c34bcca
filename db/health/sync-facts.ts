import type { Queryable } from '#db/database.ts';
import type { Selection } from './selection.ts';

/** More failed records are not counted: a page of syncs must not read millions of rows. */
const MAX_COUNTED_RECORDS = 10_000;

/** What is stored of a sync, of its runs and of its ledger. */
export interface SyncHealthRow {
  id: string;
  name: string;
  aConnectionId: string;
  bConnectionId: string;
  intervalSeconds: number;
  createdAt: Date;
  pausedAt: Date | null;
  processError: string | null;
  question: string | null;
  obstacle: string | null;
  failedAt: Date | null;
  failedReason: string | null;
  /** When the last complete run began and ended. */
  doneFrom: Date | null;
  doneAt: Date | null;
  readingSince: Date | null;
  failedRecords: number;
  failedSince: Date | null;
  openConflicts: number;
  conflictsSince: Date | null;
  /** The message of the latest record that failed. */
  recordError: { at: Date; message: string | null } | null;
}

interface Row extends Omit<SyncHealthRow, 'recordError'> {
  recordErrorAt: Date | null;
  recordErrorMessage: string | null;
}

/**
 * Of a sync `s`: its last complete run, the last that failed, the present ones (one, and one that reads hints), and the records that are not written: the index of
 * those has all that is counted of them.
 */
export const syncLaterals = (sql: Queryable) => sql`
  left join lateral (
    select started_at, ended_at, question from sync_run r
    where r.sync_id = s.id and r.state in ('completed', 'partial') and r.kind <> 'hinted' order by r.id desc limit 1
  ) done on true
  left join lateral (
    select ended_at, reason from sync_run r where r.sync_id = s.id and r.state = 'failed' order by r.id desc limit 1
  ) failed on true
  left join lateral (
    select min(started_at) filter (where kind = 'backfill') as reading_since, max(question) as question, max(reason) as obstacle
    from sync_run r where r.sync_id = s.id and r.state = 'running'
  ) present on true
  left join lateral (
    select count(*) filter (where side = 'a')::int as a, count(*) filter (where side = 'b')::int as b, min(created_at) as since
    from (select side, created_at from sync_write w where w.sync_id = s.id and w.state = 'failed' limit ${MAX_COUNTED_RECORDS}) w
  ) writes on true`;

/** One statement for all syncs of a page. */
export async function readSyncFacts(sql: Queryable, { ids, before, limit }: Selection): Promise<SyncHealthRow[]> {
  const rows = await sql<Row[]>`
    with s as materialized (
      select * from sync
      where ${ids ? sql`id = any(${[...ids]}::text[])` : sql`true`} and ${before === undefined ? sql`true` : sql`id < ${before}`}
      order by id desc limit ${limit}
    )
    select s.id, s.name, s.a_connection_id as "aConnectionId", s.b_connection_id as "bConnectionId", s.interval_seconds as "intervalSeconds",
      s.created_at as "createdAt", s.paused_at as "pausedAt", s.process_error as "processError", coalesce(present.question, done.question) as question, present.obstacle,
      failed.ended_at as "failedAt", failed.reason as "failedReason", done.started_at as "doneFrom", done.ended_at as "doneAt",
      present.reading_since as "readingSince", writes.a + writes.b as "failedRecords", writes.since as "failedSince",
      conflicts.n as "openConflicts", conflicts.since as "conflictsSince", last.created_at as "recordErrorAt", last.message as "recordErrorMessage"
    from s ${syncLaterals(sql)}
    left join lateral (
      select count(*)::int as n, min(opened_at) as since
      from (select opened_at from sync_conflict c where c.sync_id = s.id and c.resolved_at is null limit ${MAX_COUNTED_RECORDS}) c
    ) conflicts on true
    left join lateral (
      select created_at, coalesce(message, reason) as message from sync_write w where w.sync_id = s.id and w.state = 'failed' order by w.id desc limit 1
    ) last on true
    order by s.id desc`;
  return rows.map(({ recordErrorAt, recordErrorMessage, ...row }) => ({
    ...row,
    recordError: recordErrorAt && { at: recordErrorAt, message: recordErrorMessage },
  }));
}
