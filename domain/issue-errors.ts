import type { core } from 'zod';
import type { FieldError } from './errors.ts';
import { type FieldErrorCode, isFieldErrorCode } from './field-error-codes.ts';
import { fieldError, within } from './field-error.ts';

type Issue = core.$ZodIssue;

/** An object can have a million unknown keys. A response contains the number of errors; beyond this, the exact number does not matter. */
const MAX_UNKNOWN = 10_000;

/** Every validation error that zod found, with a stable code and a message that continues the field's name. */
export function issueErrors(issues: readonly Issue[]): FieldError[] {
  return issues.flatMap(describe);
}

function describe(issue: Issue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    const message = 'is not a known field: check its spelling or omit it';
    return issue.keys.slice(0, MAX_UNKNOWN).map((key) => fieldError([...issue.path, key], 'unknown_field', message));
  }
  // An author's own message explains a union better than one of its branches.
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
    const faults = issueErrors(meantBranch(issue)).map((fault) => within(issue.path, fault));
    if (faults.length > 0) return faults;
  }
  const { code, message, ...rest } = say(issue);
  return [fieldError(issue.path, code, message, rest)];
}

/** The branch of a union, such as one value or a list of them, that takes values of the type that was sent. */
function meantBranch({ errors }: core.$ZodIssueInvalidUnion): readonly Issue[] {
  return errors.findLast((branch) => !branch.some(({ code, path }) => code === 'invalid_type' && path.length === 0)) ?? [];
}

/** The `params` of an issue that one of our own checks reports. */
export interface IssueCode {
  code: FieldErrorCode;
  legacy_code?: string;
}

function say(issue: Issue): IssueCode & { message: string } {
  switch (issue.code) {
    case 'invalid_type':
      // zod reports a missing field as "received undefined". Any other message was written by the schema's author.
      return issue.message.endsWith('received undefined')
        ? { code: 'required', message: 'is required' }
        : { code: 'invalid_type', message: `must be ${article(issue.expected)}` };
    case 'too_big':
      return sized(issue, 'too_long', 'too_large', 'at most', issue.maximum);
    case 'too_small':
      return sized(issue, 'too_short', 'too_small', 'at least', issue.minimum);
    case 'invalid_value':
      return {
        code: 'invalid_value',
        message: `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`,
      };
    case 'invalid_format':
      return { code: 'invalid_format', message: plain(issue.message) };
    case 'not_multiple_of':
      return { code: 'invalid_value', message: plain(issue.message) };
    case 'custom':
      return { ...codeOf(issue), message: plain(issue.message) };
    case 'invalid_key':
    case 'invalid_union':
      return { code: issue.code, message: plain(issue.message) };
    case 'invalid_element':
    case 'unrecognized_keys':
      return { code: 'invalid_value', message: plain(issue.message) };
  }
}

function codeOf({ params = {} }: core.$ZodIssueCustom): IssueCode {
  const { code, legacy_code: former } = params;
  return {
    code: typeof code === 'string' && isFieldErrorCode(code) ? code : 'invalid_value',
    ...(typeof former === 'string' && { legacy_code: former }),
  };
}

function sized(
  issue: { origin: string; message: string },
  long: FieldErrorCode,
  large: FieldErrorCode,
  bound: string,
  limit: number | bigint,
) {
  switch (issue.origin) {
    case 'string':
      return { code: long, message: `must have ${bound} ${limit} character${limit === 1 ? '' : 's'}` };
    case 'array':
    case 'set':
      return { code: long, message: `must have ${bound} ${limit} item${limit === 1 ? '' : 's'}` };
    default:
      return { code: large, message: `must be ${bound} ${limit}` };
  }
}

function article(type: string): string {
  if (type === 'int') return 'a whole number';
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** "Invalid ISO datetime" → "is not a valid ISO datetime". Our own messages already continue the field's name. */
function plain(message: string): string {
  return message.startsWith('Invalid ') ? `is not a valid ${message.slice('Invalid '.length)}` : message;
}
