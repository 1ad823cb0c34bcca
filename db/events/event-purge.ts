import type { Sql } from '#db/database.ts';
import { type PurgedPage, throughPages } from '#db/ended-rows.ts';
import { idBelow } from '#domain/id-range.ts';

const page = 1_000;

/** Deletes events that were accepted before and have no delivery any more. Safe to repeat and to interrupt. */
export function purgeEvents(sql: Sql, before: Date): AsyncGenerator<number> {
  return throughPages((after) =>
    sql.begin(async (tx): Promise<PurgedPage> => {
      // Locked by a statement of its own, so that the next one sees the deliveries of a replay that held the events until then.
      const rows = await tx<{ id: string; isFree: boolean }[]>`
        with page as materialized (
          select id, created_at from event where id > ${after} and id < ${idBelow('evt', before)} order by id limit ${page}
        ), free as (
          select e.id from event e join page using (id)
          where page.created_at < ${before} and not exists (select from delivery d where d.event_id = page.id) for update of e
        )
        select page.id, free.id is not null as "isFree" from page left join free using (id) order by page.id`;
      const free = rows.flatMap(({ id, isFree }) => (isFree ? id : []));
      const { count } = await tx`
        delete from event e where e.id = any(${free}::text[]) and not exists (select from delivery d where d.event_id = e.id)`;
      return { last: rows.at(-1)?.id ?? null, deleted: count };
    }),
  );
}

/** When the first event was accepted that was accepted before and has no delivery; null if there is none. */
export async function findExpiredEvent(sql: Sql, before: Date): Promise<Date | null> {
  const [found] = await sql<{ at: Date }[]>`
    select e.created_at as at from event e where e.id < ${idBelow('evt', before)} and e.created_at < ${before}
      and not exists (select from delivery d where d.event_id = e.id) order by e.id limit 1`;
  return found?.at ?? null;
}
