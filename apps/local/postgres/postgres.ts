import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { type Child, startChild } from '#apps/local/processes/child-process.ts';
import { findCommandLine, findProcessIdentity, signalProcess, waitForEnd } from '#apps/local/processes/process-identity.ts';
import { runCommand } from '#apps/local/processes/run-command.ts';
import { SetupError } from '#apps/local/settings.ts';
import { findPrograms, type Placement, placePostgres } from './postgres-placement.ts';
import { type PostgresUser, choosePostgresUser } from './postgres-user.ts';

export interface PostgresOptions {
  /** Data in `postgres/`, password in `postgres.password`, log in `logs/postgres.log`. */
  stateDir: string;
  port: number;
  say: (line: string) => void;
}

export interface PostgresServer {
  child: Child;
  /** Whether this start created the data. */
  isNew: boolean;
  urlOf(database: string): string;
  /** Creates the database if it does not exist. */
  ensureDatabase(database: string): Promise<void>;
}

const superuser = 'causeway';
// Recovery after a crash can replay a lot of WAL; the log shows its progress.
const startTimeoutMs = 120_000;
const stopTimeoutMs = 30_000;

// For a laptop that also runs everything else. None of these settings reduces durability: fsync, full_page_writes and
// synchronous_commit keep their defaults.
const serverSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  // Fewer checkpoints mean fewer full-page images in the WAL.
  min_wal_size: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  // Compilation takes longer than our short statements run.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
} as const;

/** Starts PostgreSQL on the state folder's data, which it creates if necessary. Stops a server that was left running first. */
export async function startPostgres({ stateDir, port, say }: PostgresOptions): Promise<PostgresServer> {
  mkdirSync(stateDir, { recursive: true });
  const wanted: Placement = { programs: findPrograms(), home: path.join(stateDir, 'postgres') };
  const user = choosePostgresUser(path.join(wanted.home, 'data'));
  const { programs, home } = placePostgres(wanted, user, say);
  const dataDir = path.join(home, 'data');
  const passwordFile = path.join(stateDir, 'postgres.password');
  const isNew = !existsSync(dataDir);
  if (isNew) await initialise(programs, home, passwordFile, user);
  else if (await stopOrphanedPostgres(dataDir)) say('  stopped a PostgreSQL that an earlier start had left running');
  const password = readPassword(passwordFile);
  const urlOf = (database: string): string => `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
  const child = await launch({ programs, dataDir, port, stateDir, user });
  return { child, isNew, urlOf, ensureDatabase: (database) => ensureDatabase(urlOf('postgres'), database) };
}

/** Creates the data under a temporary name, so that a start that is killed leaves no incomplete data under the final name. */
async function initialise(programs: string, home: string, passwordFile: string, user: PostgresUser | null): Promise<void> {
  const unfinished = path.join(home, 'data.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const passwordForInitdb = path.join(home, 'password');
  writeFileSync(passwordForInitdb, `${password}\n`, { mode: 0o600 });
  if (user) chownSync(passwordForInitdb, user.uid, user.gid);
  const args = ['-D', unfinished, '-U', superuser, '--auth=scram-sha-256', `--pwfile=${passwordForInitdb}`];
  // The built-in provider sorts the same on every machine, whatever its locales and ICU version.
  args.push('--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C');
  const { code, output } = await runCommand(path.join(programs, 'bin/initdb'), args, {
    user,
    cwd: home,
    environment: serverEnvironment(),
  });
  rmSync(passwordForInitdb, { force: true });
  if (code !== 0) throw new SetupError(`PostgreSQL's initdb failed in ${home}:\n${output.trim()}`);
  renameSync(unfinished, path.join(home, 'data'));
}

/** Without PG… variables, which the user can have set for other databases and which these programs would read. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^PG|^LC_|^LANG/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

function readPassword(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new SetupError(`The password file of the local database is missing: ${file}. Delete the local state with: npm run reset`);
}

interface Launch {
  programs: string;
  dataDir: string;
  port: number;
  stateDir: string;
  user: PostgresUser | null;
}

async function launch(options: Launch): Promise<Child> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const child = startServer(options);
    const failure = await waitUntilReady(child, options.dataDir, deadline);
    if (failure === null) return child;
    const log = child.lastLines(12);
    // Backends outlive a killed postmaster for a moment: retry.
    if (log.includes('pre-existing shared memory block') && Date.now() < deadline) {
      await delay(200);
      continue;
    }
    await child.stop();
    throw new SetupError(`PostgreSQL did not start (${failure}). Last lines of ${child.logFile}:\n${log}`);
  }
}

function startServer({ programs, dataDir, port, stateDir, user }: Launch): Child {
  const settings = Object.entries({ ...serverSettings, port: String(port) });
  return startChild({
    name: 'postgres',
    command: path.join(programs, 'bin/postgres'),
    args: ['-D', dataDir, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: dataDir,
    environment: serverEnvironment(),
    stateDir,
    user,
    // Fast shutdown: ends the sessions and writes a checkpoint.
    stopSignal: 'SIGINT',
  });
}

async function waitUntilReady(child: Child, dataDir: string, deadline: number): Promise<string | null> {
  for (;;) {
    if (child.hasEnded()) return await child.ended;
    const record = readPidFile(dataDir);
    if (record?.pid === child.pid && record.isReady) return null;
    if (Date.now() > deadline) return 'not ready in time';
    await delay(25);
  }
}

/** Lines of postmaster.pid: 1 process id, 8 state. https://www.postgresql.org/docs/18/storage-file-layout.html */
function readPidFile(dataDir: string): { pid: number; isReady: boolean } | null {
  try {
    const lines = readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), isReady: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

/** Stops a server that still runs on this data. Removes a pid file that a crash left, even if its id now belongs to another program. */
export async function stopOrphanedPostgres(dataDir: string): Promise<boolean> {
  const record = readPidFile(dataDir);
  if (!record?.pid) return false;
  const identity = findProcessIdentity(record.pid);
  const isOurs = identity !== null && isServerOn(record.pid, dataDir);
  if (isOurs) {
    signalProcess(record.pid, 'SIGINT');
    const ended = await waitForEnd(record.pid, identity, stopTimeoutMs);
    // Immediate shutdown; the next start recovers from the WAL.
    if (!ended) signalProcess(record.pid, 'SIGQUIT');
    if (!ended && !(await waitForEnd(record.pid, identity, stopTimeoutMs))) {
      throw new SetupError(`PostgreSQL (process ${record.pid}) still runs on ${dataDir} and does not stop. Kill it, then start again.`);
    }
  }
  rmSync(path.join(dataDir, 'postmaster.pid'), { force: true });
  return isOurs;
}

function isServerOn(pid: number, dataDir: string): boolean {
  const command = findCommandLine(pid);
  return command !== null && command.includes('postgres') && command.includes(dataDir);
}

async function ensureDatabase(adminUrl: string, database: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const existing = await sql`select 1 from pg_database where datname = ${database}`;
    if (existing.length === 0) await sql`create database ${sql(database)}`;
  } finally {
    await sql.end();
  }
}
