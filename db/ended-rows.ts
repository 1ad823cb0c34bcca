import { idBelow } from '#domain/id-range.ts';
import type { IdPrefix } from '#domain/id.ts';
import type { Queryable, Sql } from './database.ts';

/** Rows of a table that are kept for a time after they ended. Rows that depend on them are deleted with them. */
export interface EndedRows {
  table: string;
  prefix: IdPrefix;
  /** When row `t` ended; null if it did not. */
  endedAt: (sql: Queryable) => ReturnType<Queryable>;
  /** Other rows of the table are kept for ever. */
  where?: (sql: Queryable) => ReturnType<Queryable>;
  /** Rows of another table that are deleted with them, if no foreign key does that. */
  dependents?: { table: string; key: string };
  /** Rows that are deleted at once. */
  page?: number;
}

/** Small enough that a page is fast and locks few rows. */
const defaultPage = 1_000;

const isOver = (sql: Queryable, { endedAt, where }: EndedRows, before: Date) => sql`
  ${endedAt(sql)} < ${before} ${where === undefined ? sql`` : sql`and ${where(sql)}`}`;

/** What became of a page. `last` is its last id, where the next one begins; null after the last page. */
export interface PurgedPage {
  last: string | null;
  deleted: number;
}

/** Goes through a table in the order of its ids, so that rows which stay are read once. Yields how many rows of each page were deleted. */
export async function* throughPages(page: (after: string) => Promise<PurgedPage>): AsyncGenerator<number> {
  for (let after = ''; ;) {
    const { last, deleted } = await page(after);
    if (last === null) return;
    yield deleted;
    after = last;
  }
}

/** Deletes the rows that ended before. Safe to repeat and to interrupt. */
export function purgeEndedRows(sql: Sql, rows: EndedRows, before: Date): AsyncGenerator<number> {
  const { table, prefix, dependents, page = defaultPage } = rows;
  return throughPages(async (after) => {
    const [purged] = await sql<PurgedPage[]>`
      with page as materialized (
        select id from ${sql(table)} where id > ${after} and id < ${idBelow(prefix, before)} order by id limit ${page}
      ), gone as (
        delete from ${sql(table)} t using page where t.id = page.id and ${isOver(sql, rows, before)} returning t.id
      )${dependents ? sql`, dependents as (delete from ${sql(dependents.table)} d using gone where d.${sql(dependents.key)} = gone.id)` : sql``}
      select (select max(id) from page) as last, (select count(*)::int from gone) as deleted`;
    return purged ?? { last: null, deleted: 0 };
  });
}

/** When the first of the rows that ended before has ended; null if there are none. */
export async function findEndedRow(sql: Sql, rows: EndedRows, before: Date): Promise<Date | null> {
  const [found] = await sql<{ at: Date }[]>`
    select ${rows.endedAt(sql)} as at from ${sql(rows.table)} t
    where t.id < ${idBelow(rows.prefix, before)} and ${isOver(sql, rows, before)} order by t.id limit 1`;
  return found?.at ?? null;
}
