import { z } from 'zod';
import type { IssueCode } from './issue-errors.ts';

// Written so that every language's regular expressions read it alike: it is part of the contract.
// oxlint-disable-next-line no-control-regex
const plain = /^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$/;

/**
 * A text for people: any script, line breaks and tabs, but no other control characters (PostgreSQL stores no U+0000).
 */
export function PlainText(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .regex(plain, { error: 'must not hold control characters' })
    .refine(...wellFormed);
}

/** Half of a surrogate pair is no character: UTF-8 cannot say it, so another text would be stored. */
export const wellFormed = [
  (text: string) => text.isWellFormed(),
  { error: 'must not hold half of a surrogate pair', params: { code: 'invalid_format' } satisfies IssueCode },
] as const;
