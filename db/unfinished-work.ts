import type { Queryable, Sql } from '#db/database.ts';

export interface BegunTry {
  id: string;
  /** Identifies this try. As text, because a Date has no microseconds. */
  begunAt: string;
}

/** Work that was given up is not tried again for this long, even if somebody starts it again: each try can end a process. */
export const restMs = 600_000;

/** Tries in a row that did not end before. */
const failedTries = (sql: Queryable) => sql`
  case when w.given_up_at is not null then 0 when w.holder is null then w.tries - 1 else w.tries end`;

/** Begins work that no earlier try has left unfinished; null if one has. */
export async function beginWork(sql: Sql, id: string, holder: string | null): Promise<BegunTry | null> {
  const [row] = await sql<{ begunAt: string }[]>`
    insert into unfinished_work (id, holder, tries) values (${id}, ${holder}, 1)
    on conflict do nothing returning begun_at::text as "begunAt"`;
  return row ? { id, begunAt: row.begunAt } : null;
}

/** How often it was tried in vain, and until when it rests after it was given up. */
export async function findFailedTries(sql: Sql, id: string): Promise<{ failed: number; restsUntil: Date | null }> {
  const [row] = await sql<{ failed: number; restsUntil: Date | null }[]>`
    select ${failedTries(sql)} as failed,
      case when w.given_up_at > now() - ${restMs} * interval '1 ms' then w.given_up_at + ${restMs} * interval '1 ms' end as "restsUntil"
    from unfinished_work w where w.id = ${id}`;
  return row ?? { failed: 0, restsUntil: null };
}

/** Begins work of which so many tries in a row did not end. */
export async function beginWorkAgain(sql: Sql, id: string, holder: string | null, failed: number): Promise<BegunTry> {
  const [row] = await sql<{ begunAt: string }[]>`
    insert into unfinished_work (id, holder, tries) values (${id}, ${holder}, ${failed + 1})
    on conflict (id) do update set tries = excluded.tries, holder = excluded.holder, begun_at = now(), given_up_at = null
    returning begun_at::text as "begunAt"`;
  return { id, begunAt: row?.begunAt ?? '' };
}

/** Ends a try, unless another one has begun. */
export async function endWork(sql: Sql, { id, begunAt }: BegunTry): Promise<void> {
  await sql`delete from unfinished_work where id = ${id} and begun_at = ${begunAt}::text::timestamptz`;
}

/** The work has progressed: from now on its tries are counted anew. */
export async function forgetTries(sql: Sql, { id, begunAt }: BegunTry): Promise<void> {
  await sql`update unfinished_work set tries = 0 where id = ${id} and begun_at = ${begunAt}::text::timestamptz`;
}

export async function giveUpWork(sql: Sql, id: string): Promise<void> {
  await sql`update unfinished_work set given_up_at = now(), holder = null where id = ${id} and given_up_at is null`;
}

/** The process stops: what it does not end in time is not to be blamed. */
export async function excuseWork(sql: Sql, holder: string): Promise<void> {
  await sql`update unfinished_work set holder = null where holder = ${holder}`;
}

/** Long after the end of its workflow, or of its rest. */
const keptDays = 40;

/** Deletes one page of rows that nobody will look for again. */
export async function deleteOldUnfinishedWork(sql: Sql): Promise<number> {
  const { count } = await sql`
    delete from unfinished_work where id in (
      select id from unfinished_work where begun_at < now() - ${keptDays} * interval '1 day' limit 1000)`;
  return count;
}
