import { z } from 'zod';
import { share, wholeNumber } from '#domain/bounded-number.ts';
import { Currency } from '#domain/money.ts';
import { TimeZone } from '#domain/time-zone.ts';
import { models, switchedSources } from './facts.ts';

/** Three years: the longest window, and a year in which a version can be computed anew. */
const keptDays = wholeNumber(90, 3_650).default(1_095);
const RetentionDays = z.strictObject({
  utm: keptDays,
  referral_header: keptDays,
  api_key: keptDays,
  deal_registration: keptDays,
  link: keptDays,
  overlap: keptDays,
  manual: keptDays,
  direct: keptDays,
});

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
    /** How many days touches of each source are kept after they were recorded. Credits that were computed from them stay. */
    retention_days: RetentionDays.prefault({}),
    /** What is a sale by itself: a won deal, or a paid invoice of the connected billing. Never both, so that no money counts twice. */
    revenue_source: z.enum(['deals', 'billing']).default('deals'),
    /** Where links of partners may lead: these hosts, and those below them. Without any, there are no links. */
    link_hosts: z
      .array(
        z
          .string()
          .max(253)
          .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/, { error: 'must be a host name, such as www.example.com' }),
      )
      .max(100)
      .default([]),
    /** Whether links recognise a visitor by a cookie. Only with the visitors' consent. */
    link_cookie: z.boolean().default(false),
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
