import type { Database, Queryable } from '#db/database.ts';
import { endSettledConflicts, type FoundConflict, openConflicts } from '#db/sync/sync-conflict.ts';
import { addAgreed, findLinks, type SyncLinkRow } from '#db/sync/sync-link.ts';
import {
  endPending,
  findRecords,
  lockPending,
  makeWaitingPending,
  type PendingRecord,
  type Place,
  refreshStatistics,
} from '#db/sync/sync-record.ts';
import { advanceRun, type CurrentRun, isReading } from '#db/sync/sync-run.ts';
import { enterWrites, type FailedWrite, supersedeWrites, type WantedWrite } from '#db/sync/sync-write.ts';
import { type Clocks, newerSide } from '#domain/sync/clock.ts';
import { type ObjectMap, otherSide, type Side, sides } from '#domain/sync/mapping.ts';
import { mergeRecords } from '#domain/sync/merge.ts';
import { linkPage } from './link-page.ts';
import { settleGone } from './settle-gone.ts';
import { idIn, wantedWrite } from './wanted-write.ts';

/** What people must hear of, once the page is committed. */
export interface MergeNews {
  failed: FailedWrite[];
  conflicts: (FoundConflict & { id: string })[];
}

/** A page is a few statements of constant number, whatever it has. */
const PAGE = 200;
/** In a first run, when all records have been read, and when there are some links and writes. */
const STATISTICS_AT: ReadonlySet<string | null> = new Set([null, '10']);

/** Merges one page of records that changed: links them, compares both sides, and enters what is to be written into the ledger. */
export async function mergeStep(db: Database, run: CurrentRun, map: ObjectMap): Promise<MergeNews> {
  const place: Place = { syncId: run.syncId, object: map.name };
  if (run.kind === 'backfill' && STATISTICS_AT.has(run.cursor)) await refreshStatistics(db.sql);
  const { news } = await db.sql.begin(async (tx) => {
    if (run.cursor === null) await makeWaitingPending(tx, place);
    const onlyLinked = run.kind === 'hinted' && (await isReading(tx, run.syncId));
    const pending = await lockPending(tx, place, { limit: PAGE, onlyLinked });
    if (pending.length === 0) {
      await advanceRun(tx, run, { step: run.step + 1, cursor: null });
      return { news: { failed: [], conflicts: [] } };
    }
    const merged = await mergePage(tx, place, map, run, pending);
    for (const side of sides) {
      await endPending(
        tx,
        place,
        side,
        pending.filter((record) => record.side === side).map(({ recordId }) => recordId),
      );
    }
    const counts = { failed: merged.failed.length, conflicts: merged.conflicts.length };
    await advanceRun(tx, run, { step: run.step, cursor: String(Number(run.cursor ?? 0) + 1), counts });
    return { news: merged };
  });
  return news;
}

async function mergePage(
  tx: Queryable,
  place: Place,
  map: ObjectMap,
  { clocks, mapping: { objects } }: Pick<CurrentRun, 'clocks' | 'mapping'>,
  pending: readonly PendingRecord[],
): Promise<MergeNews> {
  const links = await linksOf(tx, place, pending);
  const linkOf = (record: PendingRecord) => links.find((link) => idIn(link, record.side) === record.recordId);
  const gone = pending.filter(({ state }) => state !== 'live');
  const live = pending.filter(({ state }) => state === 'live');
  const settled = await settleGone(tx, place, map, gone, linkOf);
  const linked = live.flatMap((record) => linkOf(record) ?? []);
  const alone = live.filter((record) => linkOf(record) === undefined && !record.isOrphan);
  const found = await linkPage(tx, place, { map, objects }, alone);
  const pairs = await pairUp(tx, place, [...new Map([...linked, ...found.links].map((link) => [link.id, link])).values()]);
  const merges = pairs.map((pair) => mergePair(map, pair, clocks));
  await addAgreed(
    tx,
    merges.flatMap(({ id, agreed }) => (Object.keys(agreed).length > 0 ? [{ id, values: agreed }] : [])),
  );
  const conflicts = merges.flatMap((merge) => merge.conflicts);
  await endSettledConflicts(
    tx,
    pairs.map(({ link }) => link.id),
    conflicts,
  );
  const opened = await openConflicts(tx, place, conflicts);
  for (const side of sides) {
    const idle = merges.flatMap((merge) => merge.idle.filter((one) => one.side === side).map(({ target }) => target));
    const nowLinked = found.links.map((link) => idIn(link, otherSide(side)));
    await supersedeWrites(tx, place, side, 'existing', idle);
    await supersedeWrites(tx, place, side, 'create', nowLinked);
  }
  const wanted = [...settled, ...found.writes, ...merges.flatMap((merge) => merge.writes)];
  return { failed: await enterWrites(tx, place, wanted), conflicts: opened };
}

async function linksOf(tx: Queryable, place: Place, pending: readonly PendingRecord[]): Promise<SyncLinkRow[]> {
  const found: SyncLinkRow[] = [];
  for (const side of sides) {
    const ids = pending.filter((record) => record.side === side).map(({ recordId }) => recordId);
    if (ids.length > 0) found.push(...(await findLinks(tx, place, side, ids)));
  }
  return found;
}

interface Pair extends Record<Side, PendingRecord> {
  link: SyncLinkRow;
}

/** Both records of each link. A link of which one record was not read yet, or is gone, waits for it. */
async function pairUp(tx: Queryable, place: Place, links: readonly SyncLinkRow[]): Promise<Pair[]> {
  const records = { a: new Map<string, PendingRecord>(), b: new Map<string, PendingRecord>() };
  for (const side of sides) {
    const ids = links.map((link) => idIn(link, side));
    for (const record of ids.length === 0 ? [] : await findRecords(tx, place, side, ids)) records[side].set(record.recordId, record);
  }
  return links.flatMap((link) => {
    const [a, b] = [records.a.get(link.aId), records.b.get(link.bId)];
    return a?.state === 'live' && b?.state === 'live' ? [{ link, a, b }] : [];
  });
}

function mergePair(map: ObjectMap, { link, a, b }: Pair, clocks: Clocks) {
  const newer = newerSide({ a: a.modifiedAt, b: b.modifiedAt }, clocks);
  const merge = mergeRecords(map, { agreed: link.agreed, a: a.values, b: b.values, newer });
  const both = { a, b };
  const writes: WantedWrite[] = [];
  const idle: { side: Side; target: string }[] = [];
  for (const side of sides) {
    const [target, source] = [both[side], both[otherSide(side)]];
    const values = merge.writes[side];
    const [fault] = source.faults;
    if (Object.keys(values).length === 0 && fault === undefined) {
      idle.push({ side, target: target.recordId });
    } else {
      writes.push(
        wantedWrite(map, { side, operation: 'update', target: target.recordId, linkId: link.id, values, base: target.values, fault }),
      );
    }
  }
  const conflicts = merge.conflicts.map((field) => ({
    linkId: link.id,
    field,
    aValue: a.values[field] ?? null,
    bValue: b.values[field] ?? null,
  }));
  return { id: link.id, agreed: merge.agreed, writes, idle, conflicts };
}
