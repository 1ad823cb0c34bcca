import type { Queryable } from '#db/database.ts';

/** How far a reader has read what other subjects know; undefined before its first time. */
export async function findReaderPlace<Place>(sql: Queryable, name: string): Promise<Place | undefined> {
  const [row] = await sql<{ cursor: Place }[]>`select cursor from reader where name = ${name}`;
  return row?.cursor;
}

/** After the facts are recorded: what is read again is recorded once. */
export async function moveReader(sql: Queryable, name: string, cursor: Record<string, unknown>): Promise<void> {
  await sql`
    insert into reader (name, cursor) values (${name}, ${JSON.stringify(cursor)}::text::jsonb)
    on conflict (name) do update set cursor = excluded.cursor, updated_at = now()`;
}
