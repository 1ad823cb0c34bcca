import type { Sql } from './database.ts';

/** What somebody who helps wants to know of a database: none of it is anybody's data. */
export interface DatabaseFacts {
  version: string;
  sizeBytes: number;
  /** Of each application: how many connections, by what they do. */
  connections: { application: string; state: string; count: number }[];
  /** Age of the oldest open transaction, in seconds; null without one. */
  oldestTransactionS: number | null;
  waitingForLocks: number;
  /** The largest. Rows are PostgreSQL's estimate. */
  tables: { name: string; bytes: number; rows: number; deadRows: number; vacuumedAt: Date | null }[];
  /** Those that are not as PostgreSQL delivers them. */
  settings: Record<string, string>;
}

const TABLES = 25;
/** Others can hold names of servers, paths or commands. */
const SHOWN_SETTINGS =
  /^(max_|shared_|work_mem|maintenance_work_mem|effective_|random_page_cost|seq_page_cost|autovacuum|checkpoint_|wal_level|fsync|synchronous_commit|full_page_writes|jit|statement_timeout|lock_timeout|idle_|TimeZone|server_version)/;

export async function readDatabaseFacts(sql: Sql): Promise<DatabaseFacts> {
  const [row] = await sql<Pick<DatabaseFacts, 'version' | 'sizeBytes' | 'oldestTransactionS' | 'waitingForLocks'>[]>`
    select version(), pg_database_size(current_database())::float8 as "sizeBytes",
      (select extract(epoch from now() - min(xact_start))::float8 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid())
        as "oldestTransactionS",
      (select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as "waitingForLocks"`;
  if (!row) throw new Error('PostgreSQL gave no version');
  const connections = await sql<DatabaseFacts['connections']>`
    select application_name as application, coalesce(state, '') as state, count(*)::int as count from pg_stat_activity
    where datname = current_database() group by 1, 2 order by 3 desc, 1, 2`;
  const tables = await sql<DatabaseFacts['tables']>`
    select schemaname || '.' || relname as name, pg_total_relation_size(relid)::float8 as bytes, n_live_tup::float8 as rows, n_dead_tup::float8 as "deadRows",
      greatest(last_vacuum, last_autovacuum) as "vacuumedAt"
    from pg_stat_user_tables order by pg_total_relation_size(relid) desc limit ${TABLES}`;
  const settings = await sql<{ name: string; value: string }[]>`
    select name, current_setting(name) as value from pg_settings where source not in ('default', 'client') order by name`;
  const shown = settings.filter(({ name }) => SHOWN_SETTINGS.test(name)).map(({ name, value }) => [name, value] as const);
  return { ...row, connections: [...connections], tables: [...tables], settings: Object.fromEntries(shown) };
}
