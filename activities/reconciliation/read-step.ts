import { hash } from 'node:crypto';
import { Ahead } from '#activities/sync/ahead.ts';
import { patienceMs } from '#activities/sync/open-connection.ts';
import { partFields } from '#activities/sync/read-step.ts';
import { translatePage } from '#activities/sync/translate-page.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { RecordPage } from '#connectors/record.ts';
import { isUnstorableValue } from '#db/failure.ts';
import { addFeeds, advanceFeed, FeedMoved, listFeeds, type ReconciliationFeed, stopFeeds } from '#db/reconciliation/reconciliation-feed.ts';
import type { ReconciliationRun } from '#db/reconciliation/reconciliation-run.ts';
import { findStagedParts, stagePage, stageParts } from '#db/reconciliation/staging.ts';
import { summariseParts } from '#db/sync/sync-billing.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldsToRead, sides } from '#domain/sync/mapping.ts';
import { type Feed, feedsOf, type Part, type ReconciliationDeps, type Slice } from './reconciliation-step.ts';

type ReadPage = RecordPage & { clockMs: number | null };

/** Each object of a side is a listing of its own, and vendors answer several at a time. More would only need more memory. */
const AT_ONCE = 3;

/**
 * Reads pages of both sides at the same time, each stored with the cursor of the next one in one transaction, and reads ahead meanwhile. What
 * cannot be read to its end is told with its feed; the others go on. Safe to repeat: a page that another worker has stored is left.
 */
export async function readSlice(deps: ReconciliationDeps, run: ReconciliationRun, slice: Slice): Promise<Part> {
  const feeds = feedsOf(run.mapping);
  await addFeeds(
    deps.db.sql,
    run.id,
    feeds.map(({ name }) => name),
  );
  const stored = await listFeeds(deps.db.sql, run.id);
  let pages = 0;
  const failures: unknown[] = [];
  await Promise.all(
    sides.flatMap((side) => {
      const lines = linesOf(feeds.filter((feed) => feed.side === side));
      return Array.from({ length: AT_ONCE }, async () => {
        for (let line = lines.shift(); line !== undefined; line = lines.shift()) await readLine(line).catch(note);
      });
    }),
  );
  const left = [...(await listFeeds(deps.db.sql, run.id)).values()];
  const records = left.reduce((sum, feed) => sum + feed.records, 0);
  const detail = `${records} records are read`;
  if (left.every(({ endedAt }) => endedAt !== null)) return { state: 'done', detail };
  // This slice has got on, so nobody has to wait for what fails: the next one meets it at once.
  if (pages === 0 && failures.length > 0) throw failures[0];
  return { state: 'more', detail };

  function note(error: unknown): void {
    if (!(error instanceof FeedMoved)) failures.push(error);
  }

  async function readLine(line: readonly Feed[]): Promise<void> {
    for (const feed of line) {
      const ended = await readFeed(feed);
      if (!ended) return;
    }
  }

  /** Returns whether it was read to its end, or never will be. */
  async function readFeed(feed: Feed): Promise<boolean> {
    const ahead = new Ahead<ReadPage>(slice.isGoingOn);
    try {
      for (let at = stored.get(feed.name); at !== undefined && at.endedAt === null;) {
        if (!slice.isGoingOn() && !ahead.isHeld) return false;
        const next = await readOne(deps, run, feed, at, ahead);
        pages++;
        slice.onPlace(`${feed.name} ${next.cursor ?? ''}`);
        at = next.cursor === null ? undefined : next;
      }
      return true;
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (problem === null) throw thrown;
      await stopFeeds(deps.db.sql, run.id, [feed.name], problem);
      return true;
    } finally {
      await ahead.drop();
    }
  }
}

/** The listings of one side that do not wait for each other. */
function linesOf(feeds: readonly Feed[]): Feed[][] {
  return [...Map.groupBy(feeds, ({ map }) => map.name).values()];
}

/** Why trying again would be in vain; null if it may not be. */
function problemOf(error: unknown): string | null {
  if (isUnstorableValue(error)) return 'the system returned what cannot be stored, such as an id of thousands of characters or with U+0000';
  if (error instanceof ConnectorError && (error.kind === 'rejected' || error.kind === 'unauthorized')) return error.message;
  return error instanceof DomainError ? error.message : null;
}

async function readOne(deps: ReconciliationDeps, run: ReconciliationRun, feed: Feed, at: ReconciliationFeed, ahead: Ahead<ReadPage>) {
  const { db } = deps;
  const { map, side, isPart } = feed;
  const page = (await ahead.take(at.cursor ?? '')) ?? (await readPage(deps, run, feed, at.cursor));
  const { next } = page;
  const pageHash = hashOf(page);
  if (pageHash !== null && (pageHash === at.pageHash || (next !== null && next === at.cursor))) {
    throw new ConnectorError('rejected', `the vendor returned the same page of ${feed.name} again, and would do so for ever`);
  }
  if (next !== null) ahead.begin(next, () => readPage(deps, run, feed, next));
  // Expressions are evaluated by another process, so before the transaction.
  const records = isPart ? [] : await translate();
  await db.sql.begin(async (tx) => {
    const place = { runId: run.id, feed: feed.name, cursor: at.cursor, next, pageHash };
    await advanceFeed(tx, { ...place, records: page.records.length, clockMs: page.clockMs });
    if (isPart) await stageParts(tx, run.id, map.subscriptions?.object ?? '', partsOf(feed, page));
    else await stagePage(tx, { runId: run.id, syncId: run.syncId, map, side }, records);
  });
  return { ...at, cursor: next, pageHash: pageHash ?? at.pageHash };

  async function translate() {
    const ids = page.records.map(({ id }) => id);
    const isSummed = side === 'b' && map.subscriptions !== null;
    const parts = isSummed ? await findStagedParts(db.sql, run.id, map.subscriptions?.object ?? '', ids) : [];
    const billing = isSummed ? summariseParts(parts, ids, run.startedAt) : new Map();
    return translatePage({ ...run, map, side }, page.records, deps.evaluate, billing);
  }
}

async function readPage(
  { openConnection: open }: ReconciliationDeps,
  run: ReconciliationRun,
  { map, side, isPart }: Feed,
  cursor: string | null,
): Promise<ReadPage> {
  const connectionId = side === 'a' ? run.aConnectionId : run.bConnectionId;
  const { connector, session } = await open(connectionId, { lane: 'reconcile', patienceMs });
  const object = isPart ? (map.subscriptions?.object ?? '') : map[side];
  const fields = isPart ? partFields(map) : fieldsToRead(map, side);
  const page = await connector.objects.readPage(session, { object, fields, what: 'all', since: null, cursor });
  return { ...page, clockMs: session.clockMs() };
}

function partsOf({ map: { subscriptions } }: Feed, { records }: RecordPage) {
  return records.flatMap(({ id, state, fields }) => {
    const parentId = fields[subscriptions?.parent ?? ''];
    return state === 'live' && typeof parentId === 'string' ? [{ recordId: id, parentId, fields }] : [];
  });
}

/** Null for an empty page, of which there may be several in a row. */
function hashOf({ records }: RecordPage): string | null {
  return records.length === 0 ? null : hash('sha256', JSON.stringify(records.map(({ id, version }) => [id, version])), 'base64url');
}
