import { copyLine, copyRows } from '#db/copy-rows.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { findCounterparts } from '#db/sync/sync-link.ts';
import type { SyncPart } from '#db/sync/sync-part.ts';
import type { ReadRecord } from '#db/sync/sync-record.ts';
import type { ObjectMap, Side } from '#domain/sync/mapping.ts';
import { keyColumns, recordColumns, stagedLines, valuesColumns } from './staging-row.ts';

/**
 * What a run reads, in tables of its own: they are unlogged, filled by COPY, and dropped at the end, which costs the same for any number of
 * rows. Whoever migrates owns the schema `staging`, so the role of the processes must be the same.
 * - `records`: a row for each record of each listing, as short as the comparison needs it. The rest of it is in `values`, and what it can be
 *   linked by in `keys`.
 * - `parts`: subscriptions.
 * - `candidates`: what may differ, and is to be looked at again.
 * - `gone`: what the vendors say of records that they no longer show.
 */
type StagingTable = 'records' | 'values' | 'keys' | 'parts' | 'candidates' | 'gone';
const tables: readonly StagingTable[] = ['records', 'values', 'keys', 'parts', 'candidates', 'gone'];

export const stagingTable = (runId: string, table: StagingTable): string => `staging.${runId}_${table}`;

/** The names of the tables of a run, for statements. */
export const stagingOf = (sql: Queryable, runId: string) => {
  const named = (table: StagingTable) => sql(stagingTable(runId, table));
  return {
    records: named('records'),
    values: named('values'),
    keys: named('keys'),
    parts: named('parts'),
    candidates: named('candidates'),
    gone: named('gone'),
  };
};

const positionsOf = (runId: string): string => `staging.${runId}_positions`;

/** More than a page has records. */
const POSITIONS = 1_000_000;

/** Creates the tables, empty. What was found in rows that are lost does not count. */
export async function createStaging(sql: Sql, runId: string): Promise<void> {
  await sql.begin(async (tx) => {
    await dropStaging(tx, runId);
    const { records, values, keys, parts, candidates, gone } = stagingOf(tx, runId);
    // Compared by bytes: ids need no other order, and that of a language is slow.
    await tx`
      create unlogged table ${records} (
        object text collate "C" not null, side text collate "C" not null, record_id text collate "C" not null, link_id text collate "C",
        bucket int, hash_high int, hash_low int, position bigint not null)`;
    await tx`
      create unlogged table ${values} (
        position bigint not null, modified_at timestamptz, "values" jsonb not null, faults jsonb not null, keys text[] not null)`;
    await tx`create index on ${values} (position)`;
    await tx`
      create unlogged table ${keys} (
        object text collate "C" not null, key text collate "C" not null, side text collate "C" not null, record_id text collate "C" not null)`;
    await tx`create index on ${keys} (object, key, side)`;
    await tx`
      create unlogged table ${parts} (
        object text not null, record_id text not null, parent_id text not null, fields jsonb not null,
        position bigint generated always as identity)`;
    await tx`create index on ${parts} (object, parent_id)`;
    await tx`
      create unlogged table ${candidates} (
        id bigint generated always as identity primary key, object text not null, link_id text, a_id text, b_id text,
        a_position bigint, b_position bigint, a_namesakes text[] not null default '{}', b_namesakes text[] not null default '{}',
        seen text, seen_at timestamptz, looks int not null default 0, due_at timestamptz not null default now())`;
    await tx`create index on ${candidates} (due_at, id)`;
    await tx`
      create unlogged table ${gone} (
        object text not null, side text not null, record_id text not null, merged_into text, gone_at timestamptz)`;
    await tx`create index on ${gone} (object, side, record_id)`;
    await tx`create sequence ${tx(positionsOf(runId))} increment by ${tx.unsafe(String(POSITIONS))} owned by ${records}.position`;
    await tx`insert into staging.marker (run_id) values (${runId})`;
    await tx`delete from reconciliation_finding where run_id = ${runId}`;
  });
}

/** Whether the tables hold what the feeds of the run say. If not, they are to be created, and the feeds read from the start. */
export async function isStaged(sql: Queryable, runId: string): Promise<boolean> {
  const found = await sql`select from staging.marker where run_id = ${runId}`;
  return found.length > 0;
}

/**
 * Adds a page of one side, in the transaction that moves the cursor of its feed. A record that comes twice has two rows, of which the later
 * one counts. Each row is given its link now, while there is time: then both sides can be compared without a third table.
 */
export async function stagePage(
  tx: Queryable,
  { runId, syncId, map, side }: { runId: string; syncId: string; map: ObjectMap; side: Side },
  records: readonly ReadRecord[],
): Promise<void> {
  const live = records.filter(({ state }) => state === 'live');
  if (live.length === 0) return;
  const ids = live.map(({ recordId }) => recordId);
  const links = new Map((await findCounterparts(tx, { syncId, object: map.name }, side, ids)).map(({ id, linkId }) => [id, linkId]));
  const [next] = await tx<{ position: string }[]>`select nextval(${positionsOf(runId)})::text as position`;
  const first = BigInt(next?.position ?? 0);
  const lines = live.map((record, place) =>
    stagedLines({ map, side, position: String(first + BigInt(place)), linkId: links.get(record.recordId) }, record),
  );
  const copy = (table: StagingTable, columns: readonly string[], rows: string[]) => copyRows(tx, stagingTable(runId, table), columns, rows);
  await copy(
    'records',
    recordColumns,
    lines.map((line) => line.record),
  );
  await copy(
    'values',
    valuesColumns,
    lines.map((line) => line.values),
  );
  await copy(
    'keys',
    keyColumns,
    lines.map((line) => line.keys),
  );
}

/** Adds a page of subscriptions, in the transaction that moves the cursor of its feed. */
export async function stageParts(tx: Queryable, runId: string, object: string, parts: readonly SyncPart[]): Promise<void> {
  if (parts.length === 0) return;
  const lines = parts.map(({ recordId, parentId, fields }) => copyLine([object, recordId, parentId, JSON.stringify(fields)]));
  await copyRows(tx, stagingTable(runId, 'parts'), ['object', 'record_id', 'parent_id', 'fields'], lines);
}

/** All parts of these records. */
export function findStagedParts(sql: Queryable, runId: string, object: string, parentIds: readonly string[]): PromiseLike<SyncPart[]> {
  return sql<SyncPart[]>`
    select distinct on (parent_id, record_id) record_id as "recordId", parent_id as "parentId", fields
    from ${stagingOf(sql, runId).parts}
    where object = ${object} and parent_id = any(${[...parentIds]}::text[])
    order by parent_id, record_id, position desc`;
}

export async function dropStaging(sql: Queryable, runId: string): Promise<void> {
  await sql`drop table if exists ${sql(tables.map((table) => stagingTable(runId, table)))}`;
  await sql`delete from staging.marker where run_id = ${runId}`;
}

/** Drops the tables of runs that have ended or are gone. Returns their ids. */
export async function dropAbandonedStaging(sql: Sql): Promise<string[]> {
  const abandoned = await sql<{ runId: string }[]>`
    select distinct regexp_replace(t.tablename, '_[a-z]+$', '') as "runId" from pg_tables t
    where t.schemaname = 'staging' and t.tablename <> 'marker' and not exists (
      select from reconciliation_run r
      where r.id = regexp_replace(t.tablename, '_[a-z]+$', '') and r.state in ('running', 'waiting'))`;
  for (const { runId } of abandoned) await sql.begin((tx) => dropStaging(tx, runId));
  return abandoned.map(({ runId }) => runId);
}
