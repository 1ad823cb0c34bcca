/** One fault in the input: where (JSON pointer or field path), what is wrong, and a stable code of it. */
export interface FieldError {
  field: string;
  code: string;
  message: string;
}

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
