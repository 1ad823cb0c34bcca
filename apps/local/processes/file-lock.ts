import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { findProcessIdentity } from './process-identity.ts';

const pollMs = 250;
const reminderMs = 15_000;

/** Lets one process at a time do `work`. A lock whose owner died does not block others. */
export async function withLock<T>(file: string, say: (line: string) => void, work: () => Promise<T>): Promise<T> {
  let nextReminder = Date.now();
  while (!tryTake(file)) {
    if (Date.now() >= nextReminder) {
      say(`  waiting for another process that is doing the same (process ${readHolder(file)?.pid ?? 'unknown'}) …`);
      nextReminder = Date.now() + reminderMs;
    }
    await delay(pollMs);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryTake(file: string): boolean {
  const holder = readHolder(file);
  // Two waiters can remove a dead owner's file simultaneously and both continue. That is wasteful but correct: installing is a rename.
  if (holder && findProcessIdentity(holder.pid) !== holder.identity) rmSync(file, { force: true });
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, JSON.stringify({ pid: process.pid, identity: findProcessIdentity(process.pid) }));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file: string): { pid: number; identity: string } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; identity: string };
  } catch {
    // It does not exist, or is just being written.
    return null;
  }
}
