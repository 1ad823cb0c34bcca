import type { z } from 'zod';
import type { FieldError } from './errors.ts';
import { issueErrors } from './issue-errors.ts';

/** The codes that partners' systems know from other deal programmes, by ours. */
const codes: Readonly<Record<string, string>> = {
  required: 'REQUIRED_FIELD_MISSING',
  invalid_type: 'INVALID_VALUE',
  invalid_format: 'INVALID_STRING_FORMAT',
  invalid_value: 'INVALID_VALUE',
  too_long: 'TOO_MANY_VALUES',
  too_short: 'NOT_ENOUGH_VALUES',
  too_large: 'VALUE_OUT_OF_RANGE',
  too_small: 'VALUE_OUT_OF_RANGE',
};

/** Every fault of a deal's shape, with the codes of deal registration. */
export function dealFaults(error: z.ZodError): FieldError[] {
  const enums = new Set(error.issues.filter((issue) => issue.code === 'invalid_value').map((issue) => issue.path.join('.')));
  const texts = new Set(
    error.issues.filter((issue) => 'origin' in issue && issue.origin === 'string').map((issue) => issue.path.join('.')),
  );
  return issueErrors(error.issues).map((fault) => ({ ...fault, code: codeOf(fault, enums, texts) }));
}

function codeOf({ field, code }: FieldError, enums: Set<string>, texts: Set<string>): string {
  if (enums.has(field)) return 'INVALID_ENUM_VALUE';
  if (texts.has(field)) return code === 'too_short' ? 'REQUIRED_FIELD_MISSING' : 'INVALID_STRING_FORMAT';
  return codes[code] ?? 'INVALID_VALUE';
}
