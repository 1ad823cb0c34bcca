import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import type { Tenant, Tier } from './partner.ts';

/** How many requests a partner may send: `burst` at once, then `per_minute`. */
export const RateLimit = z.strictObject({ per_minute: wholeNumber(1, 1_000_000), burst: wholeNumber(1, 1_000_000) });
export type RateLimit = z.infer<typeof RateLimit>;

/** The limit that applies to a partner: its own, or its tier's. */
export function limitOf(
  { tier, ratePerMinute, rateBurst }: Pick<Tenant, 'tier' | 'ratePerMinute' | 'rateBurst'>,
  byTier: Record<Tier, RateLimit>,
): RateLimit {
  return ratePerMinute !== null && rateBurst !== null ? { per_minute: ratePerMinute, burst: rateBurst } : byTier[tier];
}
