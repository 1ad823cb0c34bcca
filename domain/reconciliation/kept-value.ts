import { hash } from 'node:crypto';
import type { SyncValue } from '#domain/sync/sync-value.ts';

const most = 2_000;
/** With what is said about the rest. */
export const maxKeptValue = 2_200;

/** What a finding keeps of a value, which can have a megabyte: its beginning, and by what the whole can be told from others. A repair reads the record itself. */
export function keptValue(value: SyncValue): SyncValue {
  if (value === null || value.length <= most) return value;
  const begin = value.slice(0, most).toWellFormed();
  return `${begin}… (the first ${most} of ${value.length} characters; SHA-256 of all of them: ${hash('sha256', value)})`;
}
