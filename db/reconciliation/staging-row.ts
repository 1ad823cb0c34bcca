import { hash } from 'node:crypto';
import { copyLine } from '#db/copy-rows.ts';
import { writeArray } from '#db/database.ts';
import type { ReadRecord } from '#db/sync/sync-record.ts';
import { comparedValues } from '#domain/reconciliation/compared-values.ts';
import type { ObjectMap, Side } from '#domain/sync/mapping.ts';

/** The order of the cells of each table. The position tells the later of two rows of one record. */
export const recordColumns = ['object', 'side', 'record_id', 'link_id', 'bucket', 'hash_high', 'hash_low', 'position'] as const;
export const valuesColumns = ['position', 'modified_at', 'values', 'faults', 'keys'] as const;
export const keyColumns = ['object', 'key', 'side', 'record_id'] as const;

/** Records of one link are in one bucket on both sides. So many that most buckets of a million records have no difference when one in a hundred has. */
const BUCKETS = 65_536;

/** In characters of JSON. What is longer is no record of a CRM, and a page of such would not fit into memory. */
const MAX_VALUES = 1_048_576;

export interface StagedPlace {
  map: ObjectMap;
  side: Side;
  position: string;
  linkId: string | undefined;
}

/** The lines of one record in each table. */
export function stagedLines({ map, side, position, linkId }: StagedPlace, record: ReadRecord) {
  const compared = Object.entries(comparedValues(map, record.values));
  const text = JSON.stringify(Object.fromEntries(compared));
  const isTooLarge = text.length > MAX_VALUES;
  const faults = isTooLarge ? [...record.faults, tooLarge(text.length)] : record.faults;
  const place = linkId === undefined ? [null, null, null, null] : [linkId, ...placeOf(linkId, side, [compared, ...faults])];
  return {
    record: copyLine([map.name, side, record.recordId, ...place, position]),
    values: copyLine([position, record.modifiedAt, isTooLarge ? '{}' : text, JSON.stringify(faults), writeArray(record.keys)]),
    keys: record.keys.map((key) => copyLine([map.name, key, side, record.recordId])).join(''),
  };
}

/**
 * The bucket and the hash of a linked record. The sum of both sides is 0 if they are the same: so one number compares a bucket, whatever
 * comes twice. With the link, so that equal records of a bucket do not make up for each other. With faults no counterpart has the same.
 */
function placeOf(linkId: string, side: Side, compared: unknown): string[] {
  const digest = hash('sha256', JSON.stringify([linkId, compared]), 'buffer');
  const sign = side === 'a' ? 1 : -1;
  // 31 bits each, because the negative of the least 32-bit number is none. PostgreSQL adds these much faster than 64-bit numbers.
  const halves = [0, 4].map((offset) => String(sign * (digest.readInt32BE(offset) >> 1)));
  return [String(hash('sha256', linkId, 'buffer').readUInt32BE() % BUCKETS), ...halves];
}

const tooLarge = (length: number) => ({
  field: '',
  reason: 'too_long',
  message: `it has ${length.toLocaleString('en')} characters, more than can be compared (${MAX_VALUES.toLocaleString('en')})`,
});
