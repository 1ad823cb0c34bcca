import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { removePostgresHome } from '#apps/local/postgres/postgres-placement.ts';
import { stopOrphanedPostgres } from '#apps/local/postgres/postgres.ts';
import { findRunning } from '#apps/local/processes/child-process.ts';
import { readLocalSettings } from './settings.ts';
import { stopParts } from './stack.ts';

// Installing the cached Temporal server again can take minutes.
const kept = new Set(['cache']);

/** `npm run reset`: deletes all local state except the cache. A database given by DATABASE_URL is not touched. */
const { stateDir, databaseUrl } = readLocalSettings();
const running = existsSync(stateDir) ? findRunning(stateDir, 'main') : null;
if (running) {
  console.error(`Causeway is running from this folder (process ${running}). Stop it first with Ctrl-C there, or run: kill ${running}`);
  process.exit(1);
}
if (existsSync(stateDir)) {
  await stopParts(stateDir);
  await stopOrphanedPostgres(path.join(stateDir, 'postgres/data'));
  removePostgresHome(path.join(stateDir, 'postgres'));
  for (const name of readdirSync(stateDir).filter((entry) => !kept.has(entry))) {
    rmSync(path.join(stateDir, name), { recursive: true, force: true });
  }
}
console.log(`Cleared ${stateDir}.${databaseUrl ? ' The database of DATABASE_URL was not changed.' : ''}`);
