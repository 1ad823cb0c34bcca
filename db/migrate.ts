import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { watchBlockers } from './blockers.ts';
import type { Sql } from './database.ts';
import { drizzle, migrate as applyMigrations, readMigrationFiles } from './drizzle.ts';
import { isDatabaseBusy } from './failure.ts';
import { preparePartitions } from './prepare-partitions.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
// Any constant, but the same one in every process of every version.
const migrationLock = 727_001;

interface Patience {
  /** For migrations that other processes run. A large table's new index takes minutes. */
  turnMs: number;
  /** For a lock on a table. Everything else that needs the table waits behind a migration that waits. */
  lockMs: number;
}

const patience: Patience = { turnMs: 600_000, lockMs: 10_000 };

/**
 * Migrates a database to the newest schema. Processes that start at the same time take turns. A second run does nothing. If another session
 * holds a lock too long, nothing is changed, and the error names that session.
 */
export async function migrate(databaseUrl: string, { turnMs, lockMs } = patience): Promise<void> {
  const connection = { application_name: 'causeway-migrate', lock_timeout: turnMs };
  const sql = postgres(databaseUrl, { max: 1, connection, onnotice: () => {} });
  const watch = await watchBlockers(databaseUrl, sql);
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
    await sql`select set_config('lock_timeout', ${String(lockMs)}, false)`;
    await preparePartitions(sql);
    await applyMigrations(drizzle(sql), { migrationsFolder });
  } catch (error) {
    if (!isDatabaseBusy(error)) throw error;
    throw new Error(`Another session holds a lock that the migration needs. Nothing was changed. ${watch.describe()}`, { cause: error });
  } finally {
    await Promise.all([sql.end(), watch.close()]);
  }
}

/** The number of migrations that have not been applied to the database. */
export async function countPendingMigrations(sql: Sql): Promise<number> {
  const newest = Math.max(...readMigrationFiles({ migrationsFolder }).map((file) => file.folderMillis));
  const [table] = await sql<{ name: string | null }[]>`select to_regclass('drizzle.__drizzle_migrations')::text as name`;
  if (!table?.name) return readMigrationFiles({ migrationsFolder }).length;
  const applied = await sql<{ created_at: string }[]>`select created_at from drizzle.__drizzle_migrations`;
  const last = Math.max(0, ...applied.map((row) => Number(row.created_at)));
  return newest > last ? readMigrationFiles({ migrationsFolder }).filter((file) => file.folderMillis > last).length : 0;
}
