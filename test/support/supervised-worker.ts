import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';
import type { TestEngine } from './engine.ts';

export type SupervisedWorker = ReturnType<typeof superviseWorker>;

/** A worker process beside an engine that has stopped, which an operator's supervisor starts again whenever it dies. */
export function superviseWorker(engine: TestEngine, vendorUrls: Record<string, string> = {}) {
  const lines: Record<string, unknown>[] = [];
  let deaths = 0;
  let stopping = false;
  const start = () => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'deadly-worker.ts')], {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: engine.database.url,
        TEMPORAL_ADDRESS: inject('temporalAddress'),
        TEMPORAL_NAMESPACE: engine.namespace,
        CAUSEWAY_ENCRYPTION_KEYS: engine.encryptionKeys,
        WORKFLOW_BUNDLE: inject('workflowBundle'),
        VENDORS: JSON.stringify(vendorUrls),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) lines.push(JSON.parse(line));
    });
    return child;
  };
  let present = start();
  const supervise = async () => {
    while (!stopping) {
      const [, signal] = await once(present, 'exit');
      if (stopping) return;
      if (signal !== 'SIGKILL') throw new Error('The worker did not start');
      deaths++;
      present = start();
    }
  };
  const supervised = supervise();
  return {
    lines,
    deaths: () => deaths,
    /** As if the machine had lost power. Another one is started at once. */
    kill: () => void present.kill('SIGKILL'),
    async stop() {
      stopping = true;
      present.kill('SIGKILL');
      await supervised;
    },
  };
}
