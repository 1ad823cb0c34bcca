import { z } from 'zod';

export const TimeZone = z
  .string()
  .max(100)
  .refine(isTimeZone, { error: 'must be a time zone of the IANA database, such as Europe/Berlin' });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== undefined;
  } catch {
    return false;
  }
}
