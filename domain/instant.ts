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
  .datetime({ offset: true, error: 'must be an ISO 8601 time with an offset, such as 2026-03-01T09:30:00Z' })
  .refine(isOrdinary, { error: 'must be in the years 1 to 9999', params: { code: 'out_of_range' } satisfies IssueCode });

/** A moment that a response shows, always in UTC. */
export const Timestamp = z.iso.datetime();

/** A day without a time zone. PostgreSQL has no year 0. */
export const Day = z.iso
  .date()
  .refine((day) => !day.startsWith('0000'), { error: 'must be in the years 1 to 9999', params: { code: 'too_small' } satisfies IssueCode });
