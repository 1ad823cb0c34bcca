import type { FieldError } from './errors.ts';
import type { FieldPath } from './field-error.ts';
import { registrationError } from './registration-errors.ts';

/** A validation error for a string that PostgreSQL cannot store. */
export function unstorableFault(value: unknown): FieldError | undefined {
  const path = findUnstorable(value);
  return path && registrationError(path, 'invalid_format', 'contains a character that cannot be stored, such as U+0000');
}

/** The path of a string that PostgreSQL cannot store because it contains U+0000 or half of a surrogate pair. */
function findUnstorable(value: unknown, path: FieldPath = []): FieldPath | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const found = findUnstorable(name) === undefined ? findUnstorable(part, [...path, name]) : path;
    if (found !== undefined) return found;
  }
  return undefined;
}
