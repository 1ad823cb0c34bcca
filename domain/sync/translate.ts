import { isFreeMail, registrableDomain } from '#domain/accounts/web-domain.ts';
import { type FieldMap, fieldKey, isDistinct, type ObjectMap, otherSide, type Side, sourceOf, type Transform } from './mapping.ts';
import { type RawFields, type RawValue, readValue, type SyncValue, ValueFault, writeValue } from './sync-value.ts';

/** The mapped values of one record, by field key, in the form in which both sides are compared. */
export type SyncValues = Readonly<Record<string, SyncValue>>;

/** Results of JSONata expressions for one record, by field key. */
export type Evaluated = Readonly<Record<string, RawValue>>;

export interface Translated {
  values: SyncValues;
  /** Fields whose value is unusable. They are left as they are on both sides. */
  faults: ValueFault[];
}

/**
 * The mapped values of a record of one side. Both sides are compared in the words of the target; where both are targets, in those of
 * `sharedWords`. A field that the record lacks is absent from the result.
 */
export function translateRecord(map: ObjectMap, side: Side, timeZone: string, record: RawFields, evaluated: Evaluated = {}): Translated {
  const values: Record<string, SyncValue> = {};
  const faults: ValueFault[] = [];
  for (const field of map.fields) {
    const key = fieldKey(field);
    const raw = isEvaluated(field, side) ? evaluated[key] : record[field[side]];
    if (raw === undefined) continue;
    try {
      values[key] = translate(field, side, timeZone, raw);
    } catch (error) {
      if (!(error instanceof ValueFault)) throw error;
      faults.push(error);
    }
  }
  return { values, faults };
}

/** Whether a JSONata expression over the record of this side makes the value. */
export const isEvaluated = (field: FieldMap, side: Side): boolean => sourceOf(field) === side && field.transforms[0]?.kind === 'jsonata';

function translate(field: FieldMap, side: Side, timeZone: string, raw: RawValue): SyncValue {
  const { type, values, transforms } = field;
  const value = readValue({ type, name: field[side], timeZone }, raw);
  const source = sourceOf(field);
  if (source === null) return side === sharedWords(field) || values.length === 0 ? value : swap(field, side, value);
  if (source !== side) return value;
  const swapped = values.length === 0 ? value : swap(field, source, value);
  const result = transforms.reduce(applyTransform, swapped) ?? field.fallback;
  return result === '' ? null : result;
}

/** In whose words both sides are compared if a field flows both ways: where several values of A mean one of B, only B's words are the same. */
const sharedWords = (field: FieldMap): Side => (isDistinct(field, 'b') ? 'a' : 'b');

/** The translated value, or a fault if it is not in the list. If several mean it, the first one. */
function swap(field: FieldMap, from: Side, value: SyncValue): SyncValue {
  if (value === null) return null;
  const to = otherSide(from);
  const pair = field.values.find((one) => one[from] === value);
  if (pair) return pair[to];
  throw new ValueFault(
    'not_mapped',
    field[from],
    `${field[from]} has the value ${cut(value)}, for which the mapping names none in ${field[to]}`,
  );
}

function applyTransform(value: SyncValue, transform: Transform): SyncValue {
  if (value === null) return null;
  switch (transform.kind) {
    case 'trim':
      return value.trim();
    case 'lowercase':
      return value.toLowerCase();
    case 'uppercase':
      return value.toUpperCase();
    case 'domain': {
      const domain = registrableDomain(value);
      return domain !== null && isFreeMail(domain) ? null : domain;
    }
    case 'truncate':
      return truncate(value, transform.length);
    case 'jsonata':
      return value;
  }
}

/** What is sent to one side for these values. Throws ValueFault for a value that the mapping forbids. */
export function toVendor(map: ObjectMap, side: Side, values: SyncValues): Record<string, RawValue> {
  const sent: Record<string, RawValue> = {};
  for (const field of map.fields) {
    const key = fieldKey(field);
    const value = values[key];
    if (value === undefined) continue;
    const shared = sharedWords(field);
    const swapped = sourceOf(field) === null && side !== shared && field.values.length > 0 ? swap(field, shared, value) : value;
    if (swapped !== null && field.allowed.length > 0 && !field.allowed.includes(swapped)) {
      throw new ValueFault('not_allowed', field[side], `${field[side]} would get ${cut(swapped)}, which the mapping does not allow`);
    }
    sent[field[side]] = writeValue(field.type, swapped);
  }
  return sent;
}

/** Never half of a surrogate pair. */
const truncate = (value: string, length: number): string =>
  value.length <= length
    ? value
    : value
        .slice(0, length)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd();

const cut = (value: string): string => JSON.stringify(value.length <= 60 ? value : `${value.slice(0, 57)}…`);
