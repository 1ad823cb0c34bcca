import { z } from 'zod';
import { plainDecimal } from '#domain/decimal.ts';
import { Instant } from '#domain/instant.ts';

/** An amount in minor units. Prices below a cent have decimals. */
const Amount = z.union([z.string().max(40), z.number()]).transform((amount, context) => {
  const plain = plainDecimal(String(amount));
  if (plain !== undefined) return plain;
  context.addIssue({ code: 'custom', message: 'must be a number' });
  return z.NEVER;
});
const Quantity = z.int().min(0);

const Tier = z.object({
  /** The last unit of the tier; null for the last tier. */
  up_to: Quantity.nullable(),
  unit_amount: Amount.nullable(),
  flat_amount: Amount.nullable(),
});

const SubscriptionItem = z.object({
  /** Null for metered prices, which are no recurring revenue before they are used. */
  quantity: Quantity.nullable(),
  unit_amount: Amount.nullable(),
  tiers: z.array(Tier).max(100).nullable(),
  tiers_mode: z.enum(['graduated', 'volume']).nullable(),
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: z.int().min(1).max(1_000),
});
export type SubscriptionItem = z.infer<typeof SubscriptionItem>;

const Discount = z.object({
  percent_off: Amount.nullable(),
  /** For each billing period. */
  amount_off: Amount.nullable(),
  /** `once` discounts one invoice, which is no recurring revenue. */
  duration: z.enum(['once', 'repeating', 'forever']),
  ends_at: Instant.nullable(),
});
export type Discount = z.infer<typeof Discount>;

export const subscriptionStates = ['active', 'past_due', 'trialing', 'paused', 'unpaid', 'canceled', 'incomplete'] as const;

/** A subscription, as far as revenue and status depend on it. */
export const Subscription = z.object({
  id: z.string(),
  status: z.enum(subscriptionStates),
  currency: z.string().transform((code) => code.toUpperCase()),
  items: z.array(SubscriptionItem).max(100),
  discounts: z.array(Discount).max(50),
  current_period_end: Instant.nullable(),
  cancel_at_period_end: z.boolean(),
});
export type Subscription = z.infer<typeof Subscription>;
