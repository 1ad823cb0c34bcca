import type { FieldError } from './errors.ts';
import { type FieldErrorCode, isFieldErrorCode, presentCode } from './field-error-codes.ts';

/** The names and list indices on the way to a value. Empty: the whole. */
export type FieldPath = readonly PropertyKey[];

/** What is not said of most entries: where the pointer goes if not into the body, and what the code was called before. */
type Rest = Pick<FieldError, 'in' | 'legacy_code'>;

export function fieldError(path: FieldPath, code: FieldErrorCode, message: string, rest: Rest = {}): FieldError {
  return { pointer: toPointer(path), code, message, field: path.map(String).join('.'), ...rest };
}

/** The same where `field` has always been the pointer: payloads and schemas. */
export function pointerError(pointer: string, code: FieldErrorCode, message: string, rest: Rest = {}): FieldError {
  return { pointer, code, message, field: pointer, ...rest };
}

/** An entry about a part, as one about the whole that has the part at `path`. */
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

/** As entries were stored before they had a pointer. */
type StoredError = Omit<FieldError, 'pointer' | 'code'> & { pointer?: string; code: string };

/** An entry that was stored, by this version or an earlier one, in the form of today. */
export function readStoredError({ pointer, code, field, ...rest }: StoredError): FieldError {
  const at = pointer ?? toPointer(field === '' ? [] : field.split('.'));
  if (isFieldErrorCode(code)) return { pointer: at, code, field, ...rest };
  return { pointer: at, code: presentCode(code) ?? 'invalid_value', field, ...rest, legacy_code: code };
}
