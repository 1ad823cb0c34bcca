import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { findCommandLine } from '#apps/local/processes/process-identity.ts';
import { type LocalPort, SetupError } from './settings.ts';

// Enough to recognise a program.
const commandWidth = 60;

/** Checks every port before anything starts, so that a conflict leaves no half-started stack. Throws one SetupError for all. */
export async function checkPorts(wanted: LocalPort[]): Promise<void> {
  const problems: string[] = [];
  const seen = new Map<number, LocalPort>();
  for (const item of wanted) {
    const other = seen.get(item.port);
    if (other) {
      problems.push(`Port ${item.port} is set for both ${other.purpose} and ${item.purpose}; change ${item.variable}.`);
    }
    seen.set(item.port, item);
    const code = await probe(item.port);
    if (code && !other) problems.push(describeProblem(item, code));
  }
  if (problems.length > 0) throw new SetupError(problems.join('\n'));
}

/**
 * Checks ports again right before `start` opens them: minutes can have passed. If `start` fails, it checks once more: if another
 * process took a port in between, the error names that process.
 */
export async function takePorts<T>(wanted: LocalPort[], start: () => Promise<T>): Promise<T> {
  await checkPorts(wanted);
  try {
    return await start();
  } catch (error) {
    await checkPorts(wanted);
    throw error;
  }
}

async function probe(port: number): Promise<string | null> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
  server.close();
  await once(server, 'close');
  return null;
}

function describeProblem({ port, variable, purpose, rival }: LocalPort, code: string): string {
  const advice = `Free it, or choose another port: ${variable}=${port + 10} npm start`;
  if (code === 'EACCES') return `Port ${port} for ${purpose} needs privileges that you do not have. ${advice}`;
  if (code !== 'EADDRINUSE') return `Port ${port} for ${purpose} cannot be opened (${code}). ${advice}`;
  const owner = findListener(port);
  return `Port ${port} for ${purpose} is taken by ${owner ?? `another program, perhaps ${rival}`}. ${advice}`;
}

/** Linux only, and only processes of the same user (root sees all): a better hint when it is there. */
function findListener(port: number): string | null {
  try {
    const inode = findListeningInode(port);
    if (!inode) return null;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (!holdsSocket(pid, inode)) continue;
      return `process ${pid} (${(findCommandLine(Number(pid)) ?? 'unknown').slice(0, commandWidth)})`;
    }
  } catch {
    // No /proc, or the process ended in the meantime.
  }
  return null;
}

function findListeningInode(port: number): string | null {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const listening = '0A';
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/);
      if (fields[1]?.endsWith(suffix) && fields[3] === listening) return fields[9] ?? null;
    }
  }
  return null;
}

function holdsSocket(pid: string, inode: string): boolean {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).some((name) => readlinkSync(`${folder}/${name}`) === `socket:[${inode}]`);
  } catch {
    return false;
  }
}
