import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { repository } from '#apps/local/settings.ts';
import { stopParts } from '#apps/local/stack.ts';
import { findFixedPort } from './fixed-port.ts';

const portVariables = [
  'PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'POSTGRES_PORT',
  'RECEIVER_PORT',
  'SANDBOX_CRM_PORT',
  'SANDBOX_HUBSPOT_PORT',
  'SANDBOX_SALESFORCE_PORT',
  'SANDBOX_STRIPE_PORT',
];

/** Free ports, and none of the servers that the tests' own environment names. */
export async function makeEnvironment(stateDir: string): Promise<NodeJS.ProcessEnv> {
  const environment: NodeJS.ProcessEnv = { ...process.env, CAUSEWAY_STATE_DIR: stateDir };
  const own = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'CAUSEWAY_ENCRYPTION_KEYS', 'CRM_URL', 'CRM_TOKEN', 'VENDOR_URLS'];
  for (const name of own) delete environment[name];
  for (const name of portVariables) environment[name] = String(await findFixedPort());
  return environment;
}

/** A run of `npm start`. */
export interface LocalStart {
  process: ChildProcess;
  output(): string;
  /** Resolves when the output matches; rejects with the output when the process ends before. */
  saw(pattern: RegExp): Promise<void>;
  end: Promise<number | null>;
  clear(): Promise<void>;
}

/** Starts what `npm start` starts. */
export function startLocally(environment: NodeJS.ProcessEnv): LocalStart {
  const child = spawn(process.execPath, ['apps/local/main.ts'], {
    cwd: repository,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const checks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += stripVTControlCharacters(chunk.toString());
      for (const check of checks) check();
    });
  }
  const end = once(child, 'close').then(([code]) => code as number | null);
  const saw = (pattern: RegExp): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const check = (): void => void (pattern.test(output) && resolve());
    checks.add(check);
    check();
    void end.then(() => reject(new Error(`It ended before it showed ${pattern}:\n${output}`)));
    return promise;
  };
  const clear = async (): Promise<void> => {
    child.kill('SIGKILL');
    await end;
    await stopParts(environment['CAUSEWAY_STATE_DIR'] ?? '');
  };
  return { process: child, output: () => output, saw, end, clear };
}
