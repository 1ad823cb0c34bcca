import { isDeepStrictEqual } from 'node:util';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { RecordWrite, VendorRecord, WriteResult } from '#connectors/record.ts';
import { fieldsToRead, type ObjectMap, type Side } from '#domain/sync/mapping.ts';
import type { RawFields, RawValue } from '#domain/sync/sync-value.ts';
import type { OpenConnection } from './open-connection.ts';

/** The records of one side of a test. */
export interface TestedSide {
  opened: OpenConnection;
  map: ObjectMap;
  side: Side;
}

/** The record as the vendor has it now; undefined if it is gone. */
export async function readTested({ opened, map, side }: TestedSide, id: string): Promise<VendorRecord | undefined> {
  const { connector, session } = opened;
  const records = await connector.objects.readMany(session, map[side], [id], fieldsToRead(map, side));
  return records.find((one) => one.id === id && one.state === 'live');
}

/** Writes one record. What the vendor cannot do now is thrown, so that it is tried again; what it refuses is the result. */
export async function writeTested({ opened, map, side }: TestedSide, write: RecordWrite): Promise<WriteResult> {
  const { connector, session } = opened;
  const [result] = await connector.objects.writeBatch(session, map[side], [write]);
  if (!result) throw new ConnectorError('unavailable', `${connector.manifest.label} returned no result`);
  if (result.status === 'failed' && result.failure.retryable) throw new ConnectorError('unavailable', result.failure.message);
  return result;
}

/** Vendors tell an unchanged value in the same words. A field that they leave out is blank. */
export const isSameValue = (one: RawValue | undefined, other: RawValue | undefined): boolean =>
  isDeepStrictEqual(one ?? null, other ?? null);

/** The fields of `wanted` that differ in `present`. */
export const differingFields = (wanted: RawFields, present: RawFields): string[] =>
  Object.keys(wanted).filter((name) => !isSameValue(wanted[name], present[name]));
