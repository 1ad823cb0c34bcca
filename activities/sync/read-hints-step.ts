import { ConnectorError } from '#connectors/connector-error.ts';
import type { VendorRecord } from '#connectors/record.ts';
import { billingOf } from '#db/sync/sync-billing.ts';
import { dropHints, listHints, type SyncHint } from '#db/sync/sync-hint.ts';
import { storeRecords } from '#db/sync/sync-record.ts';
import { advanceRun, type CurrentRun, requestRun } from '#db/sync/sync-run.ts';
import { fieldsToRead, type ObjectMap, type Side, sides } from '#domain/sync/mapping.ts';
import { laneOf, patienceMs } from './open-connection.ts';
import { partFields, type ReadStepDeps, storePartsPage } from './read-step.ts';
import { translatePage } from './translate-page.ts';

/** Records that are read at once. More wait for the next turn of the same step. */
const PAGE = 200;

/** Records of one object of one side, as one object map reads them. */
interface Wish {
  map: ObjectMap;
  side: Side;
  object: string;
  isPart: boolean;
  ids: string[];
}

/**
 * Reads the records that hints name, and stores them as a page. What the vendor does not show under its id is gone, or never existed: a run
 * that reads what changed finds the evidence.
 */
export async function readHintsStep(deps: ReadStepDeps, run: CurrentRun): Promise<void> {
  const { db, evaluate } = deps;
  const hints = await listHints(db.sql, run.syncId, PAGE);
  if (hints.length === 0) return db.sql.begin((tx) => advanceRun(tx, run, { step: run.step + 1, cursor: null }));
  const reads = await Promise.all(wishesOf(run, hints).map(async (wish) => ({ ...wish, records: await readWish(deps, run, wish) })));
  const stored = await Promise.all(
    reads.map(async (read) => {
      const { map, side, isPart, records } = read;
      const ids = records.map(({ id }) => id);
      const billing = side === 'b' ? await billingOf(db.sql, run.syncId, map, ids) : new Map();
      return { ...read, translated: isPart ? [] : await translatePage({ ...run, map, side }, records, evaluate, billing) };
    }),
  );
  const isIncomplete = reads.some(({ ids, records }) => ids.some((id) => !records.some((one) => one.id === id)));
  await db.sql.begin(async (tx) => {
    let changed = 0;
    // Subscriptions last, because they change the records that they belong to.
    for (const { map, side, isPart, records, translated } of stored.toSorted((x, y) => Number(x.isPart) - Number(y.isPart))) {
      const place = { syncId: run.syncId, object: map.name };
      changed += isPart ? await storePartsPage(tx, run, map, records) : await storeRecords(tx, place, side, translated);
    }
    await dropHints(tx, run.syncId, hints);
    if (isIncomplete) await requestRun(tx, run.syncId);
    const read = reads.reduce((sum, { records }) => sum + records.length, 0);
    // What came meanwhile has its own run: otherwise none would end while changes come as fast as they are read.
    const isAll = hints.length < PAGE;
    const to = isAll ? { step: run.step + 1, cursor: null } : { step: run.step, cursor: String(Number(run.cursor ?? 0) + 1) };
    await advanceRun(tx, run, { ...to, counts: { read, changed } });
  });
}

function wishesOf({ mapping }: CurrentRun, hints: readonly SyncHint[]): Wish[] {
  const idsOf = (side: Side, object: string) =>
    hints.flatMap((hint) => (hint.side === side && hint.object === object ? [hint.recordId] : []));
  const wishes = mapping.objects.flatMap((map): Wish[] => [
    ...sides.map((side) => ({ map, side, object: map[side], isPart: false, ids: idsOf(side, map[side]) })),
    ...(map.subscriptions === null
      ? []
      : [{ map, side: 'b' as const, object: map.subscriptions.object, isPart: true, ids: idsOf('b', map.subscriptions.object) }]),
  ]);
  return wishes.filter(({ ids }) => ids.length > 0);
}

async function readWish({ open }: ReadStepDeps, run: CurrentRun, { map, side, object, isPart, ids }: Wish): Promise<VendorRecord[]> {
  const { connector, session } = await open(side === 'a' ? run.aConnectionId : run.bConnectionId, { lane: laneOf(run), patienceMs });
  const fields = isPart ? partFields(map) : fieldsToRead(map, side);
  const size = connector.manifest.batch.read;
  const records: VendorRecord[] = [];
  for (let from = 0; from < ids.length; from += size) records.push(...(await readAll(ids.slice(from, from + size))));
  return records;

  /** An id that is none must not take along the others, of which nobody would be told again. */
  async function readAll(some: readonly string[]): Promise<VendorRecord[]> {
    try {
      return await connector.objects.readMany(session, object, some, fields);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'rejected') throw error;
      if (some.length === 1 || error.details.missingScopes !== undefined) return [];
      const half = Math.ceil(some.length / 2);
      return [...(await readAll(some.slice(0, half))), ...(await readAll(some.slice(half)))];
    }
  }
}
