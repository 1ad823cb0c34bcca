import type { Queryable } from './database.ts';

/** The time of the database: what is late or old is so by one clock only. */
export async function readTime(sql: Queryable): Promise<Date> {
  const [row] = await sql<{ now: Date }[]>`select clock_timestamp() as now`;
  if (!row) throw new Error('The database does not tell its time');
  return row.now;
}
