import type { z } from 'zod';
import type { FieldError } from './errors.ts';
import type { FieldErrorCode, FormerCode } from './field-error-codes.ts';
import { fieldError, type FieldPath } from './field-error.ts';
import { issueErrors } from './issue-errors.ts';

/** The former error codes of deals, imports, programmes' rules and accounts. */
const former = {
  required: 'REQUIRED_FIELD_MISSING',
  invalid_type: 'INVALID_VALUE',
  invalid_format: 'INVALID_STRING_FORMAT',
  invalid_value: 'INVALID_VALUE',
  invalid_union: 'INVALID_VALUE',
  invalid_key: 'INVALID_VALUE',
  unknown_field: 'INVALID_VALUE',
  unknown_partner: 'INVALID_VALUE',
  too_long: 'TOO_MANY_VALUES',
  too_short: 'NOT_ENOUGH_VALUES',
  too_large: 'VALUE_OUT_OF_RANGE',
  too_small: 'VALUE_OUT_OF_RANGE',
  out_of_range: 'VALUE_OUT_OF_RANGE',
  duplicate: 'DUPLICATE_KEY_VALUE',
  not_permitted: 'ACTION_NOT_PERMITTED',
  invalid_state: 'INVALID_RESOURCE_STATE',
  free_mail_domain: 'FREE_MAIL_DOMAIN',
} as const satisfies Partial<{ [Code in FieldErrorCode]: FormerCode<Code> }>;

export type RegistrationCode = keyof typeof former;

const isRegistrationCode = (code: FieldErrorCode): code is RegistrationCode => Object.hasOwn(former, code);

/** An entry about a deal, an import or an account. */
export function registrationError(path: FieldPath, code: RegistrationCode, message: string, rest: Pick<FieldError, 'in'> = {}): FieldError {
  return fieldError(path, code, message, { ...rest, legacy_code: former[code] });
}

/** An error about a field of the stored resource that prevents the requested action. */
export function stateError(field: string, code: RegistrationCode, message: string): FieldError {
  return registrationError([field], code, message, { in: 'resource' });
}

/** Every validation error of a deal's fields, with the former codes of deal registration. */
export function registrationErrors(error: z.ZodError): FieldError[] {
  const enums = new Set(error.issues.filter((issue) => issue.code === 'invalid_value').map((issue) => issue.path.join('.')));
  const texts = new Set(
    error.issues.filter((issue) => 'origin' in issue && issue.origin === 'string').map((issue) => issue.path.join('.')),
  );
  return issueErrors(error.issues).map((fault) => ({ ...fault, legacy_code: formerCodeOf(fault, enums, texts) }));
}

function formerCodeOf({ field, code }: FieldError, enums: Set<string>, texts: Set<string>): string {
  if (enums.has(field)) return 'INVALID_ENUM_VALUE';
  if (texts.has(field)) return code === 'too_short' ? 'REQUIRED_FIELD_MISSING' : 'INVALID_STRING_FORMAT';
  return isRegistrationCode(code) ? former[code] : 'INVALID_VALUE';
}
