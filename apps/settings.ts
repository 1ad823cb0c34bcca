import { type FSWatcher, readFileSync, watch } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { parseDocument } from 'yaml';
import type { Settings } from '#domain/settings.ts';
import { parseSettings } from './settings-problems.ts';

/** Editors write a file in several steps; this is longer than those take and shorter than anyone notices. */
const SETTLE_MS = 100;

export interface OpenSettings {
  /** As of now: do not keep it. */
  current(): Settings;
  /** Calls back after each accepted change. Returns the end of it. */
  onChange(listener: (settings: Settings) => void): () => void;
  close(): void;
}

/**
 * Reads the settings file, throwing one error that names every problem, and follows its changes. A bad edit changes
 * nothing.
 */
export function openSettings(file: string, log: Pick<Logger, 'info' | 'error'>): OpenSettings {
  const listeners = new Set<(settings: Settings) => void>();
  let text = readText(file);
  let settings = readSettings(file, text);
  let settling: NodeJS.Timeout | undefined;

  function reload(): void {
    try {
      const changed = readText(file);
      if (changed === text) return;
      // Remembered even when it is bad: it is reported once, not at every touch of the directory.
      text = changed;
      settings = readSettings(file, changed);
    } catch (error) {
      log.error({ file, problem: messageOf(error) }, 'settings refused; those before stay in force');
      return;
    }
    log.info({ file }, 'settings changed');
    for (const listener of listeners) listener(settings);
  }

  const watcher = watchFile(file, () => {
    clearTimeout(settling);
    settling = setTimeout(reload, SETTLE_MS).unref();
  });
  watcher.on('error', (error) =>
    log.error({ file, problem: error.message }, 'settings are not watched any more; restart to apply changes'),
  );

  return {
    current: () => settings,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      clearTimeout(settling);
      watcher.close();
    },
  };
}

/**
 * The directory is watched: editors and config maps replace the file, and a watch on the old one would see nothing
 * more.
 */
function watchFile(file: string, onEvent: () => void): FSWatcher {
  // Any name counts: a mounted config map swaps a link beside the file. Reading it again is cheap.
  return watch(path.dirname(path.resolve(file)), { persistent: false }, onEvent);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const problem = `The settings file ${file} cannot be read: ${messageOf(error)}. CAUSEWAY_CONFIG names it.`;
    throw new Error(problem, { cause: error });
  }
}

function readSettings(file: string, text: string): Settings {
  // No more aliases than a person would write: nested ones can expand to gigabytes.
  const document = parseDocument(text, { prettyErrors: true });
  const faults = [...document.errors, ...document.warnings].map((error) => error.message.split('\n')[0] ?? error.message);
  if (faults.length > 0) throw refused(file, faults);
  const parsed = parseSettings(document.toJS({ maxAliasCount: 20 }));
  if ('problems' in parsed) throw refused(file, parsed.problems);
  return parsed.settings;
}

function refused(file: string, problems: string[]): Error {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return new Error(`${file} has ${count}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
