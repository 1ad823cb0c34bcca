import { createHash } from 'node:crypto';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { FieldDescription, FieldValue, VendorRecord } from '#connectors/record.ts';
import { momentOf } from '#domain/instant.ts';

/** How a field's values are read; those of other fields stay as they are. By field, as a cursor keeps it. */
export type Kinds = Readonly<Record<string, 'number' | 'boolean' | 'time' | 'choices'>>;

export function kindsOf(fields: readonly FieldDescription[], asked: readonly string[]): Kinds {
  const wanted = new Set(asked);
  return Object.fromEntries(
    fields.flatMap(({ name, type }) => {
      const kind = type === 'money' ? 'number' : type;
      const isSpecial = kind === 'number' || kind === 'boolean' || kind === 'time' || kind === 'choices';
      return isSpecial && wanted.has(name) ? [[name, kind] as const] : [];
    }),
  );
}

/** JSON has numbers and booleans, CSV only text, in which an empty one is null. */
function readValue(kind: Kinds[string] | undefined, value: unknown): FieldValue {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string') return JSON.stringify(value);
  switch (kind) {
    case 'number':
      return Number(value);
    case 'boolean':
      return value === 'true';
    case 'time':
      return isoTime(value) ?? value;
    case 'choices':
      return value.split(';');
    case undefined:
      return value;
  }
}

/** `2026-03-01T09:30:00.000+0000` as ISO 8601 in UTC. */
export function isoTime(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return momentOf(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))?.toISOString() ?? null;
}

const names = /^[A-Za-z]\w{0,79}(\.[A-Za-z]\w{0,79}){0,4}$/;

/** Names of objects and fields become part of a query. Throws ConnectorError `rejected` for what cannot be one. */
export function checkName(name: string): string {
  if (names.test(name)) return name;
  throw new ConnectorError('rejected', `${JSON.stringify(name.slice(0, 100))} cannot be the name of a Salesforce object or field`);
}

export interface Row {
  id: string;
  read: (path: string) => unknown;
}

/** `SystemModstamp` has whole seconds: two changes within one differ in their values only. */
export function toRecord({ id, read }: Row, fields: readonly string[], kinds: Kinds): VendorRecord {
  const modifiedAt = isoTime(read('SystemModstamp'));
  const isGone = String(read('IsDeleted')) === 'true';
  const master = read('MasterRecordId');
  const values = isGone ? {} : Object.fromEntries(fields.map((name) => [name, readValue(kinds[name], read(name))]));
  return {
    id,
    modifiedAt,
    version: `${modifiedAt}/${digestOf(values)}`,
    state: isGone ? (typeof master === 'string' && master !== '' ? 'merged' : 'deleted') : 'live',
    mergedInto: isGone && typeof master === 'string' && master !== '' ? master : null,
    fields: values,
  };
}

const digestOf = (values: unknown) => createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 16);
