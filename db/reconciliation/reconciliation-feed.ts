import type { Queryable } from '#db/database.ts';

export interface ReconciliationFeed {
  feed: string;
  cursor: string | null;
  pages: number;
  pageHash: string | null;
  anchorHash: string | null;
  records: number;
  endedAt: Date | null;
  problem: string | null;
}

/** Another worker has moved the feed on, or the run has ended. */
export class FeedMoved extends Error {}

export async function listFeeds(sql: Queryable, runId: string): Promise<Map<string, ReconciliationFeed>> {
  const feeds = await sql<ReconciliationFeed[]>`
    select feed, cursor, pages, page_hash as "pageHash", anchor_hash as "anchorHash", records, ended_at as "endedAt", problem from reconciliation_feed where run_id = ${runId}`;
  return new Map(feeds.map((feed) => [feed.feed, feed]));
}

export async function addFeeds(sql: Queryable, runId: string, names: readonly string[]): Promise<void> {
  await sql`
    insert into reconciliation_feed (run_id, feed) select ${runId}, unnest(${[...names]}::text[]) on conflict do nothing`;
}

/** A part of a listing that was divided. In the transaction that moves the rest of it. */
export async function addFeedPart(tx: Queryable, runId: string, { feed, cursor }: ReconciliationFeed): Promise<void> {
  await tx`insert into reconciliation_feed (run_id, feed, cursor) values (${runId}, ${feed}, ${cursor}) on conflict do nothing`;
}

/** A page that was read, and where its feed goes on. */
export interface FeedPage {
  /** Null: it was the last one. */
  cursor: string | null;
  trail: { pages: number; pageHash: string | null; anchorHash: string | null };
  records: number;
  clockMs: number | null;
}

/** First in the transaction that stages a page, so that one worker at a time does. Throws FeedMoved. */
export async function advanceFeed(
  tx: Queryable,
  runId: string,
  { feed, cursor }: ReconciliationFeed,
  { cursor: next, trail, records, clockMs }: FeedPage,
): Promise<void> {
  const moved = await tx`
    update reconciliation_feed f set cursor = ${next}, pages = ${trail.pages}, page_hash = ${trail.pageHash},
      anchor_hash = ${trail.anchorHash}, records = f.records + ${records},
      clock_ms = coalesce(${clockMs === null ? null : Math.round(clockMs)}, clock_ms), ended_at = case when ${next}::text is null then now() end
    from reconciliation_run r
    where f.run_id = ${runId} and f.feed = ${feed} and f.cursor is not distinct from ${cursor} and f.ended_at is null
      and r.id = f.run_id and r.state = 'running'`;
  if (moved.count === 0) throw new FeedMoved(feed);
}

/** `company/a`: that of which a feed is a part, or the feed itself. */
export const listingOf = (sql: Queryable) => sql`split_part(f.feed, '/', 1) || '/' || split_part(f.feed, '/', 2)`;

/** These feeds cannot be read to their end. */
export async function stopFeeds(sql: Queryable, runId: string, feeds: readonly string[], problem: string): Promise<void> {
  await sql`
    update reconciliation_feed set problem = ${problem}, ended_at = now()
    where run_id = ${runId} and feed = any(${[...feeds]}::text[]) and ended_at is null`;
}

/** What was staged is lost: everything is read again. */
export async function dropFeeds(sql: Queryable, runId: string): Promise<void> {
  await sql`delete from reconciliation_feed where run_id = ${runId}`;
}
