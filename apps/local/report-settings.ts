import path from 'node:path';
import { openSettings } from '#apps/settings.ts';
import { repository } from './settings.ts';

/**
 * Says in the terminal what the engine says in its log when the settings file changes: that the change is in effect, or what is wrong with
 * it. Called once the engine runs, because it does not start with an invalid file.
 */
export function reportSettings(environment: NodeJS.ProcessEnv, say: (line: string) => void): { close(): void } {
  const file = path.resolve(repository, environment['CAUSEWAY_CONFIG'] || 'config/partners-engine.yaml');
  return openSettings(file, {
    info: () => say(`  → settings  the changes of ${file} are in effect`),
    error: ({ problem }: { problem: string }, text: string) => say(`  → settings  ${text}:\n${problem}`),
  });
}
