import { hash } from 'node:crypto';
import type { Ahead } from '#activities/sync/ahead.ts';
import { followPage, noPages } from '#activities/sync/page-trail.ts';
import { partFields } from '#activities/sync/read-step.ts';
import { translatePage } from '#activities/sync/translate-page.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { RecordPage } from '#connectors/record.ts';
import { addFeedPart, advanceFeed, type ReconciliationFeed } from '#db/reconciliation/reconciliation-feed.ts';
import type { ReconciliationRun } from '#db/reconciliation/reconciliation-run.ts';
import { findStagedParts, stagePage, stageParts } from '#db/reconciliation/staging.ts';
import { summariseParts } from '#db/sync/sync-billing.ts';
import { fieldsToRead } from '#domain/sync/mapping.ts';
import type { Feed, ReconciliationDeps } from './reconciliation-step.ts';
import { openSide } from './reread.ts';

export type ReadPage = RecordPage & { clockMs: number | null };

/**
 * Reads and stores the page at which a feed is, and begins the next one. Returns where the feed is then, and the part that it has given up if it
 * was divided. Throws FeedMoved if another worker has stored the page.
 */
export async function readOne(
  deps: ReconciliationDeps,
  run: ReconciliationRun,
  feed: Feed,
  at: ReconciliationFeed,
  { ahead, mayDivide }: { ahead: Ahead<ReadPage>; mayDivide: boolean },
): Promise<{ next: ReconciliationFeed; part: ReconciliationFeed | undefined }> {
  const { db } = deps;
  const { map, side, isPart } = feed;
  const page = (await ahead.take(at.cursor ?? '')) ?? (await readPage(deps, run, feed, at.cursor));
  const trail = followPage(at, at.cursor, page, feed.listing);
  const halves = mayDivide && page.next !== null ? await divide(deps, run, feed, page.next) : null;
  const next = halves?.[0] ?? page.next;
  const part = halves && { ...beginning, feed: partName(feed, halves[1]), cursor: halves[1] };
  if (next !== null) ahead.begin(next, () => readPage(deps, run, feed, next));
  // Expressions are evaluated by another process, so before the transaction.
  const records = isPart ? [] : await translate();
  await db.sql.begin(async (tx) => {
    await advanceFeed(tx, run.id, at, { cursor: next, trail, records: page.records.length, clockMs: page.clockMs });
    if (part) await addFeedPart(tx, run.id, part);
    if (isPart) await stageParts(tx, run.id, map.subscriptions?.object ?? '', partsOf(feed, page));
    else await stagePage(tx, { runId: run.id, syncId: run.syncId, map, side }, records);
  });
  return { next: { ...at, ...trail, cursor: next }, part: part ?? undefined };

  async function translate() {
    const ids = page.records.map(({ id }) => id);
    const isSummed = side === 'b' && map.subscriptions !== null;
    const parts = isSummed ? await findStagedParts(db.sql, run.id, map.subscriptions?.object ?? '', ids) : [];
    const billing = isSummed ? summariseParts(parts, ids, run.startedAt) : new Map();
    return translatePage({ ...run, map, side }, page.records, deps.evaluate, billing);
  }
}

const beginning = { ...noPages, records: 0, endedAt: null, problem: null };

const partName = ({ listing }: Feed, cursor: string): string => `${listing}/${hash('sha256', cursor, 'hex').slice(0, 12)}`;

/** Null if the vendor cannot divide it, or not now: then it is read by one call after the other. */
async function divide(deps: ReconciliationDeps, run: ReconciliationRun, feed: Feed, cursor: string) {
  try {
    const { connector, session } = await openSide(deps, run, feed.side);
    return (await connector.objects.division?.split(session, { object: objectOf(feed), cursor })) ?? null;
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}

const objectOf = ({ map, side, isPart }: Feed): string => (isPart ? (map.subscriptions?.object ?? '') : map[side]);

async function readPage(deps: ReconciliationDeps, run: ReconciliationRun, feed: Feed, cursor: string | null): Promise<ReadPage> {
  const { connector, session } = await openSide(deps, run, feed.side);
  const fields = feed.isPart ? partFields(feed.map) : fieldsToRead(feed.map, feed.side);
  const page = await connector.objects.readPage(session, { object: objectOf(feed), fields, what: 'all', since: null, cursor });
  return { ...page, clockMs: session.clockMs() };
}

function partsOf({ map: { subscriptions } }: Feed, { records }: RecordPage) {
  return records.flatMap(({ id, state, fields }) => {
    const parentId = fields[subscriptions?.parent ?? ''];
    return state === 'live' && typeof parentId === 'string' ? [{ recordId: id, parentId, fields }] : [];
  });
}
