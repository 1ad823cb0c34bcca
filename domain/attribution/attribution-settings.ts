import { z } from 'zod';
import { share, wholeNumber } from '#domain/bounded-number.ts';
import { Currency } from '#domain/money.ts';
import { TimeZone } from '#domain/time-zone.ts';
import { models, switchedSources } from './facts.ts';

/** How touches become credits, and what reports show if nobody asks for anything else. A change applies to the next version of the credits. */
export const Attribution = z
  .strictObject({
    /** What counts as a partner's touch: a link with its UTM parameters, a referral header, or a call with its API key. */
    touch_sources: z
      .array(z.enum(switchedSources))
      .min(1)
      .max(switchedSources.length)
      .default([...switchedSources]),
    model: z.enum(models).default('position_based'),
    /** Touches older than this at the time of the conversion do not count. */
    window_days: wholeNumber(1, 730).default(90),
    /** For `time_decay`: a touch that is this much older counts half. */
    half_life_days: wholeNumber(1, 365).default(7),
    /** For `position_based`: the shares of the first and the last touch. The touches between them split the rest evenly. */
    first_share: share.default(0.4),
    last_share: share.default(0.4),
    /** By whose calendar days and months begin. */
    time_zone: TimeZone.min(1).default('UTC'),
    /** The default period over which a partner's return is reported. */
    roi_window_days: wholeNumber(1, 730).default(30),
    /** In which reports are made, if nobody asks for another currency. */
    currency: Currency.min(3).max(3).default('EUR'),
    /** The part of the revenue that is left after what the sale itself costs. Return and lifetime value are computed with it. */
    margin: share.default(1),
    /** The maximum age of the aggregates that reports use. */
    rollup_refresh_s: wholeNumber(1, 86_400).default(300),
  })
  .refine((attribution) => attribution.first_share + attribution.last_share <= 1, {
    path: ['last_share'],
    error: 'must not exceed 1 together with first_share',
  });
