import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import type { Tenant, Tier } from './partner.ts';

/** What a partner may send us: so many requests at once, and then so many a minute. */
export const RateLimit = z.strictObject({ per_minute: wholeNumber(1, 1_000_000), burst: wholeNumber(1, 1_000_000) });
export type RateLimit = z.infer<typeof RateLimit>;

/** What holds for a partner: its own limit, or its tier's. */
export function limitOf(
  { tier, ratePerMinute, rateBurst }: Pick<Tenant, 'tier' | 'ratePerMinute' | 'rateBurst'>,
  byTier: Record<Tier, RateLimit>,
): RateLimit {
  return ratePerMinute !== null && rateBurst !== null ? { per_minute: ratePerMinute, burst: rateBurst } : byTier[tier];
}
