import { z } from 'zod';

/** PostgreSQL and JavaScript write the years before 1 and after 9999 in ways of their own. */
const isOrdinary = (time: string): boolean => /^(?!0000)\d{4}-/.test(new Date(time).toISOString());

/** A moment that a request names, in any time zone. */
export const Instant = z.iso.datetime({ offset: true }).refine(isOrdinary, { error: 'must be in the years 1 to 9999', params: { code: 'too_small' } });
