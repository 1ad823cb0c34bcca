import type { FieldError } from '#domain/errors.ts';
import type { FieldPath } from '#domain/field-error.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { type JsonFault, MAX_DEPTH, MAX_MEMBERS } from '#domain/strict-json.ts';

/** What is wrong with JSON in an import, although it parses. Undefined if it does not parse. */
export function jsonFaultError({ kind, token }: JsonFault, path: FieldPath = []): FieldError | undefined {
  switch (kind) {
    case 'malformed':
      return undefined;
    case 'too_deep':
      return registrationError(path, 'invalid_value', `is nested more than ${MAX_DEPTH} deep`);
    case 'too_many_members':
      return registrationError(path, 'too_long', `has an object with more than ${MAX_MEMBERS} members`);
    case 'too_many_values':
      return registrationError(path, 'too_long', 'has too many values');
    case 'repeated_key':
      return registrationError(path, 'duplicate', 'has a key twice in one object, and parsers differ on which one counts');
    case 'poison':
      return registrationError(path, 'invalid_key', 'has a key "__proto__" or a "constructor" with a "prototype"');
    case 'lossy_number':
      return registrationError(path, 'out_of_range', `has a number that would be changed: ${token.slice(0, 50)} (send it as a string)`);
  }
}
