import { DomainError, type FieldError } from './errors.ts';
import { isFieldErrorCode, presentCode } from './field-error-codes.ts';
import { pointerError, toPointer } from './field-error.ts';

export type JsonSchema = Record<string, unknown>;

export const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** One violation of a schema, as the validator reports it. */
export interface SchemaError {
  /** The violated keyword, or the limit that the evaluation exceeded (`time_limit`, `memory_limit`). */
  keyword: string;
  /** JSON Pointer into the value. */
  pointer: string;
  /** For `required` and `additionalProperties`: the missing or unknown member. */
  property?: string;
  /** For `enum` and `const`: the allowed values, as JSON text. */
  allowed?: string;
  message?: string;
}

/** Why a schema cannot be used: errors with pointers into the schema, or one sentence that continues "The schema". */
export type SchemaProblem = { errors: SchemaError[] } | { sentence: string };

/** `at` is the pointer to the validated value in the request, such as `/data`. */
export function toFieldError({ keyword, pointer, property, allowed, message }: SchemaError, at: string): FieldError {
  const here = at + pointer;
  switch (keyword) {
    case 'required':
      return pointerError(here + toPointer([property ?? '']), 'required', 'is required');
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return pointerError(here + toPointer([property ?? '']), 'unknown_field', 'is not allowed by the schema');
    case 'type':
      return pointerError(here, 'invalid_type', message ?? 'has the wrong type');
    case 'enum':
    case 'const':
      return pointerError(here, 'invalid_value', `must be one of ${allowed ?? 'the allowed values'}`);
    default: {
      const former = snakeCase(keyword);
      if (isFieldErrorCode(former)) return pointerError(here, former, message ?? 'does not match the schema');
      return pointerError(here, presentCode(former) ?? 'invalid_value', message ?? 'does not match the schema', { legacy_code: former });
    }
  }
}

/** The `$id`s, at the root and below, that belong to JSON Schema itself. A schema must not replace those. */
export function foreignIds(schema: JsonSchema): string[] {
  const found: string[] = [];
  const waiting: unknown[] = [schema];
  // An explicit stack, since recursion would overflow on a deeply nested schema.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if ('$id' in next && typeof next.$id === 'string' && /^https?:\/\/json-schema\.org(\/|$)/i.test(next.$id)) found.push(next.$id);
    for (const value of Object.values(next)) if (typeof value === 'object' && value !== null) waiting.push(value);
  }
  return found;
}

export function invalidSchema(sentence: string): DomainError {
  return new DomainError('invalid_schema', `The schema ${sentence}.`, [pointerError('/schema', 'invalid_schema', sentence)]);
}

function snakeCase(keyword: string): string {
  return keyword.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
