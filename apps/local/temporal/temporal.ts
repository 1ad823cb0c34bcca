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
  /** Null: without the UI. */
  uiPort: number | null;
}

// A busy two-core machine needs some 3 s; the first start also creates the file.
const startTimeoutMs = 60_000;
const connectTimeoutMs = 2000;

export const dynamicConfig = {
  // The defaults (1200, 2400, 2400, 3000) are the first ceiling that a single machine meets.
  'matching.rps': 100_000,
  'frontend.rps': 100_000,
  'frontend.namespaceRPS': 100_000,
  'history.rps': 100_000,
  // The development server reads the list of search attributes from its database with every call otherwise: a tenth of its time.
  'system.forceSearchAttributesCacheRefreshOnRead': false,
  'system.enableActivityEagerExecution': true,
  'matching.enableFairness': true,
  // Fairness is exact only within one partition.
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  // The ids of a round's deliveries in one keyword list exceed the default of 2 KiB: see the highest max_round_size.
  'frontend.searchAttributesSizeOfValueLimit': 8192,
};

// It looks for free ports for its own services before it takes them, and somebody else may be faster.
const maxStarts = 3;

/** Starts the development server on a file in the state folder and waits until it answers. */
export async function startTemporal(options: TemporalOptions): Promise<Child> {
  const file = await chooseFile(options);
  for (let start = 1; ; start++) {
    const child = startServer(options, file);
    const failure = await waitUntilReady(child, `127.0.0.1:${options.port}`);
    if (failure === null) return child;
    if (child.hasEnded() && start < maxStarts) continue;
    await child.stop();
    throw new SetupError(`Temporal did not start (${failure}). The end of ${child.logFile}:\n${child.lastLines(12)}`);
  }
}

/** One for each minor version: a newer server does not bring an older one's tables up to date. */
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
      // Survives kill -9 at 16 times the speed of the default; the engine's sweeper covers a power cut.
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

/** Makes sure the namespace answers and knows our search attributes: a server's flags are ignored on an existing file. */
export async function prepareNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: connectTimeoutMs });
  try {
    await connection.workflowService.describeNamespace({ namespace });
    await registerSearchAttributes(connection, namespace);
  } finally {
    await connection.close();
  }
}
