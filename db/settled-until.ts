import type { Sql } from './database.ts';

/** No transaction of ours begins to write when it is this old: its statements time out before (db/database.ts). In seconds. */
const BEGINS_TO_WRITE_S = 60;

/**
 * The time before which everything is settled: a row whose `updated_at` is the begin of the transaction that wrote it, and is before this, is
 * committed, and every later statement sees it. Without this bound, a row that a slow transaction writes would appear behind a reader who has
 * passed its time. Backups only read, and do not count.
 */
export async function readSettledUntil(sql: Sql): Promise<Date> {
  const [row] = await sql<{ until: Date }[]>`
    select least(now(), min(xact_start)) as until from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
      and (backend_xid is not null or xact_start > now() - make_interval(secs => ${BEGINS_TO_WRITE_S}))`;
  if (!row) throw new Error('PostgreSQL returned no time');
  return row.until;
}
