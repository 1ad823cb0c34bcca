import type { Fields, StoredRecord } from '#apps/fakes/record-store.ts';
import type { HubSpotAccount } from './hubspot-account.ts';
import { associate } from './hubspot-associations.ts';
import { invalid, RecordProblem } from './hubspot-errors.ts';
import type { ObjectType } from './hubspot-schema.ts';
import { acceptProperties, shownValue } from './hubspot-values.ts';

export interface Shown {
  properties: readonly string[];
  archived?: boolean;
}

/** A record as the API returns it. Asked-for properties without a value are null, unknown ones too. */
export function toResult(account: HubSpotAccount, type: ObjectType, record: StoredRecord, { properties }: Partial<Shown> = {}) {
  const asked = properties?.length ? properties : type.shown;
  const names = [...new Set([...asked, 'createdate', type.modifiedProperty, 'hs_object_id'])];
  return {
    id: record.id,
    properties: Object.fromEntries(names.map((name) => [name, shownValue(type, record, name)])),
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(record.updatedAt).toISOString(),
    archived: record.archivedAt !== undefined,
    ...(record.archivedAt === undefined ? {} : { archivedAt: new Date(record.archivedAt).toISOString() }),
    url: `https://app.hubspot.com/contacts/${account.portalId}/record/${type.typeId}/${record.id}`,
  };
}

export interface NewRecord {
  properties: Fields;
  associations?: { to: { id: string }; types: { associationCategory: string; associationTypeId: number }[] }[] | undefined;
}

/** Checks a new record, and returns what creates it. */
export function planCreation(account: HubSpotAccount, type: ObjectType, { properties, associations = [] }: NewRecord): () => StoredRecord {
  const fields = acceptProperties(account, type, properties);
  const missing = type.required.filter((name) => !fields[name]);
  if (missing.length > 0) {
    const message = `Error creating ${type.singular.toUpperCase()}. Some required properties were not set.`;
    throw new RecordProblem(invalid(message, { context: { properties: missing } }));
  }
  refuseTaken(account, type, fields, undefined);
  return () => {
    refuseTaken(account, type, fields, undefined);
    const record = account.records(type.name).create(type.name === 'deals' ? { pipeline: 'default', ...fields } : fields);
    const wanted = associations.flatMap(({ to, types }) =>
      types.map(({ associationTypeId }) => ({ toId: to.id, typeId: associationTypeId })),
    );
    for (const one of wanted) associate(account, { from: type.name, fromId: record.id, ...one });
    return record;
  };
}

/** Checks a change, and returns what makes it. */
export function planUpdate(account: HubSpotAccount, type: ObjectType, id: string, properties: Fields): () => StoredRecord {
  const fields = acceptProperties(account, type, properties);
  refuseTaken(account, type, fields, id);
  return () => account.records(type.name).update(id, fields);
}

function refuseTaken(account: HubSpotAccount, type: ObjectType, fields: Fields, id: string | undefined): void {
  for (const [name, value] of Object.entries(fields)) {
    if (value == null || !type.properties.get(name)?.unique) continue;
    const holder = account.records(type.name).findBy(name, value);
    if (!holder || holder.id === id) continue;
    const message =
      type.name === 'contacts'
        ? `Contact already exists. Existing ID: ${holder.id}`
        : `Cannot set ${name} to ${value}: ${holder.id} already has that value.`;
    throw new RecordProblem({ status: 409, category: 'CONFLICT', message });
  }
}
