import { MAX_DEPTH } from '#apps/api/http/json-body.ts';
import { countMembers, hasPoison, measure } from '#apps/api/http/json-text.ts';
import { findLossyNumber } from '#domain/decimal.ts';
import type { FieldError } from '#domain/errors.ts';
import type { FieldPath } from '#domain/field-error.ts';
import { registrationError } from '#domain/registration-errors.ts';

/** What is wrong with JSON in an import, although it parses: parsers disagree about it, or it would not be kept as it is. */
export function jsonFault(text: string, value: unknown, path: FieldPath = []): FieldError | undefined {
  const { members, depth } = measure(text);
  if (depth > MAX_DEPTH) return registrationError(path, 'invalid_value', `is nested more than ${MAX_DEPTH} deep`);
  if (members !== countMembers(value)) {
    return registrationError(path, 'duplicate', 'has a key twice in one object, and parsers differ on which one counts');
  }
  if (hasPoison(text, value)) {
    return registrationError(path, 'invalid_key', 'has a key "__proto__" or a "constructor" with a "prototype"');
  }
  const lossy = findLossyNumber(text);
  return lossy === undefined
    ? undefined
    : registrationError(path, 'out_of_range', `has a number that would be changed: ${lossy.slice(0, 50)} (send it as a string)`);
}
