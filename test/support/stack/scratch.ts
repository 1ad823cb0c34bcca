import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removePostgresHome } from '#apps/local/postgres/postgres-placement.ts';
import { stopOrphanedPostgres } from '#apps/local/postgres/postgres.ts';
import { findRunning, stopOrphan, writeRecord } from '#apps/local/processes/child-process.ts';

const prefix = 'causeway-stack-';

/** A new state folder for one run. First removes what an earlier run left behind if it was killed. */
export async function makeScratch(): Promise<string> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) await clearAbandoned(path.join(tmpdir(), name));
  const stateDir = mkdtempSync(path.join(tmpdir(), prefix));
  // If we are root, PostgreSQL runs as another user.
  chmodSync(stateDir, 0o711);
  writeRecord(stateDir, 'main', process.pid, 'SIGTERM');
  return stateDir;
}

/** A state folder that outlives the run, so that another one goes on with what is in it. Throws if a run uses it. */
export function openKept(folder: string): string {
  const stateDir = path.resolve(folder);
  const user = findRunning(stateDir, 'main');
  if (user !== null) throw new Error(`${stateDir} is used by process ${user}. Wait until it ends, or name another folder.`);
  mkdirSync(stateDir, { recursive: true });
  writeRecord(stateDir, 'main', process.pid, 'SIGTERM');
  return stateDir;
}

export function removeScratch(stateDir: string): void {
  removePostgresHome(path.join(stateDir, 'postgres'));
  rmSync(stateDir, { recursive: true, force: true });
}

/** Skips the folders of running runs. The folder of a failed run is kept until the next run, for its logs. */
async function clearAbandoned(stateDir: string): Promise<void> {
  const records = path.join(stateDir, 'run');
  if (!existsSync(path.join(records, 'main.json')) || findRunning(stateDir, 'main')) return;
  for (const file of readdirSync(records)) {
    const name = path.basename(file, '.json');
    if (name !== 'main' && name !== 'postgres') await stopOrphan(stateDir, name);
  }
  await stopOrphanedPostgres(path.join(stateDir, 'postgres/data'));
  removeScratch(stateDir);
}
