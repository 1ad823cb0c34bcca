import type { VendorRecord } from '#connectors/record.ts';
import type { ReadRecord } from '#db/sync/sync-record.ts';
import { momentOf } from '#domain/instant.ts';
import { companyOf } from '#domain/sync/company-link.ts';
import { linkKeys } from '#domain/sync/link.ts';
import { fieldKey, type Mapping, type ObjectMap, type Side } from '#domain/sync/mapping.ts';
import type { RawFields, RawValue } from '#domain/sync/sync-value.ts';
import { type Evaluated, isEvaluated, translateRecord } from '#domain/sync/translate.ts';

/** Evaluates a JSONata expression over a record; a fault is told as text. */
export type EvaluateField = (expression: string, fields: RawFields) => Promise<{ value: RawValue } | { fault: string }>;

/** Records as the vendor has them, in the form in which they are stored and compared. */
export async function translatePage(
  { mapping, map, side, generation }: { mapping: Mapping; map: ObjectMap; side: Side; generation: number },
  records: readonly VendorRecord[],
  evaluate: EvaluateField,
  billing: ReadonlyMap<string, RawFields>,
): Promise<ReadRecord[]> {
  return Promise.all(
    records.map(async (record) => {
      const fields: RawFields = { ...record.fields, id: record.id, ...(side === 'b' ? billing.get(record.id) : undefined) };
      const { evaluated, faults } = await evaluateFields(map, side, fields, evaluate);
      const isLive = record.state === 'live';
      const translated = isLive ? translateRecord(map, side, mapping.time_zone, fields, evaluated) : { values: {}, faults: [] };
      return {
        recordId: record.id,
        version: `${generation}:${record.version}`,
        modifiedAt: momentOf(record.modifiedAt)?.toISOString() ?? null,
        state: record.state,
        mergedInto: record.mergedInto,
        values: translated.values,
        faults: [...faults, ...translated.faults.map(({ field, reason, message }) => ({ field, reason, message }))],
        keys: isLive ? linkKeys(map, side, record) : [],
        company: isLive ? companyOf(map, side, record.fields) : null,
      };
    }),
  );
}

async function evaluateFields(map: ObjectMap, side: Side, fields: RawFields, evaluate: EvaluateField) {
  const evaluated: Record<string, RawValue> = {};
  const faults: ReadRecord['faults'] = [];
  for (const field of map.fields) {
    const [first] = field.transforms;
    if (first?.kind !== 'jsonata' || !isEvaluated(field, side)) continue;
    const result = await evaluate(first.expression, fields);
    if ('value' in result) evaluated[fieldKey(field)] = result.value;
    else faults.push({ field: field[side], reason: 'not_readable', message: result.fault });
  }
  return { evaluated: evaluated satisfies Evaluated, faults };
}
