import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Database, Queryable } from '#db/database.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import type { RecordCompany } from '#domain/sync/company-link.ts';
import type { Candidate, LinkOrigin } from '#domain/sync/link.ts';
import type { Side } from '#domain/sync/mapping.ts';
import type { SyncValues } from '#domain/sync/translate.ts';
import type { Place } from './sync-record.ts';

export interface SyncLinkRow {
  id: string;
  aId: string;
  bId: string;
  agreed: SyncValues;
}

/** The links of these records of one side, locked. */
export function findLinks(tx: Queryable, { syncId, object }: Place, side: Side, recordIds: readonly string[]): PromiseLike<SyncLinkRow[]> {
  const own = side === 'a' ? tx`a_id` : tx`b_id`;
  return tx<SyncLinkRow[]>`
    select id, a_id as "aId", b_id as "bId", agreed from sync_link
    where sync_id = ${syncId} and object = ${object} and ${own} = any(${[...recordIds]}::text[])
    order by id for update`;
}

/** The counterparts of records of one side. */
export async function findCounterparts(
  tx: Queryable,
  { syncId, object }: Place,
  side: Side,
  recordIds: readonly string[],
): Promise<{ id: string; counterpart: string; linkId: string }[]> {
  if (recordIds.length === 0) return [];
  const [own, other] = side === 'a' ? [tx`a_id`, tx`b_id`] : [tx`b_id`, tx`a_id`];
  return tx<{ id: string; counterpart: string; linkId: string }[]>`
    select ${own} as id, ${other} as counterpart, id as "linkId" from sync_link
    where sync_id = ${syncId} and object = ${object} and ${own} = any(${[...recordIds]}::text[])`;
}

export interface NewLink {
  id: string;
  aId: string;
  bId: string;
  how: LinkOrigin;
  agreed: SyncValues;
}

/** Links that another transaction has made meanwhile stay as they are. */
export async function insertLinks(tx: Queryable, { syncId, object }: Place, links: readonly NewLink[]): Promise<void> {
  if (links.length === 0) return;
  await tx`
    insert into sync_link (id, sync_id, object, a_id, b_id, how, agreed)
    select l.id, ${syncId}, ${object}, l."aId", l."bId", l.how, l.agreed
    from jsonb_to_recordset(${JSON.stringify(links)}::text::jsonb) as l (id text, "aId" text, "bId" text, how text, agreed jsonb)
    order by l."aId"
    on conflict do nothing`;
}

/** Fields on which both sides agree now. */
export async function addAgreed(tx: Queryable, agreed: readonly { id: string; values: SyncValues }[]): Promise<void> {
  if (agreed.length === 0) return;
  await tx`
    update sync_link l set agreed = l.agreed || n."values"
    from jsonb_to_recordset(${JSON.stringify(agreed)}::text::jsonb) as n (id text, "values" jsonb)
    where l.id = n.id and not l.agreed @> n."values"`;
}

export async function deleteLinks(tx: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx`delete from sync_link where id = any(${[...ids]}::text[])`;
}

interface Move {
  from: string;
  to: string;
}

/**
 * After a merge: the survivor takes the place of the record that is gone, unless it has a counterpart of its own. Of several that were merged
 * into it, the one that was linked first. Returns the moves that were made.
 */
export async function moveLinks(tx: Queryable, { syncId, object }: Place, side: Side, moves: readonly Move[]): Promise<Move[]> {
  if (moves.length === 0) return [];
  const own = side === 'a' ? tx`a_id` : tx`b_id`;
  return tx<Move[]>`
    with first as (
      select distinct on (m."to") l.id, m."from", m."to"
      from jsonb_to_recordset(${JSON.stringify(moves)}::text::jsonb) as m ("from" text, "to" text)
      join sync_link l on l.sync_id = ${syncId} and l.object = ${object} and l.${own} = m."from"
      where not exists (select from sync_link o where o.sync_id = ${syncId} and o.object = ${object} and o.${own} = m."to")
      order by m."to", l.created_at, l.id
    )
    update sync_link l set ${own} = f."to" from first f where l.id = f.id returning f."from", f."to"`;
}

/** Three are enough to see that there are several. */
const MAX_CANDIDATES = 3;

/** Live records with one of these keys, a few of each side for each key. */
export function findCandidates(
  tx: Queryable,
  { syncId, object }: Place,
  keys: readonly string[],
): PromiseLike<(Candidate & { side: Side; company: RecordCompany | null })[]> {
  return tx<(Candidate & { side: Side; company: RecordCompany | null })[]>`
    select found.side, found.record_id as id, wanted.key, r.company,
      (found.side = 'a' and exists (select from sync_link where sync_id = ${syncId} and object = ${object} and a_id = found.record_id))
        or (found.side = 'b' and exists (select from sync_link where sync_id = ${syncId} and object = ${object} and b_id = found.record_id))
        as "isLinked"
    from (select distinct key from unnest(${[...keys]}::text[]) k (key)) wanted
    cross join (values ('a'), ('b')) s (side)
    cross join lateral (
      select k.side, k.record_id from sync_record_key k
      where k.sync_id = ${syncId} and k.object = ${object} and k.key = wanted.key and k.side = s.side
      order by k.record_id limit ${MAX_CANDIDATES}
    ) found
    join sync_record r on r.sync_id = ${syncId} and r.object = ${object} and r.side = found.side and r.record_id = found.record_id
    order by wanted.key, found.side, found.record_id`;
}

export async function countLinks(tx: Queryable, syncId: string): Promise<number> {
  const [row] = await tx<{ links: number }[]>`select count(*)::int as links from sync_link where sync_id = ${syncId}`;
  return row?.links ?? 0;
}

/** A person says that two records are the same. They are compared in the next run, which is requested. */
export function linkByHand(
  { sql }: Database,
  syncId: string,
  { object, aId, bId }: { object: string; aId: string; bId: string },
  actor: Actor,
): Promise<string> {
  return beginAs(sql, actor, async (tx) => {
    const id = newId('lnk');
    const known = await tx`
      update sync_record set is_pending = true, is_orphan = false
      where sync_id = ${syncId} and object = ${object} and state = 'live' and ((side = 'a' and record_id = ${aId}) or (side = 'b' and record_id = ${bId}))`;
    if (known.count < 2) {
      throw new DomainError(
        'not_found',
        `The sync has not read a live record ${aId} of A and ${bId} of B as ${object}. Check both ids, or run the sync first`,
      );
    }
    const linked = await tx`
      insert into sync_link (id, sync_id, object, a_id, b_id, how, created_by)
      values (${id}, ${syncId}, ${object}, ${aId}, ${bId}, 'by_hand', ${actor.id}) on conflict do nothing`;
    if (linked.count === 0) throw new DomainError('conflict', `${aId} or ${bId} has a counterpart already. End that link first`);
    await tx`
      update sync_write set state = 'superseded', ended_at = now()
      where sync_id = ${syncId} and object = ${object} and operation = 'create' and state in ('waiting', 'failed')
        and ((side = 'b' and target = ${aId}) or (side = 'a' and target = ${bId}))`;
    await tx`update sync set requested_at = now() where id = ${syncId}`;
    await insertAuditEntry(tx, actor, {
      action: 'sync.linked',
      objectKind: 'sync',
      objectId: syncId,
      detail: { object, a_id: aId, b_id: bId },
    });
    return id;
  });
}

/** Some links of an object; with `aId` or `bId` only that of one record. */
export function listLinks(
  sql: Queryable,
  { syncId, object }: Place,
  { aId, bId, limit }: { aId?: string | undefined; bId?: string | undefined; limit: number },
): PromiseLike<SyncLinkRow[]> {
  return sql<SyncLinkRow[]>`
    select id, a_id as "aId", b_id as "bId", agreed from sync_link
    where sync_id = ${syncId} and object = ${object} and (${aId ?? null}::text is null or a_id = ${aId ?? null})
      and (${bId ?? null}::text is null or b_id = ${bId ?? null})
    order by sync_id, object, a_id limit ${limit}`;
}
