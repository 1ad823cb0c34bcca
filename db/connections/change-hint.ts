import type { Queryable } from '#db/database.ts';

/** A record that its vendor says has changed. */
export interface ChangeHint {
  connectionId: string;
  object: string;
  recordId: string;
  events: number;
}

/** The oldest hints of a connection. They stay until `dropHints`: whoever dies while it reads the records finds them again. */
export function listHints(sql: Queryable, connectionId: string, limit: number): Promise<ChangeHint[]> {
  return sql<ChangeHint[]>`
    select connection_id as "connectionId", object, record_id as "recordId", events from change_hint
    where connection_id = ${connectionId} order by hinted_at limit ${limit}`;
}

/** Deletes hints whose records have been read since, in the transaction that stores them. A hint with a later event stays. */
export async function dropHints(sql: Queryable, hints: readonly ChangeHint[]): Promise<void> {
  const rows = hints.map(({ connectionId, object, recordId, events }) => ({ connectionId, object, recordId, events }));
  await sql`
    delete from change_hint h using jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r ("connectionId" text, object text, "recordId" text, events int)
    where h.connection_id = r."connectionId" and h.object = r.object and h.record_id = r."recordId" and h.events = r.events`;
}
