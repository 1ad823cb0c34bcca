import type { Queryable } from '#db/database.ts';

/** The name of a partner, also of one that was deleted; undefined if there never was one. */
export async function findPartnerName(sql: Queryable, id: string): Promise<string | undefined> {
  const [row] = await sql<{ name: string }[]>`select name from partner where id = ${id}`;
  return row?.name;
}

/** The same of many, by their ids. */
export async function readPartnerNames(sql: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: string; name: string }[]>`select id, name from partner where id = any(${[...ids]}::text[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
