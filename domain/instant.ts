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

const WANTED = 'must be an ISO 8601 time with an offset, such as 2026-03-01T09:30:00Z';
/** Longer than any time. What is longer is not repeated in the error. */
const MAX_SHOWN = 40;
const [day, clock] = [String.raw`\d{4}-\d\d-\d\d`, String.raw`\d\d:\d\d(?::\d\d(?:\.\d+)?)?`];

/** What people send instead of a time, and what they should write. */
const nearTimes: readonly (readonly [form: RegExp, remedy: (...parts: string[]) => string])[] = [
  [new RegExp(`^(${day})$`), (date) => `for the beginning of that day in UTC, write ${date}T00:00:00Z`],
  [
    // A query that says +02:00: a plus means a space there.
    new RegExp(`^(${day}T${clock}) (\\d\\d:\\d\\d)$`),
    (time, offset) => {
      const utc = momentOf(`${time}+${offset}`)?.toISOString();
      return `a + in a query means a space: write ${time}%2B${offset}${utc === undefined ? '' : `, or ${utc}`}`;
    },
  ],
  [
    new RegExp(`^(${day})[T ](${clock})$`),
    (date, time) => `without an offset it is unclear: write ${date}T${time}Z if it is UTC, or end it with an offset such as +02:00`,
  ],
  [new RegExp(`^(${day}) (${clock}(?:Z|[+-]\\d\\d:\\d\\d))$`), (date, time) => `write ${date}T${time}`],
  [
    new RegExp(`^(${day}T${clock}[+-]\\d\\d):?(\\d\\d)?$`),
    (time, minutes = '00') => `write the offset with hours and minutes: ${time}:${minutes}`,
  ],
  [
    /^(\d{10}|\d{13})$/,
    (number) => `if that is a Unix time, write ${momentAt(Number(number.padEnd(13, '0')))?.toISOString() ?? 'it in ISO 8601'}`,
  ],
];

/** The error for what is no time. Undefined for other types, for which zod has its own. */
function adviceFor(sent: unknown): string | undefined {
  if (typeof sent !== 'string') return undefined;
  if (sent.length > MAX_SHOWN) return WANTED;
  for (const [form, remedy] of nearTimes) {
    const found = form.exec(sent);
    if (found) return `${WANTED}: ${remedy(...found.slice(1))}`;
  }
  return WANTED;
}

/** A moment that a request names, in any time zone. */
export const Instant = z.iso
  .datetime({ offset: true, error: ({ input }) => adviceFor(input) })
  .refine(isOrdinary, { error: 'must be in the years 1 to 9999', params: { code: 'out_of_range' } satisfies IssueCode });

/** The moment of an `Instant` that can be left out. */
export const toDate = (instant: string | undefined): Date | undefined => (instant === undefined ? undefined : new Date(instant));

/** A moment that a response shows, always in UTC. */
export const Timestamp = z.iso.datetime();

const timeOfDay = new RegExp(`^(${day})[T ]${clock}`);

/** A day without a time zone. PostgreSQL has no year 0. */
export const Day = z.iso
  .date({
    error: ({ input }) => {
      const [, date] = typeof input === 'string' && input.length <= MAX_SHOWN ? (timeOfDay.exec(input) ?? []) : [];
      return date === undefined ? undefined : `must be a day without a time: write ${date}`;
    },
  })
  .refine((day) => !day.startsWith('0000'), { error: 'must be in the years 1 to 9999', params: { code: 'too_small' } satisfies IssueCode });
