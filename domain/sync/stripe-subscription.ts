import { z } from 'zod';
import { momentAt } from '#domain/instant.ts';
import { Subscription } from './subscription.ts';
import type { RawFields } from './sync-value.ts';

/** What a connector must read of Stripe's subscriptions, besides the customer. */
export const subscriptionFields = ['status', 'currency', 'items', 'discounts', 'pause_collection', 'cancel_at_period_end'] as const;

const Tier = z.object({
  up_to: z.int().nullable(),
  unit_amount_decimal: z.string().nullish(),
  unit_amount: z.number().nullish(),
  flat_amount: z.number().nullish(),
});
const Item = z.object({
  /** Of a discount of one item only its id is shown. */
  discounts: z.array(z.unknown()).max(0).nullish(),
  quantity: z.int().nullish(),
  current_period_end: z.int().nullish(),
  price: z.object({
    unit_amount: z.number().nullish(),
    unit_amount_decimal: z.string().nullish(),
    billing_scheme: z.string().nullish(),
    tiers: z.array(Tier).nullish(),
    tiers_mode: z.enum(['graduated', 'volume']).nullish(),
    recurring: z.object({
      interval: z.enum(['day', 'week', 'month', 'year']),
      interval_count: z.int().nullish(),
      usage_type: z.string().nullish(),
    }),
  }),
});
const Items = z.object({ data: z.array(Item), has_more: z.literal(false) });
const Coupon = z.object({
  percent_off: z.number().nullish(),
  amount_off: z.number().nullish(),
  duration: z.enum(['once', 'repeating', 'forever']),
});
/** Unless they were expanded, discounts and their coupons are ids, which say nothing. */
const Discounts = z.array(z.object({ source: z.object({ coupon: Coupon }), end: z.int().nullish() }));

/** A subscription as Stripe's connector reads it, whose lists are JSON text. Null if what its revenue depends on is not shown. */
export function readStripeSubscription(id: string, fields: RawFields): Subscription | null {
  const items = Items.safeParse(parse(fields['items']));
  const discounts = Discounts.safeParse(parse(fields['discounts']) ?? []);
  if (!items.success || !discounts.success) return null;
  const ends = items.data.data.flatMap(({ current_period_end: end }) => end ?? []);
  const parsed = Subscription.safeParse({
    id,
    status: statusOf(fields),
    currency: fields['currency'],
    items: items.data.data.map(toItem),
    discounts: discounts.data.map(({ source: { coupon }, end }) => ({
      percent_off: coupon.percent_off ?? null,
      amount_off: coupon.amount_off ?? null,
      duration: coupon.duration,
      ends_at: end == null ? null : timeOf(end),
    })),
    current_period_end: ends.length === 0 ? null : timeOf(Math.min(...ends)),
    cancel_at_period_end: fields['cancel_at_period_end'] === true,
  });
  // The price of tiers that are not shown is unknown.
  const isHidden = items.data.data.some(({ price }) => price.billing_scheme === 'tiered' && !price.tiers);
  return parsed.success && !isHidden ? parsed.data : null;
}

function statusOf(fields: RawFields): unknown {
  if (fields['pause_collection'] != null) return 'paused';
  return fields['status'] === 'incomplete_expired' ? 'canceled' : fields['status'];
}

function toItem({ quantity, price }: z.infer<typeof Item>) {
  const isMetered = price.recurring.usage_type === 'metered';
  return {
    quantity: isMetered ? null : (quantity ?? 1),
    unit_amount: price.unit_amount_decimal ?? price.unit_amount ?? null,
    tiers:
      price.tiers?.map((tier) => ({
        up_to: tier.up_to,
        unit_amount: tier.unit_amount_decimal ?? tier.unit_amount ?? null,
        flat_amount: tier.flat_amount ?? null,
      })) ?? null,
    tiers_mode: price.tiers_mode ?? null,
    interval: price.recurring.interval,
    interval_count: price.recurring.interval_count ?? 1,
  };
}

const timeOf = (seconds: number): string | null => momentAt(seconds * 1_000)?.toISOString() ?? null;

function parse(value: RawFields[string] | undefined): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
