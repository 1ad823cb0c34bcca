import { Ahead } from '#activities/sync/ahead.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import { isUnstorableValue } from '#db/failure.ts';
import { addFeeds, FeedMoved, listFeeds, type ReconciliationFeed, stopFeeds } from '#db/reconciliation/reconciliation-feed.ts';
import type { ReconciliationRun } from '#db/reconciliation/reconciliation-run.ts';
import { counted } from '#domain/counted.ts';
import { DomainError } from '#domain/errors.ts';
import { type Side, sides } from '#domain/sync/mapping.ts';
import { OpenFeeds } from './open-feeds.ts';
import { readOne, type ReadPage } from './read-page.ts';
import { type Feed, feedsOf, type Part, type ReconciliationDeps, type Slice } from './reconciliation-step.ts';
import { openSide } from './reread.ts';

/** Each object of a side is a listing of its own, and vendors answer several at a time. More would only need more memory. */
const AT_ONCE = 3;
/** A listing of fewer pages is read before it is divided. */
const UNDIVIDED_PAGES = 3;
/** After a failure the others go on for so long; then a new slice begins, which reads again what failed. */
const AFTER_FAILURE_MS = 20_000;

/**
 * Reads pages of both sides at the same time, each stored with the cursor of the next one in one transaction, and reads ahead meanwhile. A long
 * listing is divided among readers that have nothing to do. What cannot be read to its end is told with its feed; the others go on. Safe to
 * repeat: a page that another worker has stored is left.
 */
export async function readSlice(deps: ReconciliationDeps, run: ReconciliationRun, slice: Slice): Promise<Part> {
  const listings = feedsOf(run.mapping);
  await addFeeds(
    deps.db.sql,
    run.id,
    listings.map(({ name }) => name),
  );
  const stored = await listFeeds(deps.db.sql, run.id);
  let pages = 0;
  let failedAt = Number.POSITIVE_INFINITY;
  const failures: unknown[] = [];
  const isGoingOn = () => slice.isGoingOn() && performance.now() - failedAt < AFTER_FAILURE_MS;
  await Promise.all(
    sides.map(async (side) => {
      const open = new OpenFeeds(
        listings.filter((feed) => feed.side === side),
        stored,
      );
      await Promise.all(Array.from({ length: await countReaders(deps, run, side) }, () => readOpen(open)));
    }),
  );
  const left = [...(await listFeeds(deps.db.sql, run.id)).values()];
  const records = left.reduce((sum, feed) => sum + feed.records, 0);
  const detail = `${counted(records, 'record is', 'records are')} read`;
  if (left.every(({ endedAt }) => endedAt !== null)) return { state: 'done', detail };
  // This slice has got on, so nobody has to wait for what fails: the next one meets it at once.
  if (pages === 0 && failures.length > 0) throw failures[0];
  return { state: 'more', detail };

  async function readOpen(open: OpenFeeds): Promise<void> {
    for (let next = await open.take(); next !== undefined; next = await open.take()) {
      let isEnded = false;
      try {
        isEnded = await readFeed(open, next.feed, next.at);
      } catch (error) {
        if (error instanceof FeedMoved) continue;
        failures.push(error);
        failedAt = Math.min(failedAt, performance.now());
      } finally {
        open.release(next.feed, isEnded);
      }
    }
  }

  /** Returns whether it was read to its end, or never will be. */
  async function readFeed(open: OpenFeeds, feed: Feed, from: ReconciliationFeed): Promise<boolean> {
    const ahead = new Ahead<ReadPage>(isGoingOn);
    try {
      for (let [at, read]: [ReconciliationFeed | undefined, number] = [from, 0]; at !== undefined; read++) {
        if (!isGoingOn() && !ahead.isHeld) return false;
        const mayDivide = read >= UNDIVIDED_PAGES && open.isWanted && isGoingOn();
        const { next, part } = await readOne(deps, run, feed, at, { ahead, mayDivide });
        pages++;
        slice.onPlace(`${feed.name} ${next.cursor ?? ''}`);
        if (part) open.add({ ...feed, name: part.feed }, part);
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

/** If the connection cannot be used, each feed tells why. */
async function countReaders(deps: ReconciliationDeps, run: ReconciliationRun, side: Side): Promise<number> {
  const divided = await openSide(deps, run, side).then(
    ({ connector }) => connector.objects.division?.readers ?? 1,
    () => 1,
  );
  return Math.max(AT_ONCE, divided);
}

/** Why trying again would be in vain; null if it may not be. */
function problemOf(error: unknown): string | null {
  if (isUnstorableValue(error)) return 'the system returned what cannot be stored, such as an id of thousands of characters or with U+0000';
  if (error instanceof ConnectorError && (error.kind === 'rejected' || error.kind === 'unauthorized')) return error.message;
  return error instanceof DomainError ? error.message : null;
}
