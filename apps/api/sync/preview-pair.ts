import type { OpenConnection } from '#activities/sync/open-connection.ts';
import type { VendorRecord } from '#connectors/record.ts';
import type { SyncLinkRow } from '#db/sync/sync-link.ts';
import { type Clocks, newerSide } from '#domain/sync/clock.ts';
import { fieldsToRead, type Mapping, type ObjectMap, otherSide, type Side, sides } from '#domain/sync/mapping.ts';
import { mergeRecords } from '#domain/sync/merge.ts';
import { type RawFields, type RawValue, ValueFault } from '#domain/sync/sync-value.ts';
import { isEvaluated, toVendor, translateRecord } from '#domain/sync/translate.ts';

type Opened = Record<Side, OpenConnection>;
export type Pair = Pick<SyncLinkRow, 'aId' | 'bId' | 'agreed'>;

interface PreviewedField {
  side: Side;
  record_id: string;
  field: string;
  before: RawValue;
  after: RawValue;
}

export interface Preview {
  compared: number;
  changes: PreviewedField[];
  conflicts: { a_id: string; b_id: string; field: string }[];
  faults: { side: Side; record_id: string; field: string; message: string }[];
}

/** What a mapping would do to these pairs of records as they are now. Nothing is written or stored. */
export async function previewPairs(
  opened: Opened,
  { mapping, map, clocks, billing }: { mapping: Mapping; map: ObjectMap; clocks: Clocks; billing: ReadonlyMap<string, RawFields> },
  pairs: readonly Pair[],
): Promise<Preview> {
  const read = {
    a: await readSide(
      opened,
      map,
      'a',
      pairs.map(({ aId }) => aId),
    ),
    b: await readSide(
      opened,
      map,
      'b',
      pairs.map(({ bId }) => bId),
    ),
  };
  const preview: Preview = { compared: 0, changes: [], conflicts: [], faults: [] };
  for (const pair of pairs) {
    const [a, b] = [read.a.get(pair.aId), read.b.get(pair.bId)];
    if (a && b) previewPair(preview, mapping, map, { ...pair, a, b, clocks, computed: billing.get(pair.bId) });
  }
  return preview;
}

async function readSide(opened: Opened, map: ObjectMap, side: Side, ids: readonly string[]): Promise<Map<string, VendorRecord>> {
  const { connector, session } = opened[side];
  const found = new Map<string, VendorRecord>();
  const size = connector.manifest.batch.read;
  for (let from = 0; from < ids.length; from += size) {
    const records = await connector.objects.readMany(session, map[side], ids.slice(from, from + size), fieldsToRead(map, side));
    for (const record of records) found.set(record.id, record);
  }
  return found;
}

function previewPair(
  preview: Preview,
  mapping: Mapping,
  map: ObjectMap,
  pair: Pair & Record<Side, VendorRecord> & { clocks: Clocks; computed: RawFields | undefined },
): void {
  const translated = {
    a: translateRecord(map, 'a', mapping.time_zone, { ...pair.a.fields, id: pair.a.id }),
    b: translateRecord(map, 'b', mapping.time_zone, { ...pair.b.fields, id: pair.b.id, ...pair.computed }),
  };
  const changedAt = (side: Side) => (pair[side].modifiedAt === null ? null : new Date(pair[side].modifiedAt));
  const newer = newerSide({ a: changedAt('a'), b: changedAt('b') }, pair.clocks);
  const merge = mergeRecords(map, { agreed: pair.agreed, a: translated.a.values, b: translated.b.values, newer });
  preview.compared++;
  for (const side of sides) {
    const record = pair[side];
    const told = { side, record_id: record.id };
    for (const { field, message } of translated[side].faults) preview.faults.push({ ...told, field, message });
    try {
      for (const [field, after] of Object.entries(toVendor(map, side, merge.writes[side]))) {
        preview.changes.push({ ...told, field, before: record.fields[field] ?? null, after });
      }
    } catch (error) {
      if (!(error instanceof ValueFault)) throw error;
      preview.faults.push({ ...told, field: error.field, message: error.message });
    }
  }
  preview.conflicts.push(...merge.conflicts.map((field) => ({ a_id: pair.aId, b_id: pair.bId, field })));
}

/** Fields that an expression makes. Only a run evaluates it, so a preview leaves them out and says so. */
export const leftOut = (map: ObjectMap): string[] =>
  map.fields.flatMap((field) => sides.flatMap((side) => (isEvaluated(field, side) ? [field[otherSide(side)]] : [])));
