import { z } from 'zod';

export const wholeNumber = (min: number, max: number) => z.int().min(min).max(max);
/** From nothing to all of something. */
export const share = z.number().min(0).max(1);
