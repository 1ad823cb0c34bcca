import { z } from 'zod';

/**
 * A text for people: any script, line breaks and tabs, but no other control characters (PostgreSQL stores no U+0000).
 */
export function PlainText(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .regex(/^(?:\P{Cc}|[\n\r\t])*$/u, { error: 'must not hold control characters' });
}
