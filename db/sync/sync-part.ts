import type { Queryable } from '#db/database.ts';
import type { RawFields } from '#domain/sync/sync-value.ts';

export interface SyncPart {
  recordId: string;
  parentId: string;
  fields: RawFields;
}

export async function storeParts(
  tx: Queryable,
  { syncId, object }: { syncId: string; object: string },
  parts: readonly SyncPart[],
): Promise<void> {
  if (parts.length === 0) return;
  const rows = [...new Map(parts.map((part) => [part.recordId, part])).values()];
  await tx`
    insert into sync_part (sync_id, object, record_id, parent_id, fields)
    select ${syncId}, ${object}, p."recordId", p."parentId", p.fields
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as p ("recordId" text, "parentId" text, fields jsonb)
    order by p."recordId"
    on conflict (sync_id, object, record_id) do update set parent_id = excluded.parent_id, fields = excluded.fields`;
}

/** Returns the records that they belonged to. */
export async function deleteParts(
  tx: Queryable,
  { syncId, object }: { syncId: string; object: string },
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const deleted = await tx<{ parentId: string }[]>`
    delete from sync_part where sync_id = ${syncId} and object = ${object} and record_id = any(${[...ids]}::text[])
    returning parent_id as "parentId"`;
  return [...new Set(deleted.map(({ parentId }) => parentId))];
}

/** All parts of these records. */
export function findParts(
  tx: Queryable,
  { syncId, object }: { syncId: string; object: string },
  parentIds: readonly string[],
): PromiseLike<SyncPart[]> {
  return tx<SyncPart[]>`
    select record_id as "recordId", parent_id as "parentId", fields from sync_part
    where sync_id = ${syncId} and object = ${object} and parent_id = any(${[...parentIds]}::text[])
    order by parent_id, record_id`;
}
