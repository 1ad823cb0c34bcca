import { z } from 'zod';

export const wholeNumber = (min: number, max: number) => z.int().min(min).max(max);
/** A fraction, from 0 to 1. */
export const share = z.number().min(0).max(1);

/** A whole number in a query or an environment variable: decimal digits, and no other notation (`0x10`, `1e2`, ` 5 `). */
export const wholeNumberText = (min: number, max: number) =>
  z.preprocess((text) => (typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : text), wholeNumber(min, max));
