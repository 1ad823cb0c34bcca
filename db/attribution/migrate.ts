import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { drizzle, migrate as applyMigrations } from '#db/drizzle.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
// Any constant, but the same one in every process of every version.
const migrationLock = 727_002;

/** Migrates the attribution store to its newest schema. Processes that start at the same time take turns. A second run does nothing. */
export async function migrateAttribution(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connection: { application_name: 'causeway-migrate' }, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
    await applyMigrations(drizzle(sql), { migrationsFolder, migrationsSchema: 'attribution', migrationsTable: 'migration' });
  } finally {
    await sql.end();
  }
}
