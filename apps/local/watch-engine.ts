import { watch } from 'node:fs';
import path from 'node:path';
import type { Child } from '#apps/local/processes/child-process.ts';
import { repository } from './settings.ts';

// The engine's sources; apps/local is this process itself.
const sources = ['apps', 'workflows', 'activities', 'connectors', 'domain', 'db'];
// Editors save in several steps, and a checkout touches many files.
const settleMs = 200;

export interface EngineWatch {
  first: Child;
  start: () => Promise<Child>;
  say: (line: string) => void;
  stopping: AbortSignal;
}

/**
 * Restarts the engine when its sources change. After a crash or a failed start it waits for the next change. It does not use
 * `node --watch`, which sends its own messages through worker threads: the Temporal worker (SDK 1.24) mistakes them for its own and
 * crashes.
 */
export function watchEngine({ first, start, say, stopping }: EngineWatch): void {
  let engine = first;
  let turn = Promise.resolve();
  let isRestarting = false;
  const adopt = (child: Child): void => {
    engine = child;
    void child.ended.then((how) => {
      if (!stopping.aborted && !isRestarting) say(`The engine ended (${how}). It restarts when a source changes.`);
    });
  };
  const restart = async (): Promise<void> => {
    if (stopping.aborted) return;
    isRestarting = true;
    say('Sources changed: restarting the engine …');
    try {
      await engine.stop();
      adopt(await start());
      say('The engine is ready again.');
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
    isRestarting = false;
  };
  adopt(first);
  onSourceChange(stopping, () => void (turn = turn.then(restart)));
}

function onSourceChange(signal: AbortSignal, act: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of sources) {
    watch(path.join(repository, folder), { recursive: true, signal }, (_event, name) => {
      const isSource = name?.endsWith('.ts') && !name.startsWith(`local${path.sep}`);
      if (!isSource) return;
      clearTimeout(timer);
      timer = setTimeout(act, settleMs);
    });
  }
}
