import type { Queryable } from '#db/database.ts';
import type { Mapping } from '#domain/sync/mapping.ts';
import { feedsOf } from '#domain/sync/sync-steps.ts';

/** Up to where a feed is read, and from where the next pass begins. */
export interface FeedPosition {
  since: Date;
  high: Date | null;
}

export async function findPosition(sql: Queryable, syncId: string, feed: string): Promise<FeedPosition | null> {
  const [position] = await sql<FeedPosition[]>`select since, high from sync_position where sync_id = ${syncId} and feed = ${feed}`;
  return position ?? null;
}

export async function storePosition(tx: Queryable, syncId: string, feed: string, { since, high }: FeedPosition): Promise<void> {
  await tx`
    insert into sync_position (sync_id, feed, since, high) values (${syncId}, ${feed}, ${since}, ${high})
    on conflict (sync_id, feed) do update set since = excluded.since, high = excluded.high`;
}

/** The latest change that the current step has seen. */
export async function raiseHigh(tx: Queryable, runId: string, high: Date | null): Promise<void> {
  if (high) await tx`update sync_run set high = greatest(high, ${high}) where id = ${runId}`;
}

export async function takeHigh(tx: Queryable, runId: string): Promise<Date | null> {
  const [run] = await tx<{ high: Date | null }[]>`select high from sync_run where id = ${runId}`;
  await tx`update sync_run set high = null where id = ${runId}`;
  return run?.high ?? null;
}

/** Before both sides have been read, the counterpart of a record may be unknown, and another one would be created. */
export async function hasReadAll(tx: Queryable, syncId: string, mapping: Mapping): Promise<boolean> {
  const rows = await tx<{ feed: string }[]>`select feed from sync_position where sync_id = ${syncId}`;
  const read = new Set(rows.map(({ feed }) => feed));
  return feedsOf(mapping).every((feed) => read.has(feed));
}

/** What was never read is read as a whole in any case. */
export async function movePositionsBack(tx: Queryable, syncId: string, since: Date | null): Promise<void> {
  if (since === null) await tx`delete from sync_position where sync_id = ${syncId}`;
  else await tx`update sync_position set since = least(since, ${since}), high = null where sync_id = ${syncId}`;
}
