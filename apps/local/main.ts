import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Child, findRunning, removeRecord, writeRecord } from '#apps/local/processes/child-process.ts';
import { readLocalSettings, repository, SetupError } from './settings.ts';
import { findParts, startStack, stopParts } from './stack.ts';

/**
 * `npm start`: runs all of Causeway on this machine until Ctrl-C. With `--watch` the engine restarts when its sources change. Exit
 * code 0 when stopped, 1 when a part could not be started or ended unexpectedly.
 */
async function main(): Promise<number> {
  const envFile = path.join(repository, '.env');
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const settings = readLocalSettings();
  const { stateDir } = settings;
  const other = findRunning(stateDir, 'main');
  if (other) {
    throw new SetupError(
      `Causeway is already running from this folder (process ${other}). Stop it with Ctrl-C there, or run: kill ${other}`,
    );
  }
  writeRecord(stateDir, 'main', process.pid, 'SIGTERM');
  const stopping = new AbortController();
  const { promise: end, resolve: endWith } = Promise.withResolvers<number>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => endWith(0));
  const onLost = (child: Child, how: string): void => {
    if (stopping.signal.aborted) return;
    report(`${child.name} ended unexpectedly (${how}). Last lines of ${child.logFile}:\n${child.lastLines(15)}`);
    endWith(1);
  };
  let servers: { stop(): Promise<void> } | null = null;
  startStack({
    settings,
    watch: process.argv.includes('--watch'),
    say: (line) => console.log(line),
    onLost,
    stopping: stopping.signal,
  }).then(
    (started) => (servers = started),
    (error: unknown) => {
      if (stopping.signal.aborted) return;
      report(error);
      endWith(1);
    },
  );
  const code = await end;
  stopping.abort();
  const parts = findParts(stateDir);
  if (parts.length > 0) console.log(`\nStopping ${parts.join(', ')} …`);
  await stopParts(stateDir);
  await (servers as { stop(): Promise<void> } | null)?.stop();
  removeRecord(stateDir, 'main');
  if (parts.length > 0) console.log('Stopped.');
  return code;
}

function report(error: unknown): void {
  if (typeof error === 'string' || error instanceof SetupError) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
  } else {
    console.error(error);
  }
}

try {
  process.exit(await main());
} catch (error) {
  report(error);
  process.exit(1);
}
