import { z } from 'zod';
import type { IssueCode } from './issue-errors.ts';

/** PostgreSQL and JavaScript write the years before 1 and after 9999 in ways of their own. */
function isOrdinary(time: string): boolean {
  const date = new Date(time);
  // zod asks about what is no time too; that has its own fault.
  return Number.isNaN(date.getTime()) || /^(?!0000)\d{4}-/.test(date.toISOString());
}

/** A moment that a request names, in any time zone. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine(isOrdinary, { error: 'must be in the years 1 to 9999', params: { code: 'too_small' } satisfies IssueCode });
