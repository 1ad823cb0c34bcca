import { type FSWatcher, readFileSync, watch } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import type { Settings } from '#domain/settings.ts';
import { parseSettings } from './settings-problems.ts';

/** Editors write a file in several steps; this is longer than those take and too short to notice. */
const SETTLE_MS = 100;

export interface OpenSettings {
  /** The settings at this moment: do not store the result. */
  current(): Settings;
  /** Calls the listener after each accepted change. Returns a function that removes it. */
  onChange(listener: (settings: Settings) => void): () => void;
  close(): void;
}

/** A logger, or what takes its place for a person. */
export interface SettingsLog {
  info(data: { file: string }, message: string): void;
  error(data: { file: string; problem: string }, message: string): void;
}

/**
 * Reads the settings file and follows its changes. Throws one error that names every problem. An invalid edit changes nothing.
 */
export function openSettings(file: string, log: SettingsLog): OpenSettings {
  const listeners = new Set<(settings: Settings) => void>();
  let text = readText(file);
  let settings = readSettings(file, text);
  let settling: NodeJS.Timeout | undefined;

  function reload(): void {
    try {
      const changed = readText(file);
      if (changed === text) return;
      // Stored even when it is invalid, so that it is reported once and not at every event of the directory.
      text = changed;
      settings = readSettings(file, changed);
    } catch (error) {
      log.error({ file, problem: messageOf(error) }, 'the changed settings are invalid; the previous ones stay in effect');
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
    log.error({ file, problem: `the file is no longer watched; restart to apply changes: ${error.message}` }, 'settings not watched'),
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
 * Watches the directory: editors and config maps replace the file, and a watch on the old file would miss later changes.
 */
function watchFile(file: string, onEvent: () => void): FSWatcher {
  // Any file name counts: a mounted config map swaps a link next to the file. Reading the file again is cheap.
  return watch(path.dirname(path.resolve(file)), { persistent: false }, onEvent);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const problem = `The settings file ${file} cannot be read: ${messageOf(error)}. Set CAUSEWAY_CONFIG to its path.`;
    throw new Error(problem, { cause: error });
  }
}

function readSettings(file: string, text: string): Settings {
  // A few aliases are enough for a person; nested ones can expand to gigabytes.
  const document = parseDocument(text, { prettyErrors: true });
  const faults = [...document.errors, ...document.warnings].map((error) =>
    (error.message.split('\n')[0] ?? error.message).replace(/:$/, ''),
  );
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
