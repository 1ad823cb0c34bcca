import { z } from 'zod';
import type { IssueCode } from './issue-errors.ts';

// The pattern is part of the contract, so it uses only syntax that means the same in every language.
// oxlint-disable-next-line no-control-regex
const plain = /^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$/;
/** Anything but spaces, controls, marks without a letter, and characters that show nothing: U+200B, Hangul fillers, the empty Braille cell. */
const visible = /[^\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** Line breaks, escapes, and characters that change how the rest is read, such as U+202E. Joiners are left: Persian and Hindi need them. */
const notInline = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff]/gu;

/** Human-readable text: any script, line breaks and tabs, but no other control characters (PostgreSQL cannot store U+0000). */
export function PlainText(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .regex(plain, { error: 'must not contain control characters' })
    .refine(...wellFormed);
}

/** Human-readable text that says something: it must not consist of characters that nobody sees. */
export function FilledText(maxLength: number) {
  return PlainText(maxLength)
    .min(1)
    .refine(...filled);
}

/** Text of any characters, such as a search term or a token, of which a person sees something. */
export function FilledString(maxLength: number) {
  return z
    .string()
    .min(1)
    .max(maxLength)
    .refine(...filled);
}

/** The id of an object in somebody else's system: one line in any script, in which two ids that differ also look different. */
export function ForeignId(maxLength: number) {
  return z
    .string()
    .min(1)
    .max(maxLength)
    .refine(...wellFormed)
    .refine((text) => text.search(notInline) === -1, {
      error: 'must be one line without control characters and invisible characters',
      params: { code: 'invalid_format' } satisfies IssueCode,
    })
    .refine(...filled);
}

/** Text of one line in which each control character, and what would change how the rest is read, is a space. */
export const inOneLine = (text: string): string => text.replaceAll(notInline, ' ').trim();

/** Whether a person sees any of it. */
export const isVisible = (text: string): boolean => visible.test(text);

/** For every string with a minimum length. The empty string is too short, and reported as that. */
export const filled = [
  (text: string) => text === '' || isVisible(text),
  { error: 'must contain a visible character', abort: true, params: { code: 'required' } satisfies IssueCode },
] as const;

/** UTF-8 cannot represent half of a surrogate pair, so a different string would be stored. */
export const wellFormed = [
  (text: string) => text.isWellFormed(),
  { error: 'must not contain half of a surrogate pair', abort: true, params: { code: 'invalid_format' } satisfies IssueCode },
] as const;
