import type { RecordPage, VendorRecord } from '#connectors/record.ts';
import type { Database, Queryable } from '#db/database.ts';
import { billingOf } from '#db/sync/sync-billing.ts';
import { listKnownEvents } from '#db/sync/sync-hint.ts';
import { deleteParts, storeParts } from '#db/sync/sync-part.ts';
import { type FeedPosition, findPosition, raiseHigh, storePosition, takeHigh } from '#db/sync/sync-position.ts';
import { storeComputed, storeRecords } from '#db/sync/sync-record.ts';
import { advanceRun, type CurrentRun, storeClock } from '#db/sync/sync-run.ts';
import { momentOf } from '#domain/instant.ts';
import { fieldsToRead, type ObjectMap, type Side } from '#domain/sync/mapping.ts';
import { subscriptionFields } from '#domain/sync/stripe-subscription.ts';
import { feedOf, type SyncStep } from '#domain/sync/sync-steps.ts';
import { type Translated, translateRecord } from '#domain/sync/translate.ts';
import type { Ahead } from './ahead.ts';
import { laneOf, type OpenConnections, patienceMs } from './open-connection.ts';
import { followPage } from './page-trail.ts';
import { type EvaluateField, translatePage } from './translate-page.ts';

export interface ReadStepDeps {
  db: Database;
  open: OpenConnections;
  evaluate: EvaluateField;
  ahead?: Ahead<ReadPage> | undefined;
}

/** A page, and what its vendor's clock was. */
export type ReadPage = RecordPage & { clockMs: number | null };

type ReadStep = Extract<SyncStep, { what: string }>;

/** Vendors make records visible a little after the time that they stamp on them. */
const OVERLAP_MS = 600_000;
/** The clocks of a vendor and of this machine differ by less. */
const MAX_SKEW_MS = 5_400_000;

/** Reads one page, and stores it with the cursor of the next one in the same transaction. */
export async function readStep(deps: ReadStepDeps, run: CurrentRun, step: ReadStep, map: ObjectMap): Promise<void> {
  const { db, evaluate, ahead } = deps;
  const feed = feedOf(step);
  const position = await findPosition(db.sql, run.syncId, feed);
  const page = (await ahead?.take(placeOf(run, run.cursor))) ?? (await readPage(deps, run, step, map, position));
  const trail = followPage(run, run.cursor, page, feed);
  const { next } = page;
  if (next !== null) ahead?.begin(placeOf(run, next), () => readPage(deps, { ...run, cursor: next }, step, map, position));
  // Expressions are evaluated by another process, so before the transaction.
  const read = step.kind === 'read' ? await translate(step.side) : [];
  await db.sql.begin(async (tx) => {
    const place = { syncId: run.syncId, object: map.name };
    const changed =
      step.kind === 'read' ? await storeRecords(tx, place, step.side, read) : await storePartsPage(tx, run, map, page.records);
    await storeClock(tx, run, step.kind === 'read' ? step.side : 'b', page.clockMs);
    await raiseHigh(tx, run.id, latest(page, run));
    if (page.next === null) await storePosition(tx, run.syncId, feed, nextPosition(position, run, await takeHigh(tx, run.id)));
    const to = page.next === null ? { step: run.step + 1, cursor: null } : { step: run.step, cursor: page.next, trail };
    await advanceRun(tx, run, { ...to, counts: { read: page.records.length, changed } });
  });

  async function translate(side: Side) {
    const ids = page.records.map(({ id }) => id);
    const billing = side === 'b' ? await billingOf(db.sql, run.syncId, map, ids) : new Map();
    return translatePage({ ...run, map, side }, page.records, evaluate, billing);
  }
}

const placeOf = ({ id, step }: CurrentRun, cursor: string | null) => `${id} ${step} ${cursor ?? ''}`;

async function readPage(
  { db, open }: ReadStepDeps,
  run: CurrentRun,
  step: ReadStep,
  map: ObjectMap,
  position: FeedPosition | null,
): Promise<ReadPage> {
  // Nothing is linked yet, so nothing that is gone matters.
  if (step.what === 'gone' && position === null) return { records: [], next: null, clockMs: null };
  const side = step.kind === 'read' ? step.side : 'b';
  const connectionId = side === 'a' ? run.aConnectionId : run.bConnectionId;
  const { connector, session } = await open(connectionId, { lane: laneOf(run), patienceMs });
  const object = step.kind === 'read' ? map[side] : (map.subscriptions?.object ?? '');
  const fields = step.kind === 'read' ? fieldsToRead(map, side) : partFields(map);
  const what = step.what === 'changed' && position === null ? 'all' : step.what;
  const findKnown = (events: readonly { eventId: string; recordId: string }[]) =>
    listKnownEvents(db.sql, { syncId: run.syncId, connectionId, object }, events);
  const page = await connector.objects.readPage(session, {
    object,
    fields,
    what,
    since: position?.since ?? null,
    cursor: run.cursor,
    findKnown,
  });
  return { ...page, clockMs: session.clockMs() };
}

export const partFields = ({ subscriptions }: ObjectMap): string[] => [...subscriptionFields, subscriptions?.parent ?? ''];

/**
 * From where the next pass reads: what was the latest known change when this pass began, because whatever happened during this pass may have
 * been missed. A feed without changes moves on with our clock, less the most by which the vendor's may differ. Never past our own time: the
 * clock of a vendor that is ahead may be corrected, and changes with earlier times would be missed.
 */
function nextPosition(position: FeedPosition | null, run: CurrentRun, seen: Date | null): FeedPosition {
  const startedAt = run.startedAt.getTime();
  const byVendor = position?.high ? position.high.getTime() - OVERLAP_MS : 0;
  const since = Math.max(startedAt - MAX_SKEW_MS, byVendor, position?.since.getTime() ?? 0);
  return { since: new Date(Math.min(since, startedAt - OVERLAP_MS)), high: [seen, position?.high ?? null].reduce(later) };
}

const later = (x: Date | null, y: Date | null): Date | null => (x && y ? (x > y ? x : y) : (x ?? y));

/** Without times that no clock shows yet: a record can have a wrong one. */
function latest({ records, latest: told }: RecordPage, { startedAt }: CurrentRun): Date | null {
  const times = [told, ...records.map(({ modifiedAt }) => modifiedAt)].map(momentOf);
  return times.filter((at) => at !== null && at.getTime() <= startedAt.getTime() + MAX_SKEW_MS).reduce(later, null);
}

/** Stores subscriptions, and what they change in the records that they belong to. Returns how many records changed. */
export async function storePartsPage(tx: Queryable, run: CurrentRun, map: ObjectMap, records: readonly VendorRecord[]): Promise<number> {
  const { subscriptions } = map;
  if (subscriptions === null) return 0;
  const place = { syncId: run.syncId, object: subscriptions.object };
  const live = records
    .filter(({ state }) => state === 'live')
    .flatMap(({ id, fields }) => {
      const parentId = fields[subscriptions.parent];
      return typeof parentId === 'string' ? [{ recordId: id, parentId, fields }] : [];
    });
  await storeParts(tx, place, live);
  const orphaned = await deleteParts(
    tx,
    place,
    records.filter(({ state }) => state !== 'live').map(({ id }) => id),
  );
  const parents = [...new Set([...orphaned, ...live.map(({ parentId }) => parentId)])];
  const computed = [...(await billingOf(tx, run.syncId, map, parents))].map(([recordId, fields]) => ({
    recordId,
    ...computedOf(translateRecord(map, 'b', run.mapping.time_zone, fields)),
  }));
  return storeComputed(tx, { syncId: run.syncId, object: map.name }, 'b', computed);
}

const computedOf = ({ values, faults }: Translated) => ({
  values,
  faults: faults.map(({ field, reason, message }) => ({ field, reason, message })),
});
