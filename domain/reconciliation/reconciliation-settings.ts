import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import { TimeZone } from '#domain/time-zone.ts';

const timeError = 'must be a time of day from 00:00 to 23:59, in quotes';

export const Reconciliation = z.strictObject({
  /** How long nights are kept with their reports and findings, in days. */
  retention_days: wholeNumber(7, 3650).default(90),
  /** When the company's own books are compared each night, and in which time zone that is and a night begins. */
  books: z
    .strictObject({
      time_of_day: z
        .string()
        .regex(/^[0-2]\d:[0-5]\d$/, { error: timeError })
        .refine((time) => time < '24', { error: timeError })
        .default('02:30'),
      time_zone: TimeZone.min(1).default('UTC'),
    })
    .prefault({}),
});
