import { z } from 'zod';

export const wholeNumber = (min: number, max: number) => z.int().min(min).max(max);
/** A fraction, from 0 to 1. */
export const share = z.number().min(0).max(1);
