import type { Queryable } from '#db/database.ts';
import type { Place } from '#db/sync/sync-record.ts';
import type { SeenLink } from '#domain/reconciliation/difference.ts';
import type { CheckTimes } from '#domain/reconciliation/settle.ts';
import type { Side } from '#domain/sync/mapping.ts';
import type { SyncValues } from '#domain/sync/translate.ts';
import { listingOf } from './reconciliation-feed.ts';

/** Links as they are now. */
export async function findCheckLinks(sql: Queryable, ids: readonly string[]): Promise<Map<string, SeenLink>> {
  const links = await sql<SeenLink[]>`
    select id, a_id as "aId", b_id as "bId", agreed from sync_link where id = any(${[...ids]}::text[])`;
  return new Map(links.map((link) => [link.id, link]));
}

/** Of records of one side, those that have a counterpart. */
export async function findLinked(sql: Queryable, { syncId, object }: Place, side: Side, ids: readonly string[]): Promise<Set<string>> {
  const id = sql(side === 'a' ? 'a_id' : 'b_id');
  const rows = await sql<{ id: string }[]>`
    select ${id} as id from sync_link where sync_id = ${syncId} and object = ${object} and ${id} = any(${[...ids]}::text[])`;
  return new Set(rows.map((row) => row.id));
}

/** What the sync knows of a record. */
export interface KnownRecord {
  recordId: string;
  values: SyncValues;
  /** Its counterpart was deleted. */
  isOrphan: boolean;
  /** It has merged this state of the record, and no write of it is on its way. */
  isSettled: boolean;
}

/** A write that has waited for longer than this is not on its way: it waits for something. */
export async function findKnown(
  sql: Queryable,
  { syncId, object }: Place,
  side: Side,
  ids: readonly string[],
  graceMs: number,
): Promise<Map<string, KnownRecord>> {
  const rows = await sql<KnownRecord[]>`
    select r.record_id as "recordId", r."values", r.is_orphan as "isOrphan", not r.is_pending and r.state = 'live' and not exists (
      select from sync_write w
      where w.sync_id = ${syncId} and w.object = ${object} and w.target = r.record_id and w.state = 'waiting'
        and w.side in ('a', 'b') and (w.side = ${side}) = (w.operation <> 'create')
        and w.created_at > now() - make_interval(secs => ${graceMs / 1_000})) as "isSettled"
    from sync_record r
    where r.sync_id = ${syncId} and r.object = ${object} and r.side = ${side} and r.record_id = any(${[...ids]}::text[])`;
  return new Map(rows.map((row) => [row.recordId, row]));
}

/** A change is polled within an interval, and written within the next one. */
const INTERVALS = 2;

export async function findCheckTimes(sql: Queryable, runId: string, object: string): Promise<CheckTimes> {
  const [times] = await sql<[{ now: Date; readAt: Date | null; intervalSeconds: number }]>`
    select now() as now, s.interval_seconds as "intervalSeconds", (
      select max(f.ended_at) from reconciliation_feed f where f.run_id = r.id and split_part(f.feed, '/', 1) = ${object}) as "readAt"
    from reconciliation_run r join sync s on s.id = r.sync_id where r.id = ${runId}`;
  const { now, readAt, intervalSeconds } = times;
  return { now, readAt: readAt ?? now, graceMs: INTERVALS * intervalSeconds * 1_000 };
}

/** The listings that were not read to their end. */
export async function findIncompleteListings(sql: Queryable, runId: string): Promise<Set<string>> {
  const rows = await sql<{ listing: string }[]>`
    select distinct ${listingOf(sql)} as listing from reconciliation_feed f where run_id = ${runId} and (problem is not null or ended_at is null)`;
  return new Set(rows.map(({ listing }) => listing));
}

/** What a person agreed to is done: what the run asks later needs a yes of its own. */
export async function useUpYes(sql: Queryable, runId: string): Promise<void> {
  await sql`update reconciliation_run set approved_at = null, approved_by = null where id = ${runId} and approved_at is not null`;
}
