import type { Queryable } from '#db/database.ts';
import { type Line, lineColumns, type LineRow, readLine } from './line.ts';

/**
 * A page of the lines that a reader has not seen. Lines that a running transaction could still precede wait, so that none is passed over.
 */
export async function readLedgerNews(sql: Queryable, reader: string, limit: number): Promise<Line[]> {
  const rows = await sql<LineRow[]>`
    with place as (
      select added_by, id from commissions.reader where name = ${reader}
      union all select '0'::xid8, '' where not exists (select from commissions.reader where name = ${reader}))
    select ${lineColumns(sql)} from commissions.ledger_transaction
    where (added_by, id) > (select added_by, id from place) and added_by < pg_snapshot_xmin(pg_current_snapshot())
    order by added_by, id limit ${limit}`;
  return rows.map(readLine);
}

/** The reader has seen all lines up to this one. */
export async function moveLedgerReader(sql: Queryable, reader: string, lineId: string): Promise<void> {
  await sql`
    insert into commissions.reader (name, added_by, id)
    select ${reader}, added_by, id from commissions.ledger_transaction where id = ${lineId}
    on conflict (name) do update set added_by = excluded.added_by, id = excluded.id
    where (reader.added_by, reader.id) < (excluded.added_by, excluded.id)`;
}
