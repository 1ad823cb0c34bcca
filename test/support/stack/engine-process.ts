import { setTimeout as delay } from 'node:timers/promises';
import { type Child, startChild } from '#apps/local/processes/child-process.ts';
import { repository } from '#apps/local/settings.ts';
import type { Services } from './services.ts';

// Two busy cores and a cold workflow bundle.
const startTimeoutMs = 120_000;

export interface EngineOptions {
  role: 'engine' | 'api' | 'worker';
  /** The name of the log file. */
  name: string;
  /** The port of the API, or the health port of the worker. */
  port: number;
  /** Addresses to connect to instead of the services themselves. */
  databaseUrl?: string;
  temporalAddress?: string;
  /** More settings. */
  environment?: Readonly<Record<string, string>>;
  /** `live`: it responds. `ready`: all its dependencies respond. */
  until: 'live' | 'ready';
}

/** Starts the real program as an operator would, without the settings of our own environment. */
export async function startEngine(services: Services, options: EngineOptions): Promise<Child> {
  const { role, name, port, until } = options;
  const child = startChild({
    name,
    command: process.execPath,
    args: [`apps/${role}/main.ts`],
    cwd: repository,
    environment: {
      PATH: process.env['PATH'],
      DATABASE_URL: options.databaseUrl ?? services.databaseUrl,
      TEMPORAL_ADDRESS: options.temporalAddress ?? `127.0.0.1:${services.temporalPort}`,
      CAUSEWAY_ENCRYPTION_KEYS: services.encryptionKeys,
      // The receiver is on this machine.
      EGRESS_ALLOW: '127.0.0.0/8',
      LOG_LEVEL: 'warn',
      ...options.environment,
      ...(role === 'worker' ? { WORKER_HEALTH_PORT: String(port) } : { PORT: String(port) }),
    },
    stateDir: services.stateDir,
    stopSignal: 'SIGTERM',
  });
  const failure = await waitFor(child, `http://127.0.0.1:${port}/health/${until}`);
  if (failure === null) return child;
  await child.stop();
  throw new Error(`The ${role} did not start (${failure}). Last lines of its log:\n${child.lastLines(15)}`);
}

async function waitFor(child: Child, url: string): Promise<string | null> {
  const deadline = Date.now() + startTimeoutMs;
  let last = 'no answer';
  while (Date.now() < deadline) {
    if (child.hasEnded()) return await child.ended;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      const answer = await response.text();
      if (response.ok && !answer.includes('"degraded"')) return null;
      last = `${response.status} ${answer}`;
    } catch {
      // Not listening yet.
    }
    await delay(50);
  }
  return last;
}
