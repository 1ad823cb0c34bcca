import type { Sql } from '#db/database.ts';
import { idBelow } from '#domain/id-range.ts';

const PAGE = 2_000;

/** Deletes touches of a source that were recorded before a time, page by page, and yields how many rows each page had. Safe to interrupt. */
export async function* purgeTouches(sql: Sql, source: string, before: Date): AsyncGenerator<number> {
  for (let deleted = PAGE; deleted === PAGE;) {
    // Ids begin with the time, so that this reads no younger rows.
    const { count } = await sql`
      delete from touch where id in (
        select id from touch where id < ${idBelow('tch', before)} and source = ${source} and recorded_at < ${before} order by id limit ${PAGE})`;
    yield count;
    deleted = count;
  }
}

/** When the oldest touch of a source was recorded, if that was before; null if there is none. */
export async function findExpiredTouch(sql: Sql, source: string, before: Date): Promise<Date | null> {
  const [found] = await sql<{ at: Date }[]>`
    select recorded_at as at from touch where id < ${idBelow('tch', before)} and source = ${source} and recorded_at < ${before}
    order by id limit 1`;
  return found?.at ?? null;
}
