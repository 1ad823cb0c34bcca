import type { FieldError } from './errors.ts';

/** A text that PostgreSQL cannot store, as a fault of its field. */
export function unstorableFault(value: unknown): FieldError | undefined {
  const field = findUnstorable(value);
  return field === undefined
    ? undefined
    : { field, code: 'INVALID_STRING_FORMAT', message: 'holds a character that cannot be stored, such as U+0000' };
}

/** The place of a text that PostgreSQL cannot store: with U+0000, or with half of a surrogate pair. */
function findUnstorable(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const inner = path === '' ? name : `${path}.${name}`;
    const found = findUnstorable(name) === undefined ? findUnstorable(part, inner) : path;
    if (found !== undefined) return found;
  }
  return undefined;
}
