import type { FieldErrorCode } from './field-error-codes.ts';

/** Where the pointer of an entry goes: a part of the request, in OpenAPI's words, or the resource as it is stored. */
export const faultPlaces = ['body', 'query', 'path', 'header', 'resource'] as const;

/** One fault in the input: where it is, what is wrong, and a stable code of it. Made in field-error.ts only. */
export interface FieldError {
  /** Left out: the body, or in results of rows the row. */
  in?: (typeof faultPlaces)[number];
  /** RFC 6901; empty is the whole. */
  pointer: string;
  code: FieldErrorCode;
  message: string;
  /** Deprecated: the dotted path, or the pointer where the fault is in a payload or a schema. */
  field: string;
  /** Deprecated: what this fault's code was before there was one vocabulary, where it was another. */
  legacy_code?: string;
}

/** Reports are for people: past this many, the input is not the one that was meant. */
export const MAX_ERRORS = 100;

/** Of each text in an entry: names and values that were sent can be as long as the request. */
const MAX_TEXT = 200;

/** As many entries as a response may have, each with bounded texts: 64 KiB at most altogether. */
export function shownErrors(errors: readonly FieldError[]): FieldError[] {
  return errors.slice(0, MAX_ERRORS).map((error) => {
    const { pointer, field, message } = error;
    if (pointer.length <= MAX_TEXT && field.length <= MAX_TEXT && message.length <= MAX_TEXT * 2) return error;
    return { ...error, pointer: cut(pointer, MAX_TEXT), field: cut(field, MAX_TEXT), message: cut(message, MAX_TEXT * 2) };
  });
}

const cut = (text: string, max: number): string => (text.length <= max ? text : `${text.slice(0, max).toWellFormed()}…`);

/**
 * A rule of the business or a bad input, with a stable `code` that clients may branch on.
 * The message says what failed, with which value, and what to do. It never holds a secret.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: string;
  readonly errors: FieldError[];

  constructor(code: string, message: string, errors: FieldError[] = []) {
    super(message);
    this.code = code;
    this.errors = errors;
  }
}

/** Marks a case that the types rule out; reaching it is a bug here, not the caller's fault. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`);
}
