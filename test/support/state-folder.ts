import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { removePostgresHome } from '#apps/local/postgres-placement.ts';

/** A state folder for one test, removed when it ends. */
export function makeStateFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'causeway-state-'));
  // PostgreSQL runs under another account when we are root.
  chmodSync(folder, 0o711);
  onTestFinished(() => {
    removePostgresHome(path.join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
