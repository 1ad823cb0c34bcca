import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findProcessIdentity, signalProcess, waitForEnd } from './process-identity.ts';

export interface ChildOptions {
  name: string;
  command: string;
  args: string[];
  stateDir: string;
  environment?: NodeJS.ProcessEnv;
  cwd?: string;
  user?: { uid: number; gid: number } | null;
  /** The signal for an orderly shutdown. */
  stopSignal: NodeJS.Signals;
  /** Also copy its output to ours, for watch mode. */
  echo?: boolean;
}

export interface Child {
  name: string;
  pid: number;
  logFile: string;
  /** Resolves to how it ended; never rejects. */
  ended: Promise<string>;
  hasEnded(): boolean;
  stop(): Promise<void>;
  lastLines(count: number): string;
}

// The engine finishes its attempts (at most 30 s) and PostgreSQL writes a checkpoint. After this time they hang.
const stopTimeoutMs = 45_000;
/** Logs of earlier runs, `<name>.1.log` the latest: a crash can be looked into after several more starts. */
const keptLogs = 5;

/**
 * Starts a long-running process with its output in `logs/<name>.log` and a record in `run/<name>.json`. If this process is killed, the
 * next start finds the other one by that record. It gets its own process group: Ctrl-C in the terminal must reach only this process,
 * which then stops the others in order.
 */
export function startChild(options: ChildOptions): Child {
  const { name, stateDir } = options;
  const logFile = openLog(stateDir, name);
  const log = openSync(logFile, 'a');
  const output = options.echo ? 'pipe' : log;
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.environment ?? process.env,
    detached: true,
    stdio: ['ignore', output, output],
    ...(options.user ? { uid: options.user.uid, gid: options.user.gid } : {}),
  });
  if (options.echo) echo(child, log);
  else closeSync(log);
  let outcome: string | null = null;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  }).then((text) => {
    outcome = text;
    rmSync(recordFile(stateDir, name), { force: true });
    return text;
  });
  if (child.pid !== undefined) writeRecord(stateDir, name, child.pid, options.stopSignal);
  return {
    name,
    pid: child.pid ?? 0,
    logFile,
    ended,
    hasEnded: () => outcome !== null,
    lastLines: (count) => readLastLines(logFile, count),
    stop: () => stopChild(child, options.stopSignal, ended),
  };
}

async function stopChild(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<string>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  const timer = setTimeout(() => killGroup(child.pid), stopTimeoutMs);
  await ended;
  clearTimeout(timer);
}

function killGroup(pid: number | undefined): void {
  if (pid !== undefined) signalProcess(-pid, 'SIGKILL');
}

/** Stops a process that an earlier start left running because it was killed itself. Returns whether one was running. */
export async function stopOrphan(stateDir: string, name: string): Promise<boolean> {
  const file = recordFile(stateDir, name);
  if (!existsSync(file)) return false;
  const { pid, identity, stopSignal } = readRecord(file);
  const lives = findProcessIdentity(pid) === identity;
  if (lives) {
    signalProcess(pid, stopSignal);
    if (!(await waitForEnd(pid, identity, stopTimeoutMs))) killGroup(pid);
    await waitForEnd(pid, identity, stopTimeoutMs);
  }
  rmSync(file, { force: true });
  return lives;
}

interface ProcessRecord {
  pid: number;
  identity: string;
  stopSignal: NodeJS.Signals;
}

function recordFile(stateDir: string, name: string): string {
  return path.join(stateDir, 'run', `${name}.json`);
}

/** The local stack also records itself, so that a second start from the same folder fails. */
export function writeRecord(stateDir: string, name: string, pid: number, stopSignal: NodeJS.Signals): void {
  const identity = findProcessIdentity(pid);
  if (!identity) return;
  mkdirSync(path.join(stateDir, 'run'), { recursive: true });
  writeFileSync(recordFile(stateDir, name), JSON.stringify({ pid, identity, stopSignal } satisfies ProcessRecord));
}

/** The id of the recorded process if it still runs. */
export function findRunning(stateDir: string, name: string): number | null {
  const file = recordFile(stateDir, name);
  if (!existsSync(file)) return null;
  const { pid, identity } = readRecord(file);
  return findProcessIdentity(pid) === identity ? pid : null;
}

export function removeRecord(stateDir: string, name: string): void {
  rmSync(recordFile(stateDir, name), { force: true });
}

function readRecord(file: string): ProcessRecord {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord;
  } catch {
    // The process was killed while it wrote the record.
    return { pid: 0, identity: 'unknown', stopSignal: 'SIGTERM' };
  }
}

function openLog(stateDir: string, name: string): string {
  const folder = path.join(stateDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const fileOf = (run: number) => path.join(folder, run === 0 ? `${name}.log` : `${name}.${run}.log`);
  for (let run = keptLogs; run > 0; run--) if (existsSync(fileOf(run - 1))) renameSync(fileOf(run - 1), fileOf(run));
  return fileOf(0);
}

function echo(child: ChildProcess, log: number): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      writeFileSync(log, chunk);
      process.stdout.write(chunk);
    });
  }
  child.once('close', () => closeSync(log));
}

function readLastLines(file: string, count: number): string {
  if (!existsSync(file)) return '';
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
