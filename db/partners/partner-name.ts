import type { Queryable } from '#db/database.ts';

/** The name of a partner, also of one that was deleted; undefined if there never was one. */
export async function findPartnerName(sql: Queryable, id: string): Promise<string | undefined> {
  const [row] = await sql<{ name: string }[]>`select name from partner where id = ${id}`;
  return row?.name;
}
