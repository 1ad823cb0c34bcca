import type { FieldError } from './errors.ts';
import type { FieldPath } from './field-error.ts';
import { registrationError } from './registration-errors.ts';

/** A validation error for a string that PostgreSQL cannot store. */
export function unstorableFault(value: unknown): FieldError | undefined {
  // Nearly every value is storable, and paths cost more than the search.
  const path = isStorable(value) ? undefined : findUnstorable(value);
  return path && registrationError(path, 'invalid_format', 'contains a character that cannot be stored, such as U+0000');
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return isStorableText(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isStorable);
  return Object.entries(value).every(([name, part]) => isStorableText(name) && isStorable(part));
}

/** PostgreSQL cannot store U+0000, nor half of a surrogate pair. */
export const isStorableText = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** The path of a string that PostgreSQL cannot store because it contains U+0000 or half of a surrogate pair. */
function findUnstorable(value: unknown, path: FieldPath = []): FieldPath | undefined {
  if (typeof value === 'string') return isStorableText(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const found = isStorableText(name) ? findUnstorable(part, [...path, name]) : path;
    if (found !== undefined) return found;
  }
  return undefined;
}
