import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from '#db/database.ts';
import type { Learnt } from '#domain/attribution/models/learnt.ts';
import { computeRollups } from './compute-rollups.ts';
import { attachCredits } from './credit-partitions.ts';
import { type Place, readPage, toCursor, toPlace } from './recompute-page.ts';
import { inVersion } from './roll-up.ts';
import { findVersion, type Version } from './version.ts';
import { creditPage, type CreditedPage, writePage } from './write-page.ts';

/** Of subjects. Three pages are in memory at once: with five times as many, the process had 560 MB at its peak instead of 420. */
const defaultPageSize = 100;
/** Between two signs of life while the database works: a fraction of the heartbeat's timeout. */
const tickMs = 5_000;

interface RecomputeOptions {
  /** Called between pages, and while the database adds up: a place to heartbeat, and to let other work go on. */
  onPage?: () => Promise<void>;
  pageSize?: number;
}

/**
 * Begins to compute a version, unless it has begun: fixes the position from which new facts follow, before anything is read, and stores what the
 * models have learnt.
 */
export async function beginRecomputation(sql: Sql, number: number, learn: () => Promise<Learnt>): Promise<void> {
  const [version] = await sql<{ xmin: string }[]>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin from version where number = ${number} and state = 'building' and cursor is null`;
  if (version === undefined) return;
  const learnt = await learn();
  await sql`
    update version set learnt = ${JSON.stringify(learnt)}::jsonb, position = ${version.xmin}::xid8, cursor = 'roots '
    where number = ${number} and state = 'building' and cursor is null`;
}

/**
 * Goes on with a version where its cursor is, until it is ready: credits all facts page by page, then adds them up in the database, while that makes
 * the indexes. Each page is one transaction with the cursor, so a process that dies leaves either both or neither. Safe to repeat, and beside another
 * one: who finds that the cursor was moved goes on from there. Returns false if nobody wants the version any more.
 */
export async function recompute(
  sql: Sql,
  number: number,
  { onPage = async () => {}, pageSize = defaultPageSize }: RecomputeOptions = {},
): Promise<boolean> {
  for (;;) {
    const version = await findVersion(sql, number);
    if (version?.state !== 'building' || version.cursor === null) return version?.state === 'ready' || version?.state === 'active';
    const found = await creditAll(sql, version, { onPage, pageSize });
    if (found === 'unwanted') return false;
    if (found === 'moved') continue;
    await whileTicking(Promise.all([computeRollups(sql, version), attachCredits(sql, number)]), onPage);
    const ready = await inVersion(
      sql,
      number,
      async (tx) => {
        await tx`update version set cursor = null, state = 'ready' where number = ${number}`;
        return { credits: 0 };
      },
      ['building'],
    );
    if (ready !== null) return true;
  }
}

/** Reads the next page and writes the last one while this process computes: the database and the process work at the same time. */
async function creditAll(
  sql: Sql,
  version: Version,
  { onPage, pageSize }: Required<RecomputeOptions>,
): Promise<'done' | 'moved' | 'unwanted'> {
  let place: Place | null = toPlace(version.cursor ?? '');
  let reading = handled(place && readPage(sql, place, pageSize));
  let writing: ReturnType<typeof writePage> = Promise.resolve('done');
  while (place !== null) {
    const page = await reading;
    if (page === null) break;
    reading = handled(page.next && readPage(sql, page.next, pageSize));
    const credited: CreditedPage = await creditPage(page.units, version);
    const written = await writing;
    if (written !== 'done') return written;
    writing = writePage(sql, version.number, { from: toCursor(place), to: toCursor(page.next), credited });
    void handled(writing);
    await onPage();
    place = page.next;
  }
  return writing;
}

/** Its failure is seen when it is waited for, which can be after another failure. */
function handled<Result>(work: Promise<Result> | null): Promise<Result | null> {
  const promise = Promise.resolve(work);
  promise.catch(() => {});
  return promise;
}

async function whileTicking(work: Promise<unknown>, onTick: () => Promise<void>): Promise<void> {
  const ended = work.then(() => true);
  void handled(ended);
  const stop = new AbortController();
  try {
    while (!(await Promise.race([ended, delay(tickMs, false, { signal: stop.signal })]))) await onTick();
  } finally {
    stop.abort();
  }
}
