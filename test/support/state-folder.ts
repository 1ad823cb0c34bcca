import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { removePostgresHome } from '#apps/local/postgres/postgres-placement.ts';

/** A state folder of the local stack for one test; removed when the test ends. */
export function makeStateFolder(): string {
  const { folder, remove } = createStateFolder();
  onTestFinished(remove);
  return folder;
}

export function createStateFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'causeway-state-'));
  // If we are root, PostgreSQL runs as another user.
  chmodSync(folder, 0o711);
  const remove = (): void => {
    removePostgresHome(path.join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, remove };
}
