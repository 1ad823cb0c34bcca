import type { OpenConnection } from '#activities/sync/open-connection.ts';
import type { VendorRecord } from '#connectors/record.ts';
import type { SyncLinkRow } from '#db/sync/sync-link.ts';
import { type Clocks, newerSide } from '#domain/sync/clock.ts';
import { fieldsToRead, type Mapping, type ObjectMap, otherSide, type Side, sides } from '#domain/sync/mapping.ts';
import { mergeRecords, valuesForNew } from '#domain/sync/merge.ts';
import { type RawFields, type RawValue, ValueFault } from '#domain/sync/sync-value.ts';
import { isEvaluated, type SyncValues, toVendor, translateRecord } from '#domain/sync/translate.ts';

type Opened = Record<Side, OpenConnection>;
export type Pair = Pick<SyncLinkRow, 'aId' | 'bId' | 'agreed'>;

interface PreviewedField {
  side: Side;
  record_id: string;
  field: string;
  before: RawValue;
  after: RawValue;
}

/** What becomes of a record, or of a pair. */
export const outcomes = ['create', 'update', 'unchanged', 'skip'] as const;

interface PreviewedRecord {
  a_id: string | null;
  b_id: string | null;
  name: string | null;
  outcome: (typeof outcomes)[number];
  reason: string | null;
}

export interface Preview {
  compared: number;
  records: PreviewedRecord[];
  changes: PreviewedField[];
  conflicts: { a_id: string; b_id: string; field: string }[];
  faults: { side: Side; record_id: string; field: string; message: string }[];
}

export const emptyPreview = (): Preview => ({ compared: 0, records: [], changes: [], conflicts: [], faults: [] });

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
  const preview = emptyPreview();
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

export function previewPair(
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
  const known = { changes: preview.changes.length, faults: preview.faults.length };
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
  const [fault] = preview.faults.slice(known.faults);
  const conflict = merge.conflicts.length === 0 ? null : `Both sides differ in ${merge.conflicts.join(', ')}, and no rule decides`;
  preview.records.push({
    ...{ a_id: pair.aId, b_id: pair.bId, name: nameOf(translated.a.values) ?? nameOf(translated.b.values) },
    outcome: fault ? 'skip' : preview.changes.length > known.changes ? 'update' : 'unchanged',
    reason: fault?.message ?? conflict,
  });
}

/** What would be created for a record of one side that has no counterpart. */
export function previewCreation(
  preview: Preview,
  mapping: Mapping,
  map: ObjectMap,
  { side, record, computed, reason }: { side: Side; record: VendorRecord; computed: RawFields | undefined; reason: string | null },
): void {
  const other = otherSide(side);
  const { values, faults } = translateRecord(map, side, mapping.time_zone, { ...record.fields, id: record.id, ...computed });
  const told = { side: other, record_id: record.id };
  const [fault] = [...faults, ...faultsIn(() => addCreated())];
  if (fault) preview.faults.push({ ...told, field: fault.field, message: fault.message });
  addRecord(preview, { side, record, name: nameOf(values) }, { outcome: fault ? 'skip' : 'create', reason: fault?.message ?? reason });

  function addCreated() {
    const created = Object.entries(toVendor(map, other, valuesForNew(map, other, values)));
    if (faults.length === 0) preview.changes.push(...created.map(([field, after]) => ({ ...told, field, before: null, after })));
  }
}

function faultsIn(work: () => void): ValueFault[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof ValueFault) return [error];
    throw error;
  }
}

/** A record without a counterpart. */
export function addRecord(
  preview: Preview,
  { side, record, name }: { side: Side; record: VendorRecord; name: string | null },
  what: Pick<PreviewedRecord, 'outcome' | 'reason'>,
): void {
  const ids = side === 'a' ? { a_id: record.id, b_id: null } : { a_id: null, b_id: record.id };
  preview.records.push({ ...ids, name, ...what });
}

/** By what people know a record: its first text that is mapped. */
const nameOf = (values: SyncValues): string | null => Object.values(values).find((value) => value !== null) ?? null;

/** Fields that an expression makes. Only a run evaluates it, so a preview leaves them out and says so. */
export const leftOut = (map: ObjectMap): string[] =>
  map.fields.flatMap((field) => sides.flatMap((side) => (isEvaluated(field, side) ? [field[otherSide(side)]] : [])));
