import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { flagsOrExit } from '#apps/flags.ts';
import { removePostgresHome } from '#apps/local/postgres/postgres-placement.ts';
import { stopOrphanedPostgres } from '#apps/local/postgres/postgres.ts';
import { findRunning } from '#apps/local/processes/child-process.ts';
import { readLocalSettings } from './settings.ts';
import { stopParts } from './stack.ts';

// Installing the cached Temporal server again can take minutes.
const kept = new Set(['cache']);

flagsOrExit(
  z.strictObject({}),
  `Deletes the data, keys and logs of npm start (.causeway/), but not the programs that it has installed. Does not change a
database that DATABASE_URL names.

  npm run reset`,
);
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
