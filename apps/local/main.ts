import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { flagsOrExit } from '#apps/flags.ts';
import { type Child, findRunning, removeRecord, writeRecord } from '#apps/local/processes/child-process.ts';
import { portTable, readLocalSettings, repository, SetupError } from './settings.ts';
import { findParts, startStack, stopParts } from './stack.ts';

const usage = `Runs all of Causeway on this machine until Ctrl-C: PostgreSQL, Temporal, an engine, a sandbox partner, a demo receiver.

  npm start        run it
  npm run dev      also restart the engine when its sources change, and show its log (--watch)

The data is in .causeway/ and stays; npm run reset deletes it. Variables choose what is used:
${Object.values(portTable)
  .map(({ variable, fallback, purpose }) => `  ${variable.padEnd(18)}port of ${purpose}, by default ${fallback}`)
  .join('\n')}
  DATABASE_URL, TEMPORAL_ADDRESS, CRM_URL: your own servers instead of the local ones. .env.example lists the rest.`;

/**
 * `npm start`: runs all of Causeway on this machine until Ctrl-C. With `--watch` the engine restarts when its sources change. Exit
 * code 0 when stopped, 1 when a part could not be started or ended unexpectedly.
 */
async function main(): Promise<number> {
  const { watch } = flagsOrExit(z.strictObject({ watch: z.boolean().default(false) }), usage);
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
    watch,
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
