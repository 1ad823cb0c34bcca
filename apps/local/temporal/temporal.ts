import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { type Child, startChild } from '#apps/local/processes/child-process.ts';
import { SetupError } from '#apps/local/settings.ts';
import { registerSearchAttributes } from '#apps/worker/namespace.ts';
import { searchAttributeTypes } from '#workflows/search-attributes.ts';
import { findServerVersion } from './temporal-version.ts';

export interface TemporalOptions {
  program: string;
  stateDir: string;
  port: number;
  /** Null disables the UI. */
  uiPort: number | null;
}

// A busy two-core machine needs about 3 s; the first start also creates the file.
const startTimeoutMs = 60_000;
const connectTimeoutMs = 2000;

export const dynamicConfig = {
  // The defaults (1200, 2400, 2400, 3000) are the first ceiling that a single machine meets.
  'matching.rps': 100_000,
  'frontend.rps': 100_000,
  'frontend.namespaceRPS': 100_000,
  'history.rps': 100_000,
  // With the default, the development server reads the list of search attributes from its database in every call: a tenth of its time.
  'system.forceSearchAttributesCacheRefreshOnRead': false,
  'system.enableActivityEagerExecution': true,
  'matching.enableFairness': true,
  // Fairness is exact only within one partition.
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  // The ids of a round's deliveries in one keyword list exceed the default of 2 KiB: see the highest max_round_size.
  'frontend.searchAttributesSizeOfValueLimit': 8192,
};

// It searches free ports for its internal services before it opens them, and another process can be faster.
const maxStarts = 3;

/** Starts the development server with its database in the state folder and waits until it responds. */
export async function startTemporal(options: TemporalOptions): Promise<Child> {
  const file = await chooseFile(options);
  for (let start = 1; ; start++) {
    const child = startServer(options, file);
    const failure = await waitUntilReady(child, `127.0.0.1:${options.port}`);
    if (failure === null) return child;
    if (child.hasEnded() && start < maxStarts) continue;
    await child.stop();
    throw new SetupError(`Temporal did not start (${failure}). Last lines of ${child.logFile}:\n${child.lastLines(12)}`);
  }
}

/** One file per minor version: a newer server does not migrate the tables of an older one. */
async function chooseFile({ program, stateDir }: TemporalOptions): Promise<string> {
  const folder = path.join(stateDir, 'temporal');
  mkdirSync(folder, { recursive: true });
  const minor = (await findServerVersion(program))?.split('.').slice(0, 2).join('.') ?? 'unknown';
  return path.join(folder, `temporal-${minor}.db`);
}

function startServer({ program, stateDir, port, uiPort }: TemporalOptions, file: string): Child {
  return startChild({
    name: 'temporal',
    command: program,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'],
      ...['--db-filename', file],
      // Survives kill -9 and is 16 times as fast as the default; the engine's sweeper covers a power failure.
      ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
      ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch']),
      ...Object.entries(searchAttributeTypes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
      ...Object.entries(dynamicConfig).flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${JSON.stringify(value)}`]),
    ],
    stateDir,
    stopSignal: 'SIGTERM',
  });
}

async function waitUntilReady(child: Child, address: string): Promise<string | null> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    if (child.hasEnded()) return await child.ended;
    try {
      await prepareNamespace(address, 'default');
      return null;
    } catch (error) {
      if (Date.now() > deadline) return error instanceof Error ? error.message : String(error);
    }
    await delay(100);
  }
}

/** Checks that the namespace responds, and registers our search attributes: the server ignores its flags for an existing file. */
export async function prepareNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: connectTimeoutMs });
  try {
    await connection.workflowService.describeNamespace({ namespace });
    await registerSearchAttributes(connection, namespace);
  } finally {
    await connection.close();
  }
}
