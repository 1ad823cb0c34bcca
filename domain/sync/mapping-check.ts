import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { computedFields } from './billing-summary.ts';
import {
  companyFields,
  isComputed,
  type FieldMap,
  type Mapping,
  type ObjectMap,
  otherSide,
  type Side,
  sides,
  sourceOf,
  targetsOf,
} from './mapping.ts';
import type { ValueType } from './sync-value.ts';

/** A field as the vendor describes it now. */
export interface LiveField {
  name: string;
  type: ValueType | 'other';
  required: boolean;
  readOnly: boolean;
  maxLength: number | null;
  options: readonly { value: string }[] | null;
}

/** An object as the connection sees it now; null if the vendor has none of the name, or the connection may not see it. */
export interface LiveObject {
  fields: readonly LiveField[];
  writable: boolean;
  /** Whether the same create, sent twice, makes one record. */
  repeatableCreates: boolean;
}
/** By side and name. */
export type LiveObjects = Readonly<Record<Side, ReadonlyMap<string, LiveObject | null>>>;

/** Types of a source that a target of another type takes. Everything can be shown as text. */
const fits: Partial<Record<ValueType, readonly (ValueType | 'other')[]>> = {
  number: ['money'],
  money: ['number'],
  choice: ['text', 'choices', 'reference'],
  date: ['time'],
  time: ['date'],
  reference: ['text'],
};

/** What a mapping would do that the connected systems refuse as they are now. Checked before it is saved, and again when a run meets a refusal. */
export function checkMapping({ objects }: Mapping, live: LiveObjects): FieldError[] {
  return objects.flatMap((map, index) => checkObject(map, live, ['objects', index]));
}

function checkObject(map: ObjectMap, live: LiveObjects, path: (string | number)[]): FieldError[] {
  const found = { a: live.a.get(map.a), b: live.b.get(map.b) };
  const absent = sides.filter((side) => !found[side]);
  if (absent.length > 0 || !found.a || !found.b) {
    return absent.map((side) =>
      fieldError(
        [...path, side],
        'invalid_value',
        `names no object that the connection can read: ${map[side]}. Check its spelling and the scopes of the connection`,
      ),
    );
  }
  const both = { a: found.a, b: found.b };
  return [
    ...sides.flatMap((side) => companyFields(map, side).flatMap((field) => exists(both[side], field, [...path, 'company']))),
    ...map.links.flatMap((rule, index) =>
      sides.flatMap((side) => (rule[side] === 'id' ? [] : exists(both[side], rule[side], [...path, 'links', index, side]))),
    ),
    ...map.fields.flatMap((field, index) => checkField(field, both, [...path, 'fields', index])),
    ...map.creates.flatMap((side) => checkCreates(map, side, both[side], path)),
  ];
}

/** A part of a field that holds anything, such as `metadata.crm_id`, is a text that can be written. */
function findField<Field extends Pick<LiveField, 'name' | 'type'>>({ fields }: { fields: readonly Field[] }, name: string) {
  const found = fields.find((one) => one.name === name);
  const whole = fields.find((one) => one.type === 'other' && name.startsWith(`${one.name}.`));
  return found ?? (whole && { ...whole, name, type: 'text' as const, required: false });
}

/** Those of the fields that are not there. */
export const missingFields = (fields: readonly Pick<LiveField, 'name' | 'type'>[], names: readonly string[]): string[] =>
  names.filter((name) => !findField({ fields }, name));

function exists(live: LiveObject, name: string, path: (string | number)[]): FieldError[] {
  if (findField(live, name)) return [];
  return [
    fieldError(
      path,
      'invalid_value',
      `is no field that the connection can read: ${name}. Check its spelling and the scopes of the connection`,
    ),
  ];
}

function checkField(field: FieldMap, live: Record<Side, LiveObject>, path: (string | number)[]): FieldError[] {
  const absent = sides.flatMap((side) => {
    if (!isComputed(field[side])) return exists(live[side], field[side], [...path, side]);
    const isKnown = side === 'b' && computedFields.some((name) => name === field.b) && sourceOf(field) === 'b';
    return isKnown
      ? []
      : [fieldError([...path, side], 'invalid_value', `must be one of ${computedFields.join(', ')}, in B, in the direction b_to_a`)];
  });
  if (absent.length > 0) return absent;
  return targetsOf(field).flatMap((side) => {
    const target = findField(live[side], field[side]);
    return target ? checkTarget(field, side, target, live[side], path) : [];
  });
}

function checkTarget(field: FieldMap, side: Side, target: LiveField, live: LiveObject, path: (string | number)[]): FieldError[] {
  const say = (message: string) => fieldError([...path, side], 'invalid_value', `${target.name} ${message}`);
  const errors: FieldError[] = [];
  if (!live.writable || target.readOnly) errors.push(say('is read-only there: map it in the other direction'));
  if (target.type !== field.type && target.type !== 'text' && !fits[field.type]?.includes(target.type)) {
    errors.push(say(`has the type ${target.type} there, which takes no ${field.type}`));
  }
  const options = target.options?.map(({ value }) => value);
  const written = [...field.values.map((pair) => pair[side]), ...field.allowed, ...(field.fallback === null ? [] : [field.fallback])];
  const unknown = options ? written.filter((value) => !options.includes(value)) : [];
  if (unknown.length > 0) errors.push(say(`does not have the choice ${unknown.slice(0, 10).join(', ')}`));
  const long = target.maxLength === null ? undefined : written.find((value) => value.length > (target.maxLength ?? 0));
  if (long !== undefined) errors.push(say(`takes at most ${target.maxLength} characters, and would get more`));
  return errors;
}

/** A record that is created needs all that the target requires, and must not be created twice if the answer is lost. */
function checkCreates(map: ObjectMap, side: Side, live: LiveObject, path: (string | number)[]): FieldError[] {
  const filled = new Set(
    map.fields.filter((field) => targetsOf(field).includes(side) && sourceOf(field) !== side).map((field) => field[side]),
  );
  const identifying = externalIdOf(map, side);
  if (identifying !== null) filled.add(identifying);
  const missing = live.fields.filter(({ required, readOnly, name }) => required && !readOnly && !filled.has(name)).map(({ name }) => name);
  const at = [...path, 'creates'];
  return [
    ...(missing.length === 0
      ? []
      : [
          fieldError(
            at,
            'required',
            `need a value for ${missing.join(', ')}, which ${map[side]} requires: map them, or create no records there`,
          ),
        ]),
    ...(live.repeatableCreates || identifying !== null
      ? []
      : [fieldError(at, 'required', `need a link by external_id with a field of ${map[side]}, so that no record is created twice`)]),
  ];
}

/** The field of one side that holds the id of the counterpart; null if there is none. */
export function externalIdOf({ links }: ObjectMap, side: Side): string | null {
  return links.find((rule) => rule.how === 'external_id' && rule[otherSide(side)] === 'id' && rule[side] !== 'id')?.[side] ?? null;
}
