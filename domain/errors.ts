import type { FieldErrorCode } from './field-error-codes.ts';

/** What the pointer of an entry refers to: a part of the request, as OpenAPI names it, or the stored resource. */
export const faultPlaces = ['body', 'query', 'path', 'header', 'resource'] as const;

/** One error in the input: its location, a message and a stable code. Only field-error.ts creates these. */
export interface FieldError {
  /** If absent: the body, or the row in results of rows. */
  in?: (typeof faultPlaces)[number];
  /** An RFC 6901 pointer. The empty string refers to the whole value. */
  pointer: string;
  code: FieldErrorCode;
  message: string;
  /** Deprecated: the dotted path, or the pointer if the error is in a payload or a schema. */
  field: string;
  /** Deprecated: the former code of this error, if it was different. */
  legacy_code?: string;
}

/** Reports are for people. With more errors than this, the input is probably the wrong one. */
export const MAX_ERRORS = 100;

/** The maximum length of each text in an entry: names and values in a request can be as long as the request. */
const MAX_TEXT = 200;

/** Limits the entries to those that a response may contain, and their texts: at most 64 KiB in total. */
export function shownErrors(errors: readonly FieldError[]): FieldError[] {
  return errors.slice(0, MAX_ERRORS).map((error) => {
    const { pointer, field, message } = error;
    if (pointer.length <= MAX_TEXT && field.length <= MAX_TEXT && message.length <= MAX_TEXT * 2) return error;
    return { ...error, pointer: cut(pointer, MAX_TEXT), field: cut(field, MAX_TEXT), message: cut(message, MAX_TEXT * 2) };
  });
}

const cut = (text: string, max: number): string => (text.length <= max ? text : `${text.slice(0, max).toWellFormed()}…`);

/**
 * A violated business rule or invalid input, with a stable `code` that clients may branch on. The message says what failed, with which
 * value, and what to do. It never contains a secret.
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

/** Marks a case that the types rule out. Reaching it is a server error, not an error of the caller. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`);
}
