import type { StoredRecord } from '#apps/fakes/record-store.ts';
import type { HubSpotAccount } from './hubspot-account.ts';
import { invalid, notFound, RecordProblem } from './hubspot-errors.ts';
import type { ObjectType } from './hubspot-schema.ts';

/** By record id, following merges, or by the value of a unique property. Undefined if it does not exist, or is archived or not as asked. */
export function findRecord(
  account: HubSpotAccount,
  type: ObjectType,
  id: string,
  { idProperty, archived = false }: { idProperty?: string | undefined; archived?: boolean | undefined } = {},
): StoredRecord | undefined {
  const store = account.records(type.name);
  let record = idProperty === undefined ? store.get(id) : store.findBy(uniqueProperty(account, type, idProperty), id);
  while (record?.mergedInto !== undefined) record = store.get(record.mergedInto);
  return record && (record.archivedAt !== undefined) === archived ? record : undefined;
}

export function getRecord(...asked: Parameters<typeof findRecord>): StoredRecord {
  const found = findRecord(...asked);
  if (!found) throw new RecordProblem(notFound());
  return found;
}

export function uniqueProperty(account: HubSpotAccount, type: ObjectType, name: string): string {
  if (type.properties.get(name)?.unique) return name;
  const message = `Unable to perform update/upsert by non-unique ${type.typeId} property ${name} in portal ID ${account.portalId}`;
  throw new RecordProblem(invalid(message));
}
