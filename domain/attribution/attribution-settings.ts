import { z } from 'zod';
import { share, wholeNumber } from '#domain/bounded-number.ts';

export const Attribution = z
  .strictObject({
    model: z.enum(['first_touch', 'last_touch', 'linear', 'time_decay', 'position_based']).default('position_based'),
    /** Touches older than this at the time of the conversion do not count. */
    window_days: wholeNumber(1, 730).default(90),
    /** Of `time_decay`: a touch this much older counts half. */
    half_life_days: wholeNumber(1, 365).default(7),
    /** Of `position_based`: shares of the first and the last touch; the rest is split evenly between them. */
    first_share: share.default(0.4),
    last_share: share.default(0.4),
  })
  .refine((attribution) => attribution.first_share + attribution.last_share <= 1, {
    path: ['last_share'],
    error: 'must not make more than 1 together with first_share',
  });
