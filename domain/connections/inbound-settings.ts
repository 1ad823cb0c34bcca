import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import { RateLimit } from '#domain/partners/partner-rate-limit.ts';

export const Inbound = z.strictObject({
  /** Webhooks that one connection accepts, so that a flood of one leaves room for the others. Vendors send again what gets 429. */
  rate_limit: RateLimit.default({ per_minute: 30_000, burst: 1_000 }),
  /** How long a webhook is kept for replay. Repeats are recognised for as long. */
  retention_days: wholeNumber(7, 365).default(30),
});
