import type { Queryable } from '#db/database.ts';
import { findCounterparts } from '#db/sync/sync-link.ts';
import type { PendingRecord, Place } from '#db/sync/sync-record.ts';
import { fieldKey, type ObjectMap, type Side, sourceOf } from '#domain/sync/mapping.ts';
import type { SyncValues } from '#domain/sync/translate.ts';

/** The counterparts of the records that others belong to, by object and id. */
type Parents = ReadonlyMap<string, string>;
const parentKey = (object: string, id: string) => `${object}:${id}`;

export async function findParents(tx: Queryable, { syncId }: Place, map: ObjectMap, alone: readonly PendingRecord[]): Promise<Parents> {
  const parents = new Map<string, string>();
  for (const field of map.fields) {
    const { references: object } = field;
    const side = sourceOf(field);
    if (object === undefined || side === null) continue;
    const ids = alone.flatMap((record) => (record.side === side ? (record.values[fieldKey(field)] ?? []) : []));
    const found = await findCounterparts(tx, { syncId, object }, side, ids);
    for (const { id, counterpart } of found) parents.set(parentKey(object, id), counterpart);
  }
  return parents;
}

/**
 * The values of a new record of one side, with the ids of its parents' counterparts. It waits for a counterpart that this sync creates;
 * one that it only finds is left blank if it is not there.
 */
export function withParents(
  map: ObjectMap,
  side: Side,
  values: SyncValues,
  { parents, objects }: { parents: Parents; objects: readonly ObjectMap[] },
): { values: SyncValues; missing: PendingRecord['faults'][number] | undefined } {
  const found: Record<string, string | null> = { ...values };
  let missing: PendingRecord['faults'][number] | undefined;
  for (const field of map.fields) {
    const key = fieldKey(field);
    const id = found[key];
    if (field.references === undefined || id == null) continue;
    const counterpart = parents.get(parentKey(field.references, id));
    const isCreated = objects.some(({ name, creates }) => name === field.references && creates.includes(side));
    if (counterpart !== undefined) found[key] = counterpart;
    else if (!isCreated) delete found[key];
    else missing = { field: field.b, reason: 'parent_missing', message: `the ${field.references} ${id} has no counterpart there yet` };
  }
  return { values: found, missing };
}
