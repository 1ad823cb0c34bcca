import type { Queryable, Sql } from '#db/database.ts';
import { mayHold } from '#db/may-hold.ts';
import type { DataSubject } from '#domain/data-subject.ts';

/** Where a scan of all records is. */
export interface RecordPlace {
  syncId: string;
  object: string;
  side: string;
  recordId: string;
}

export const firstRecord: RecordPlace = { syncId: '', object: '', side: '', recordId: '' };

/** The records of the page after `after` that name the person. `last` is null after the last page. */
export async function scanSyncRecords(
  sql: Sql,
  subject: DataSubject,
  { syncId, object, side, recordId }: RecordPlace,
  limit: number,
): Promise<{ last: RecordPlace | null; found: RecordPlace[] }> {
  const rows = await sql<(RecordPlace & { text: string | null })[]>`
    select sync_id as "syncId", object, side, record_id as "recordId", case when ${mayHold(sql, sql`concat("values"::text, keys::text, faults::text, company::text)`, subject)} then concat("values"::text, keys::text, faults::text, company::text) end as text
    from sync_record where (sync_id, object, side, record_id) > (${syncId}, ${object}, ${side}, ${recordId})
    order by sync_id, object, side, record_id limit ${limit}`;
  return { last: rows.at(-1) ?? null, found: rows.filter((row) => subject.isIn(row.text)) };
}

/**
 * Forgets what is known of these records, and what they agreed on with their counterparts. The systems themselves still have them, and erase
 * them by themselves; a record that stays there is read again when it changes.
 */
export async function eraseSyncRecords(tx: Queryable, found: readonly RecordPlace[]): Promise<{ sync_records: number }> {
  const places = tx`
    jsonb_to_recordset(${JSON.stringify(found)}::text::jsonb) as f ("syncId" text, object text, side text, "recordId" text)`;
  await tx`
    delete from sync_record_key k using ${places}
    where k.sync_id = f."syncId" and k.object = f.object and k.side = f.side and k.record_id = f."recordId"`;
  await tx`
    with theirs as (
      select l.id from ${places} join sync_link l on l.sync_id = f."syncId" and l.object = f.object and l.a_id = f."recordId" where f.side = 'a'
      union all
      select l.id from ${places} join sync_link l on l.sync_id = f."syncId" and l.object = f.object and l.b_id = f."recordId" where f.side = 'b'
    ), conflicts as (
      update sync_conflict set a_value = null, b_value = null where link_id in (select id from theirs)
    )
    update sync_link set agreed = '{}' where id in (select id from theirs)`;
  const { count } = await tx`
    update sync_record r set "values" = '{}', keys = '{}', company = null, faults = '[]', is_pending = false from ${places}
    where r.sync_id = f."syncId" and r.object = f.object and r.side = f.side and r.record_id = f."recordId"`;
  return { sync_records: count };
}

const words = (sql: Sql): ReturnType<Queryable> => sql`concat("values"::text, message, before::text, sent::text, written::text)`;

/** The writes of the page after `after` that name the person. */
export async function scanSyncWrites(
  sql: Sql,
  subject: DataSubject,
  after: string,
  limit: number,
): Promise<{ last: string | null; found: string[] }> {
  const rows = await sql<{ id: string; text: string | null }[]>`
    select id, case when ${mayHold(sql, words(sql), subject)} then ${words(sql)} end as text
    from sync_write where id > ${after} order by id limit ${limit}`;
  return { last: rows.at(-1)?.id ?? null, found: rows.filter((row) => subject.isIn(row.text)).map(({ id }) => id) };
}

/** What still waits is not written. What a test wrote stays in the systems: what was there before is erased with the rest. */
export async function eraseSyncWrites(tx: Queryable, ids: readonly string[]): Promise<{ sync_writes: number }> {
  const { count } = await tx`
    update sync_write set "values" = '{}', message = null, before = null, sent = null, written = null, ended_at = coalesce(ended_at, now()),
      state = case when state in ('waiting', 'failed') then 'superseded' when state in ('trying', 'tried') then 'left' else state end
    where id = any(${[...ids]}::text[])`;
  return { sync_writes: count };
}

/** Deletes hints of records whose ids name the person. There are few: the next run takes them. */
export async function eraseSyncHints(tx: Queryable, subject: DataSubject): Promise<{ sync_hints: number }> {
  const rows = await tx<{ place: string; words: string }[]>`
    select ctid::text as place, record_id as words from sync_hint where ${mayHold(tx, tx`record_id`, subject)} for update`;
  const theirs = rows.filter(({ words }) => subject.isIn(words)).map(({ place }) => place);
  const { count } = await tx`delete from sync_hint where ctid = any(${theirs}::text[]::tid[])`;
  return { sync_hints: count };
}
