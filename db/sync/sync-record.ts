import type { Queryable, Sql } from '#db/database.ts';
import type { RecordCompany } from '#domain/sync/company-link.ts';
import type { Side } from '#domain/sync/mapping.ts';
import type { SyncValues } from '#domain/sync/translate.ts';

/** Where records are: a sync, and an object of its mapping. */
export interface Place {
  syncId: string;
  object: string;
}

export interface ReadRecord {
  recordId: string;
  version: string;
  modifiedAt: string | null;
  state: 'live' | 'deleted' | 'merged';
  mergedInto: string | null;
  values: SyncValues;
  faults: { field: string; reason: string; message: string }[];
  keys: string[];
  /** Only for objects that are linked by it. */
  company?: RecordCompany | null;
}

/** What is known of a record is not true: the next reading counts, even if the vendor calls it an older one. No vendor has such a version. */
const DOUBTED = 'doubted';

/**
 * Stores a page of one side. Returns how many records say something new. What we wrote ourselves comes back with a new version and the same
 * values, and is none of them: only other values, another state, other keys or a new generation make a record pending.
 */
export async function storeRecords(tx: Queryable, { syncId, object }: Place, side: Side, records: readonly ReadRecord[]): Promise<number> {
  if (records.length === 0) return 0;
  // A page may have a record twice, if it changed meanwhile; the later one counts.
  const rows = [...new Map(records.map((record) => [record.recordId, record])).values()];
  const changed = await tx<{ recordId: string }[]>`
    with sent as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as s ("recordId" text, version text, "modifiedAt" timestamptz, state text, "mergedInto" text, "values" jsonb, faults jsonb, keys text[], company jsonb)
    ), stored as (
      insert into sync_record as r (sync_id, object, side, record_id, version, modified_at, state, merged_into, "values", faults, keys, company)
      select ${syncId}, ${object}, ${side}, "recordId", version, "modifiedAt", state, "mergedInto", "values", faults, keys, company
      from sent order by "recordId"
      on conflict (sync_id, object, side, record_id) do update set version = excluded.version, state = excluded.state,
        merged_into = excluded.merged_into, faults = excluded.faults, keys = excluded.keys, company = excluded.company,
        "values" = case when excluded.state = 'live' then r."values" || excluded."values" else r."values" end,
        -- The time of our own write must not count as the time of the other side's change.
        modified_at = case when r."values" @> excluded."values" then r.modified_at else excluded.modified_at end,
        is_pending = r.is_pending or not (r."values" @> excluded."values") or r.state <> excluded.state or r.keys <> excluded.keys
          or r.company is distinct from excluded.company
          or r.faults <> excluded.faults or split_part(r.version, ':', 1) not in ('written', split_part(excluded.version, ':', 1)),
        is_orphan = r.is_orphan and excluded.state = 'live'
      where r.version = ${DOUBTED} or r.version <> excluded.version
        and (r.modified_at is null or excluded.modified_at is null or r.modified_at <= excluded.modified_at)
      returning record_id, is_pending
    )
    select record_id as "recordId" from stored where is_pending`;
  await storeKeys(
    tx,
    { syncId, object },
    side,
    changed.map(({ recordId }) => recordId),
  );
  return changed.length;
}

/**
 * Only live records can be linked. The ids are a condition of the index, not a table that is joined: until the first statistics are there, the
 * planner takes a sync for a handful of rows, and reads all of them for each page.
 */
async function storeKeys(tx: Queryable, { syncId, object }: Place, side: Side, recordIds: string[]): Promise<void> {
  if (recordIds.length === 0) return;
  await tx`
    delete from sync_record_key
    where sync_id = ${syncId} and object = ${object} and side = ${side} and record_id = any(${recordIds}::text[])`;
  await tx`
    insert into sync_record_key (sync_id, object, side, record_id, key)
    select distinct r.sync_id, r.object, r.side, r.record_id, k.key
    from sync_record r cross join lateral (
      select unnest(r.keys) as key union all select 'company:' || jsonb_array_elements_text(r.company -> 'keys')
    ) k
    where r.sync_id = ${syncId} and r.object = ${object} and r.side = ${side} and r.record_id = any(${recordIds}::text[]) and r.state = 'live'`;
}

export interface PendingRecord {
  side: Side;
  recordId: string;
  state: ReadRecord['state'];
  mergedInto: string | null;
  values: SyncValues;
  modifiedAt: Date | null;
  faults: ReadRecord['faults'];
  keys: string[];
  company: RecordCompany | null;
  isOrphan: boolean;
}

/**
 * The next records to merge, locked. Whoever reads them at the same time gets others. First those that are gone, so that a survivor has its
 * link before it is merged itself. `onlyLinked`: those that have a counterpart, as long as the rest of the other side is not known.
 */
export async function lockPending(
  tx: Queryable,
  place: Place,
  { limit, onlyLinked = false }: { limit: number; onlyLinked?: boolean },
): Promise<PendingRecord[]> {
  const gone = await lockPage(tx, place, { limit, onlyLinked, onlyGone: true });
  return gone.length > 0 ? gone : lockPage(tx, place, { limit, onlyLinked, onlyGone: false });
}

function lockPage(
  tx: Queryable,
  { syncId, object }: Place,
  { limit, onlyLinked, onlyGone }: { limit: number; onlyLinked: boolean; onlyGone: boolean },
): Promise<PendingRecord[]> {
  const isLinked = tx`case side
    when 'a' then exists (select from sync_link where sync_id = ${syncId} and object = ${object} and a_id = record_id)
    else exists (select from sync_link where sync_id = ${syncId} and object = ${object} and b_id = record_id) end`;
  return tx<PendingRecord[]>`
    select side, record_id as "recordId", state, merged_into as "mergedInto", "values", modified_at as "modifiedAt", faults, keys, company,
      is_orphan as "isOrphan"
    from sync_record where sync_id = ${syncId} and object = ${object} and is_pending
      ${onlyGone ? tx`and state <> 'live'` : tx``} ${onlyLinked ? tx`and ${isLinked}` : tx``}
    order by side, record_id limit ${limit} for no key update skip locked`;
}

/** Records of one side by their ids. */
export function findRecords(tx: Queryable, { syncId, object }: Place, side: Side, recordIds: readonly string[]): Promise<PendingRecord[]> {
  return tx<PendingRecord[]>`
    select side, record_id as "recordId", state, merged_into as "mergedInto", "values", modified_at as "modifiedAt", faults, keys, company,
      is_orphan as "isOrphan"
    from sync_record
    where sync_id = ${syncId} and object = ${object} and side = ${side} and record_id = any(${[...recordIds]}::text[])
    order by record_id for no key update`;
}

/** They are read again as if nothing were known of them. */
export async function doubtRecords(tx: Queryable, { syncId, object }: Place, side: Side, recordIds: readonly string[]): Promise<void> {
  if (recordIds.length === 0) return;
  await tx`
    update sync_record set version = ${DOUBTED}
    where sync_id = ${syncId} and object = ${object} and side = ${side} and record_id = any(${[...recordIds]}::text[])`;
}

/** Records that the vendor says are deleted or merged into another one. They are merged in the next run. */
export async function noteGone(
  tx: Queryable,
  { syncId, object }: Place,
  side: Side,
  gone: readonly { recordId: string; mergedInto: string | null }[],
): Promise<void> {
  if (gone.length === 0) return;
  await tx`
    update sync_record r set state = case when g."mergedInto" is null then 'deleted' else 'merged' end, merged_into = g."mergedInto", is_pending = true
    from jsonb_to_recordset(${JSON.stringify(gone)}::text::jsonb) as g ("recordId" text, "mergedInto" text)
    where r.sync_id = ${syncId} and r.object = ${object} and r.side = ${side} and r.record_id = g."recordId"`;
}

export async function endPending(tx: Queryable, { syncId, object }: Place, side: Side, recordIds: readonly string[]): Promise<void> {
  if (recordIds.length === 0) return;
  await tx`
    update sync_record set is_pending = false
    where sync_id = ${syncId} and object = ${object} and side = ${side} and record_id = any(${[...recordIds]}::text[])`;
}

/** They are merged again in the next run. */
export async function makePending(tx: Queryable, { syncId, object }: Place, side: Side, recordIds: readonly string[]): Promise<void> {
  if (recordIds.length === 0) return;
  await tx`
    update sync_record set is_pending = true
    where sync_id = ${syncId} and object = ${object} and side = ${side} and record_id = any(${[...recordIds]}::text[])`;
}

/** Records that could not be created because the record that they belong to was missing: it may be there now. */
export async function makeWaitingPending(tx: Queryable, { syncId, object }: Place): Promise<void> {
  await tx`
    update sync_record r set is_pending = true from sync_write w
    where w.sync_id = ${syncId} and w.object = ${object} and w.state = 'failed' and w.reason = 'parent_missing'
      and r.sync_id = w.sync_id and r.object = w.object and r.side <> w.side and r.record_id = w.target`;
}

/** What was written is what the record has now. A created record is new here. */
export async function storeWritten(
  tx: Queryable,
  { syncId, object }: Place,
  side: Side,
  written: readonly { recordId: string; values: SyncValues }[],
): Promise<void> {
  if (written.length === 0) return;
  await tx`
    insert into sync_record as r (sync_id, object, side, record_id, version, "values", is_pending)
    select ${syncId}, ${object}, ${side}, w."recordId", 'written', w."values", false
    from jsonb_to_recordset(${JSON.stringify(written)}::text::jsonb) as w ("recordId" text, "values" jsonb)
    order by w."recordId"
    on conflict (sync_id, object, side, record_id) do update set "values" = r."values" || excluded."values"`;
}

export async function markOrphans(tx: Queryable, { syncId, object }: Place, side: Side, recordIds: readonly string[]): Promise<void> {
  if (recordIds.length === 0) return;
  await tx`
    update sync_record set is_orphan = true
    where sync_id = ${syncId} and object = ${object} and side = ${side} and record_id = any(${[...recordIds]}::text[])`;
}

/**
 * Whether records wait to be merged. In the order of their index: the planner may remember a time when so many did that reading them in any order
 * found one at once.
 */
export async function hasPending(tx: Queryable, syncId: string): Promise<boolean> {
  const found = await tx`select from sync_record where sync_id = ${syncId} and is_pending order by object, side, record_id limit 1`;
  return found.length > 0;
}

/** Values that Causeway computed for records that are known. Returns how many changed. */
export async function storeComputed(
  tx: Queryable,
  { syncId, object }: Place,
  side: Side,
  computed: readonly Pick<ReadRecord, 'recordId' | 'values' | 'faults'>[],
): Promise<number> {
  if (computed.length === 0) return 0;
  const changed = await tx`
    update sync_record r set "values" = r."values" || c."values", faults = c.faults, is_pending = true
    from jsonb_to_recordset(${JSON.stringify(computed)}::text::jsonb) as c ("recordId" text, "values" jsonb, faults jsonb)
    where r.sync_id = ${syncId} and r.object = ${object} and r.side = ${side} and r.record_id = c."recordId"
      and r.record_id = any(${computed.map(({ recordId }) => recordId)}::text[])
      and (not r."values" @> c."values" or r.faults <> c.faults)`;
  return changed.count;
}

/**
 * Tells the planner how many rows there are. Tables that were empty a moment ago look so until autovacuum comes by, and then it reads all rows
 * of a sync where a page has two hundred. A role that does not own them is warned by PostgreSQL, and nothing happens.
 */
export async function refreshStatistics(sql: Sql): Promise<void> {
  await sql`analyze sync_record, sync_record_key, sync_link, sync_write`;
}
