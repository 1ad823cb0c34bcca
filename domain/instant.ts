import { z } from 'zod';
import type { IssueCode } from './issue-errors.ts';

/** PostgreSQL and JavaScript write years before 1 and after 9999 differently. */
const [earliest, latest] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** The moment that another system names by its milliseconds since 1970; null for what is none, or cannot be stored. */
export const momentAt = (ms: number): Date | null => (ms >= earliest && ms <= latest ? new Date(ms) : null);

/** The same for text, such as ISO 8601. */
export const momentOf = (text: string | null | undefined): Date | null => momentAt(Date.parse(text ?? ''));

/** zod also calls this for invalid times, which have their own error. */
const isOrdinary = (time: string): boolean => Number.isNaN(Date.parse(time)) || momentOf(time) !== null;

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
