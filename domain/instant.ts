import { z } from 'zod';
import type { IssueCode } from './issue-errors.ts';

/** PostgreSQL and JavaScript write years before 1 and after 9999 differently. */
function isOrdinary(time: string): boolean {
  const date = new Date(time);
  // zod also calls this for invalid times, which have their own error.
  return Number.isNaN(date.getTime()) || /^(?!0000)\d{4}-/.test(date.toISOString());
}

/** A moment that a request names, in any time zone. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine(isOrdinary, { error: 'must be in the years 1 to 9999', params: { code: 'too_small' } satisfies IssueCode });
