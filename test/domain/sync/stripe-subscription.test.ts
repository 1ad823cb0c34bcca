import { expect, test } from 'vitest';
import { summariseBilling } from '#domain/sync/billing-summary.ts';
import { readStripeSubscription } from '#domain/sync/stripe-subscription.ts';
import type { RawFields } from '#domain/sync/sync-value.ts';

const at = new Date('2026-03-01T00:00:00Z');
const price = {
  unit_amount: 1_000,
  unit_amount_decimal: '1000',
  billing_scheme: 'per_unit',
  recurring: { interval: 'month', interval_count: 1 },
};
const list = (...data: object[]) => JSON.stringify({ data, has_more: false });
const fields = (more: RawFields = {}): RawFields => ({
  ...{ status: 'active', currency: 'eur', cancel_at_period_end: false, pause_collection: null, discounts: '[]' },
  items: list({ quantity: 3, current_period_end: 1_774_000_000, price }),
  ...more,
});

function shown(raw: RawFields): unknown {
  const subscription = readStripeSubscription('sub_1', raw);
  return subscription && summariseBilling([subscription], at)['billing:mrr'];
}

test.each<[string, RawFields, unknown]>([
  ['a price and a quantity', {}, '30.00'],
  [
    'a price below a cent',
    { items: list({ quantity: 1_000, price: { ...price, unit_amount: null, unit_amount_decimal: '0.5' } }) },
    '5.00',
  ],
  ['a metered price', { items: list({ price: { ...price, recurring: { interval: 'month', usage_type: 'metered' } } }) }, '0.00'],
  ['a pause of the collection', { pause_collection: '{"behavior":"void"}' }, '0'],
  ['the end before the first payment', { status: 'incomplete_expired' }, '0'],
  ['a discount', { discounts: JSON.stringify([{ source: { coupon: { percent_off: 50, duration: 'forever' } }, end: null }]) }, '15.00'],
  [
    'a discount that has ended',
    { discounts: JSON.stringify([{ source: { coupon: { percent_off: 50, duration: 'repeating' } }, end: 1_700_000_000 }]) },
    '30.00',
  ],
  [
    'tiers',
    {
      items: list({
        quantity: 15,
        price: {
          ...price,
          billing_scheme: 'tiered',
          tiers_mode: 'graduated',
          tiers: [
            { up_to: 10, unit_amount: 500 },
            { up_to: null, unit_amount: 100 },
          ],
        },
      }),
    },
    '55.00',
  ],
])('the revenue of %s', (_, more, mrr) => {
  expect(shown(fields(more))).toBe(mrr);
});

test.each<[string, RawFields]>([
  ['tiers that are not shown', { items: list({ quantity: 1, price: { ...price, billing_scheme: 'tiered' } }) }],
  ['discounts that are only ids', { discounts: '["di_1"]' }],
  ['a coupon that is only an id', { discounts: '[{"source":{"type":"coupon","coupon":"co_1"},"end":null}]' }],
  ['a discount of one item', { items: list({ quantity: 1, price, discounts: ['di_1'] }) }],
  ['more items than are shown', { items: JSON.stringify({ data: [], has_more: true }) }],
  ['a status that is new', { status: 'hibernating' }],
])('a subscription with %s is unknown, not guessed', (_, more) => {
  expect(readStripeSubscription('sub_1', fields(more))).toBeNull();
});
