import { partFields } from '#activities/sync/read-step.ts';
import { translatePage } from '#activities/sync/translate-page.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { VendorRecord } from '#connectors/record.ts';
import type { ReconciliationRun } from '#db/reconciliation/reconciliation-run.ts';
import { findStagedParts } from '#db/reconciliation/staging.ts';
import { summariseParts } from '#db/sync/sync-billing.ts';
import { findParts, type SyncPart } from '#db/sync/sync-part.ts';
import type { ReadRecord } from '#db/sync/sync-record.ts';
import { fieldsToRead, type ObjectMap, type Side } from '#domain/sync/mapping.ts';
import type { ReconciliationDeps } from './reconciliation-step.ts';

export type CheckDeps = Pick<ReconciliationDeps, 'db' | 'openConnection' | 'evaluate'>;

/** What a check needs to know of its run. */
export type CheckedRun = Pick<
  ReconciliationRun,
  'id' | 'syncId' | 'mapping' | 'generation' | 'aConnectionId' | 'bConnectionId' | 'startedAt' | 'clocks'
>;

/** Records of one side as they are now. Those that the vendor does not show are absent. */
export interface Reread {
  records: ReadonlyMap<string, ReadRecord>;
  /** The subscriptions of records of B. */
  partIds: ReadonlyMap<string, string[]>;
  /** By how much the vendor's clock is ahead. */
  clockMs: number;
}

/** For the vendor's budget. Its windows are of ten seconds at most, and a reader that gives up leaves its part of a listing to the next slice. */
const patienceMs = 15_000;

export const openSide = ({ openConnection }: CheckDeps, run: CheckedRun, side: Side) =>
  openConnection(side === 'a' ? run.aConnectionId : run.bConnectionId, { lane: 'reconcile', patienceMs });

export async function rereadRecords(
  deps: CheckDeps,
  run: CheckedRun,
  { map, side, ids }: { map: ObjectMap; side: Side; ids: readonly string[] },
): Promise<Reread> {
  const found = await readAll(deps, run, side, { object: map[side], ids, fields: fieldsToRead(map, side) });
  const { parts, known } = side === 'b' ? await rereadParts(deps, run, map, ids) : noParts;
  const billing = side === 'b' && map.subscriptions !== null ? summariseParts(parts, ids, new Date()) : new Map();
  const records = await translatePage({ ...run, map, side }, found.records, deps.evaluate, billing);
  // With those that are gone since they were read: a sum that still contains one is wrong because of it.
  const byParent = Map.groupBy([...known, ...parts], ({ parentId }) => parentId);
  return {
    records: new Map(records.map((record) => [record.recordId, record])),
    partIds: new Map([...byParent].map(([id, its]) => [id, [...new Set(its.map(({ recordId }) => recordId))]])),
    clockMs: found.clockMs ?? run.clocks[side],
  };
}

async function readAll(
  deps: CheckDeps,
  run: CheckedRun,
  side: Side,
  { object, ids, fields }: { object: string; ids: readonly string[]; fields: string[] },
): Promise<{ records: VendorRecord[]; clockMs: number | null }> {
  const { connector, session } = await openSide(deps, run, side);
  const size = connector.manifest.batch.read;
  const records: VendorRecord[] = [];
  for (let from = 0; from < ids.length; from += size) {
    try {
      records.push(...(await connector.objects.readMany(session, object, ids.slice(from, from + size), fields)));
    } catch (error) {
      // What is no id of the vendor is no record either. What else it refuses is told by the listing.
      if (!(error instanceof ConnectorError) || error.kind !== 'rejected') throw error;
    }
  }
  return { records, clockMs: session.clockMs() };
}

interface Parts {
  /** As they are now. */
  parts: SyncPart[];
  /** As they were read before. */
  known: SyncPart[];
}
const noParts: Parts = { parts: [], known: [] };

/** The subscriptions of these records, of those that were listed or that the sync knows: vendors do not list them by record. */
async function rereadParts(deps: CheckDeps, run: CheckedRun, map: ObjectMap, ids: readonly string[]): Promise<Parts> {
  const { subscriptions } = map;
  if (subscriptions === null) return noParts;
  const { object, parent } = subscriptions;
  const known = [
    ...(await findStagedParts(deps.db.sql, run.id, object, ids)),
    ...(await findParts(deps.db.sql, { syncId: run.syncId, object }, ids)),
  ];
  const partIds = [...new Set(known.map(({ recordId }) => recordId))];
  const { records } = await readAll(deps, run, 'b', { object, ids: partIds, fields: partFields(map) });
  const parts = records.flatMap(({ id, state, fields }) => {
    const parentId = fields[parent];
    return state === 'live' && typeof parentId === 'string' ? [{ recordId: id, parentId, fields }] : [];
  });
  return { parts, known };
}
