import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';

/** A level that the rules do not have. */
export function noLevel(path: string[], name: string, names: readonly string[]): FieldError {
  const known = names.length === 0 ? 'There are none yet' : `The levels are ${names.join(', ')}`;
  return fieldError(path, 'invalid_value', `is no level: ${name}. ${known}`);
}
