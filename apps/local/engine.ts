import { setTimeout as delay } from 'node:timers/promises';
import { type Child, startChild } from '#apps/local/processes/child-process.ts';
import { runCommand } from '#apps/local/processes/run-command.ts';
import { repository, SetupError } from './settings.ts';

// Two cores, a cold workflow bundle, a backlog to sweep.
const startTimeoutMs = 90_000;

export interface EngineOptions {
  /** Usually apps/engine/main.ts. */
  program: string;
  stateDir: string;
  environment: NodeJS.ProcessEnv;
  apiUrl: string;
  /** Also print its log. */
  echo: boolean;
}

/** Starts the engine and waits until it reports ready. */
export async function startEngine({ program, stateDir, environment, apiUrl, echo }: EngineOptions): Promise<Child> {
  const child = startChild({
    name: 'engine',
    command: process.execPath,
    args: [program],
    cwd: repository,
    environment,
    stateDir,
    stopSignal: 'SIGTERM',
    echo,
  });
  const failure = await waitUntilReady(child, `${apiUrl}/health/ready`);
  if (failure === null) return child;
  await child.stop();
  throw new SetupError(`The engine did not start (${failure}). Last lines of ${child.logFile}:\n${child.lastLines(15)}`);
}

async function waitUntilReady(child: Child, url: string): Promise<string | null> {
  const deadline = Date.now() + startTimeoutMs;
  let last = 'no response';
  while (Date.now() < deadline) {
    if (child.hasEnded()) return await child.ended;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
      if (response.ok) return null;
      last = `${response.status} ${await response.text()}`;
    } catch {
      // Not listening yet.
    }
    await delay(50);
  }
  return `${url}: ${last}`;
}

/** Runs one of the commands in apps/cli and returns its output. Throws SetupError with that output when it fails. */
export async function runCli(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const { code, output } = await runCommand(process.execPath, args, { cwd: repository, environment });
  if (code !== 0) throw new SetupError(`node ${args.join(' ')} failed:\n${output.trim()}`);
  return output;
}
