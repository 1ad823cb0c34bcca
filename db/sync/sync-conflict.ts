import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Database, Queryable } from '#db/database.ts';
import { and, desc, eq, isNotNull, isNull, lt } from '#db/drizzle.ts';
import { syncConflict, syncLink } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import type { Side } from '#domain/sync/mapping.ts';
import { settle } from '#domain/sync/merge.ts';
import type { SyncValue } from '#domain/sync/sync-value.ts';
import type { Place } from './sync-record.ts';

export interface FoundConflict {
  linkId: string;
  field: string;
  aValue: SyncValue;
  bValue: SyncValue;
}

/** Opens conflicts, or brings open ones up to date. Returns the new ones. */
export async function openConflicts(
  tx: Queryable,
  { syncId, object }: Place,
  found: readonly FoundConflict[],
): Promise<(FoundConflict & { id: string })[]> {
  if (found.length === 0) return [];
  const rows = found.map((conflict) => ({ ...conflict, id: newId('cft') }));
  const opened = await tx<(FoundConflict & { id: string; isNew: boolean })[]>`
    insert into sync_conflict as c (id, sync_id, object, link_id, field, a_value, b_value)
    select f.id, ${syncId}, ${object}, f."linkId", f.field, f."aValue", f."bValue"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as f (id text, "linkId" text, field text, "aValue" text, "bValue" text)
    order by f."linkId", f.field
    on conflict (link_id, field) where resolved_at is null do update set a_value = excluded.a_value, b_value = excluded.b_value
    returning id, link_id as "linkId", field, a_value as "aValue", b_value as "bValue", xmax = 0 as "isNew"`;
  return opened.filter(({ isNew }) => isNew);
}

/** Ends open conflicts of these links, except in the fields that are still in conflict. */
export async function endSettledConflicts(
  tx: Queryable,
  linkIds: readonly string[],
  still: readonly { linkId: string; field: string }[],
): Promise<void> {
  if (linkIds.length === 0) return;
  await tx`
    update sync_conflict c set resolved_at = now()
    where c.link_id = any(${[...linkIds]}::text[]) and c.resolved_at is null
      and not exists (
        select from jsonb_to_recordset(${JSON.stringify(still)}::text::jsonb) as s ("linkId" text, field text)
        where s."linkId" = c.link_id and s.field = c.field
      )`;
}

export type SyncConflictRow = typeof syncConflict.$inferSelect & { aId: string; bId: string };

/** Newest first. */
export async function listConflicts(
  { orm }: Database,
  syncId: string,
  { isOpen, before, limit }: { isOpen?: boolean | undefined; before?: string | undefined; limit: number },
): Promise<SyncConflictRow[]> {
  const state = isOpen === undefined ? undefined : isOpen ? isNull(syncConflict.resolvedAt) : isNotNull(syncConflict.resolvedAt);
  const rows = await orm
    .select()
    .from(syncConflict)
    .innerJoin(syncLink, eq(syncLink.id, syncConflict.linkId))
    .where(and(eq(syncConflict.syncId, syncId), state, before === undefined ? undefined : lt(syncConflict.id, before)))
    .orderBy(desc(syncConflict.id))
    .limit(limit);
  return rows.map(({ sync_conflict: conflict, sync_link: { aId, bId } }) => ({ ...conflict, aId, bId }));
}

/** Settles a conflict; the next run, which is requested, writes the winner's value to the other side. */
export function resolveConflict({ sql }: Database, syncId: string, id: string, winner: Side, actor: Actor): Promise<void> {
  return beginAs(sql, actor, async (tx) => {
    const [conflict] = await tx<{ object: string; linkId: string; field: string; aValue: SyncValue; bValue: SyncValue }[]>`
      update sync_conflict set resolved_at = now(), winner = ${winner}, resolved_by = ${actor.id}
      where id = ${id} and sync_id = ${syncId} and resolved_at is null
      returning object, link_id as "linkId", field, a_value as "aValue", b_value as "bValue"`;
    if (!conflict) throw new DomainError('not_found', `There is no open conflict ${id}: it was resolved meanwhile, or never existed`);
    const { object, linkId, field } = conflict;
    const agreed = { [field]: settle(winner, { a: conflict.aValue, b: conflict.bValue }) };
    await tx`update sync_link set agreed = agreed || ${JSON.stringify(agreed)}::text::jsonb where id = ${linkId}`;
    await tx`
      update sync_record r set is_pending = true from sync_link l
      where l.id = ${linkId} and r.sync_id = l.sync_id and r.object = ${object} and r.side = 'a' and r.record_id = l.a_id`;
    await tx`update sync set requested_at = now() where id = ${syncId}`;
    await insertAuditEntry(tx, actor, {
      action: 'sync.conflict_resolved',
      objectKind: 'sync',
      objectId: syncId,
      detail: { conflict: id, winner },
    });
  });
}
