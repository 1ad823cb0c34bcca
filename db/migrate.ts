import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import type { Sql } from './database.ts';
import { drizzle, migrate as applyMigrations, readMigrationFiles } from './drizzle.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
// Any constant, but the same one in every process of every version.
const migrationLock = 727_001;

/** Migrates a database to the newest schema. Processes that start at the same time take turns. A second run does nothing. */
export async function migrate(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
    await applyMigrations(drizzle(sql), { migrationsFolder });
  } finally {
    await sql.end();
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
