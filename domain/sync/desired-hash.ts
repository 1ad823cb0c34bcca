import { hash } from 'node:crypto';
import type { SyncValues } from './translate.ts';

/** Equal for the same values, in any order. */
export const hashValues = (values: SyncValues): string =>
  hash('sha256', JSON.stringify(Object.entries(values).toSorted(([x], [y]) => (x < y ? -1 : 1))), 'base64url').slice(0, 32);

/** Only these fields. */
export const pick = (values: SyncValues, keys: Iterable<string>): SyncValues =>
  Object.fromEntries([...keys].flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])));
