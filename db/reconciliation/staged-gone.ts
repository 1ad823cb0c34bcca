import { copyLine, copyRows } from '#db/copy-rows.ts';
import type { Queryable } from '#db/database.ts';
import type { Side } from '#domain/sync/mapping.ts';
import { stagingOf, stagingTable } from './staging.ts';

/** A record that its vendor says is deleted, or merged into another one. */
export interface StagedGone {
  recordId: string;
  mergedInto: string | null;
  goneAt: Date | null;
}

interface GonePlace {
  runId: string;
  object: string;
  side: Side;
}

/** No record has this id: the row says that the list was read. */
const LISTED = '';

export async function isGoneStaged(sql: Queryable, { runId, object, side }: GonePlace): Promise<boolean> {
  const found = await sql`
    select from ${stagingOf(sql, runId).gone} where object = ${object} and side = ${side} and record_id = ${LISTED} limit 1`;
  return found.length > 0;
}

export async function stageGone(tx: Queryable, { runId, object, side }: GonePlace, gone: readonly StagedGone[]): Promise<void> {
  const rows = [{ recordId: LISTED, mergedInto: null, goneAt: null }, ...gone];
  const lines = rows.map(({ recordId, mergedInto, goneAt }) =>
    copyLine([object, side, recordId, mergedInto, goneAt?.toISOString() ?? null]),
  );
  await copyRows(tx, stagingTable(runId, 'gone'), ['object', 'side', 'record_id', 'merged_into', 'gone_at'], lines);
}

/** Of several events of one record, a merge says more than a deletion. */
export async function findStagedGone(
  sql: Queryable,
  { runId, object, side }: GonePlace,
  recordIds: readonly string[],
): Promise<Map<string, StagedGone>> {
  const rows = await sql<StagedGone[]>`
    select distinct on (record_id) record_id as "recordId", merged_into as "mergedInto", gone_at as "goneAt"
    from ${stagingOf(sql, runId).gone}
    where object = ${object} and side = ${side} and record_id = any(${[...recordIds]}::text[])
    order by record_id, merged_into is null, gone_at desc`;
  return new Map(rows.map((row) => [row.recordId, row]));
}
