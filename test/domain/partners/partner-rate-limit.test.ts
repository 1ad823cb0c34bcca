import { expect, test } from 'vitest';
import { limitOf } from '#domain/partners/partner-rate-limit.ts';
import { Settings } from '#domain/settings.ts';

test("a partner's own limit comes before its tier's", () => {
  const { rate_limit: byTier } = Settings.parse({});
  expect(limitOf({ tier: 'enterprise', ratePerMinute: null, rateBurst: null }, byTier)).toEqual({ per_minute: 300, burst: 50 });
  expect(limitOf({ tier: 'enterprise', ratePerMinute: 7, rateBurst: 2 }, byTier)).toEqual({ per_minute: 7, burst: 2 });
});
