import type { FieldError } from './errors.ts';
import { type FieldErrorCode, isFieldErrorCode, presentCode } from './field-error-codes.ts';

/** The names and list indices that lead to a value. An empty path refers to the whole. */
export type FieldPath = readonly PropertyKey[];

/** The optional parts of an entry: what the pointer refers to if not the body, and the former code. */
type Rest = Pick<FieldError, 'in' | 'legacy_code'>;

export function fieldError(path: FieldPath, code: FieldErrorCode, message: string, rest: Rest = {}): FieldError {
  return { pointer: toPointer(path), code, message, field: path.map(String).join('.'), ...rest };
}

/** An error in a payload or a schema, where `field` has always been the pointer. */
export function pointerError(pointer: string, code: FieldErrorCode, message: string, rest: Rest = {}): FieldError {
  return { pointer, code, message, field: pointer, ...rest };
}

/** Turns an entry about a part into an entry about the whole that contains the part at `path`. */
export function within(path: FieldPath, { pointer, field, ...fault }: FieldError): FieldError {
  return { ...fault, pointer: toPointer(path) + pointer, field: [...path.map(String), field].filter(Boolean).join('.') };
}

/** RFC 6901. */
export function toPointer(path: FieldPath): string {
  return path.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function fromPointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** An entry as it was stored before entries had a pointer. */
type StoredError = Omit<FieldError, 'pointer' | 'code'> & { pointer?: string; code: string };

/** Converts an entry that this or an earlier version stored to the current form. */
export function readStoredError({ pointer, code, field, ...rest }: StoredError): FieldError {
  const at = pointer ?? toPointer(field === '' ? [] : field.split('.'));
  if (isFieldErrorCode(code)) return { pointer: at, code, field, ...rest };
  return { pointer: at, code: presentCode(code) ?? 'invalid_value', field, ...rest, legacy_code: code };
}
