import type { StripeAccount, StripeObject } from './stripe-account.ts';
import { refuse } from './stripe-errors.ts';
import { type Json, requireParams, textOf } from './stripe-params.ts';

type Fields = { [name: string]: Json };

const MONTH_S = 30 * 24 * 60 * 60;

export function createSubscription(account: StripeAccount, given: Fields): StripeObject {
  requireParams(given, 'customer', 'items');
  const { items, trial_period_days: trialDays, discounts, ...rest } = given;
  const customer = account.get('customer', textOf(given['customer']), 'customer');
  const isSent = given['collection_method'] === 'send_invoice';
  if (isSent && given['days_until_due'] === undefined) requireParams(given, 'days_until_due');
  const settings = customer['invoice_settings'] as Fields | undefined;
  const canPay = isSent || trialDays !== undefined || given['default_payment_method'] || settings?.['default_payment_method'];
  if (!canPay) {
    throw refuse({ code: 'resource_missing', message: 'This customer has no attached payment source or default payment method.' });
  }
  const id = textOf(given['id']) || account.newId('sub_');
  const created = account.create('subscription', {
    ...{
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      ended_at: null,
      description: null,
      metadata: {},
      days_until_due: null,
    },
    ...{ collection_method: 'charge_automatically', default_payment_method: null, latest_invoice: null },
    ...rest,
    ...{ id, status: trialDays === undefined ? 'active' : 'trialing', start_date: account.nowS(), billing_cycle_anchor: account.nowS() },
    items: listOf(
      id,
      (items as Fields[]).map((item) => toItem(account, id, item)),
    ),
    currency: currencyOf(account, items as Fields[]),
    discounts: discountsOf(account, id, discounts),
  });
  const invoice = account.create('invoice', {
    ...{ customer: customer.id, subscription: id, status: isSent ? 'open' : 'paid', billing_reason: 'subscription_create', metadata: {} },
    ...{
      currency: created['currency'] ?? 'usd',
      ...amountsOf(created, !isSent),
      description: null,
      number: `SBX-${account.all('invoice').length + 1}`,
    },
  });
  return account.update('subscription', id, { latest_invoice: invoice.id });
}

export function updateSubscription(account: StripeAccount, id: string, given: Fields): StripeObject {
  const before = account.get('subscription', id);
  if (before['status'] === 'canceled') {
    throw refuse({ message: 'A canceled subscription can only update its cancellation_details and metadata.' });
  }
  const { items, discounts, ...rest } = given;
  // It says how to charge for the change, and is no property.
  delete rest['proration_behavior'];
  const present = (before['items'] as { data: Fields[] }).data;
  const changed = items === undefined ? {} : { items: listOf(id, changeItems(account, id, present, items as Fields[])) };
  const discounted = discounts === undefined ? {} : { discounts: discountsOf(account, id, discounts) };
  return account.update('subscription', id, { ...rest, ...changed, ...discounted });
}

/** A subscription shows the ids of its discounts, which say which coupon they come from, and when they end. */
function discountsOf(account: StripeAccount, subscription: string, asked: Json | undefined): string[] {
  return ((asked ?? []) as Fields[]).map((one) => {
    const coupon = account.get('coupon', textOf(one['coupon']), 'discounts');
    const months = coupon['duration_in_months'];
    const end = coupon['duration'] === 'repeating' && typeof months === 'number' ? account.nowS() + months * MONTH_S : null;
    const source = { type: 'coupon', coupon: coupon.id };
    return account.create('discount', { subscription, source, start: account.nowS(), end, promotion_code: null }).id;
  });
}

export function cancelSubscription(account: StripeAccount, id: string): StripeObject {
  account.get('subscription', id);
  const ended = account.update('subscription', id, { status: 'canceled', canceled_at: account.nowS(), ended_at: account.nowS() });
  account.tell('customer.subscription.deleted', ended);
  return ended;
}

function changeItems(account: StripeAccount, subscription: string, present: Fields[], asked: Fields[]): Fields[] {
  const known = new Map(present.map((item) => [item['id'], item]));
  for (const { id, deleted, ...change } of asked) {
    const before = id === undefined ? undefined : known.get(id);
    if (id !== undefined && !before) {
      throw refuse({ code: 'resource_missing', message: `No such subscription_item: '${textOf(id)}'`, param: 'items' });
    }
    if (before && deleted === true) {
      known.delete(id);
    } else if (before) {
      const priced = change['price'] ? { price: account.get('price', textOf(change['price']), 'price') } : {};
      known.set(id, { ...before, ...change, ...priced });
    } else {
      const item = toItem(account, subscription, change);
      known.set(item['id'], item);
    }
  }
  return [...known.values()];
}

function toItem(account: StripeAccount, subscription: string, item: Fields): Fields {
  requireParams(item, 'price');
  const price = account.get('price', textOf(item['price']), 'items[0][price]');
  if (price['type'] !== 'recurring') {
    throw refuse({ message: 'The price is `type=one_time`, but only `type=recurring` is accepted.', param: 'items' });
  }
  const period = { current_period_start: account.nowS(), current_period_end: account.nowS() + MONTH_S };
  return {
    id: account.newId('si_'),
    object: 'subscription_item',
    created: account.nowS(),
    subscription,
    quantity: 1,
    discounts: [],
    metadata: {},
    ...item,
    ...period,
    price,
  };
}

const listOf = (subscription: string, data: Fields[]): Fields => ({
  ...{ object: 'list', data, has_more: false, total_count: data.length, url: `/v1/subscription_items?subscription=${subscription}` },
});

const currencyOf = (account: StripeAccount, items: Fields[]): Json =>
  account.find('price', textOf(items[0]?.['price']))?.['currency'] ?? 'usd';

function amountsOf({ items }: StripeObject, paid: boolean): Fields {
  const { data } = items as { data: Fields[] };
  const total = data.reduce((sum, item) => sum + Number((item['price'] as Fields)['unit_amount']) * Number(item['quantity']), 0);
  return { amount_due: total, amount_paid: paid ? total : 0, amount_remaining: paid ? 0 : total, subtotal: total, total };
}
