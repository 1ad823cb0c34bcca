import { z } from 'zod';
import type { IssueCode } from './issue-errors.ts';

// The pattern is part of the contract, so it uses only syntax that means the same in every language.
// oxlint-disable-next-line no-control-regex
const plain = /^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$/;

/** Human-readable text: any script, line breaks and tabs, but no other control characters (PostgreSQL cannot store U+0000). */
export function PlainText(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .regex(plain, { error: 'must not contain control characters' })
    .refine(...wellFormed);
}

/** UTF-8 cannot represent half of a surrogate pair, so a different string would be stored. */
export const wellFormed = [
  (text: string) => text.isWellFormed(),
  { error: 'must not contain half of a surrogate pair', params: { code: 'invalid_format' } satisfies IssueCode },
] as const;
