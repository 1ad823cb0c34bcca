import type { ObjectName, StripeAccount, StripeObject } from './stripe-account.ts';
import { refuse } from './stripe-errors.ts';
import * as param from './stripe-params.ts';
import { createSubscription, cancelSubscription, updateSubscription } from './stripe-subscriptions.ts';

type Fields = { [name: string]: param.Json };

/** One kind of object: what its requests may contain, and what they do. */
export interface Resource {
  name: ObjectName;
  path: string;
  /** The permission of a restricted key. */
  permission: string;
  create: param.ParamSpec;
  update: param.ParamSpec;
  filters: param.ParamSpec;
  searches: boolean;
  insert: (account: StripeAccount, given: Fields) => StripeObject;
  change: (account: StripeAccount, id: string, given: Fields) => StripeObject;
  remove: ((account: StripeAccount, id: string) => object) | undefined;
  /** What a list shows unless it is asked for more. */
  isListed?: (object: StripeObject, filters: Fields) => boolean;
}

const text = param.text();
const common = { metadata: param.metadata, description: text };
const address = param.hash({ city: text, country: param.text(2), line1: text, line2: text, postal_code: text, state: text });
const customer = {
  ...common,
  ...{ name: param.text(256), email: param.email, phone: param.text(20), address, balance: param.integer },
  ...{ invoice_settings: param.hash({ default_payment_method: text }), tax_exempt: param.choice('none', 'exempt', 'reverse') },
};
const product = { ...common, name: text, active: param.boolean, url: text, unit_label: param.text(12) };
const interval = param.choice('day', 'week', 'month', 'year');
/** The last tier has no end. */
const upTo: param.ParamType = (value, name) => (value === 'inf' ? null : param.integer(value, name));
const tiers = param.list(param.hash({ up_to: upTo, unit_amount: param.integer, flat_amount: param.integer }), 100);
const priceChange = { metadata: param.metadata, active: param.boolean, nickname: text, lookup_key: param.text(200) };
const items = param.list(
  param.hash({ id: text, price: text, quantity: param.integer, metadata: param.metadata, deleted: param.boolean }),
  20,
);
const subscriptionChange = {
  ...common,
  discounts: param.list(param.hash({ coupon: text }), 20),
  ...{ items, cancel_at_period_end: param.boolean, days_until_due: param.integer, default_payment_method: text },
  collection_method: param.choice('charge_automatically', 'send_invoice'),
  proration_behavior: param.choice('always_invoice', 'create_prorations', 'none'),
};
const invoiceChange = { ...common, days_until_due: param.integer, auto_advance: param.boolean, footer: text };
const statuses = ['active', 'canceled', 'incomplete', 'past_due', 'trialing', 'unpaid'];

const plain = (name: ObjectName, defaults: Fields, ...required: string[]): Pick<Resource, 'insert' | 'change'> => ({
  insert(account, given) {
    param.requireParams(given, ...required);
    return account.create(name, { ...structuredClone(defaults), ...given });
  },
  change: (account, id, given) => account.update(name, id, given),
});

export const resources: readonly Resource[] = [
  {
    ...{ name: 'customer', path: 'customers', permission: 'rak_customer', searches: true },
    ...{ create: customer, update: customer, filters: { email: param.text(512) } },
    ...plain('customer', {
      ...blank('address', 'currency', 'default_source', 'description', 'email', 'name', 'phone', 'shipping'),
      ...{ balance: 0, delinquent: false, metadata: {}, tax_exempt: 'none', invoice_settings: { default_payment_method: null } },
    }),
    remove: (account, id) => {
      const own = account.all('subscription').filter((one) => one['customer'] === id && one['status'] !== 'canceled');
      for (const one of own) cancelSubscription(account, one.id);
      return account.delete('customer', id);
    },
  },
  {
    ...{ name: 'product', path: 'products', permission: 'rak_product', searches: true },
    ...{ create: { ...product, id: text }, update: product, filters: { active: param.boolean, ids: param.list(text) } },
    ...plain(
      'product',
      {
        ...blank('description', 'default_price', 'url', 'unit_label', 'tax_code'),
        active: true,
        images: [],
        metadata: {},
        type: 'service',
      },
      'name',
    ),
    remove(account, id) {
      const isPriced = account.all('price').some((one) => one['product'] === id);
      if (isPriced) throw refuse({ message: 'This product cannot be deleted because it has one or more user-created prices.' });
      return account.delete('product', id);
    },
  },
  {
    ...{ name: 'price', path: 'prices', permission: 'rak_plan', searches: true, remove: undefined },
    create: {
      ...priceChange,
      ...{ currency: param.currency, unit_amount: param.integer, product: text },
      ...{ billing_scheme: param.choice('per_unit', 'tiered'), tiers_mode: param.choice('graduated', 'volume'), tiers },
      recurring: param.hash({ interval, interval_count: param.integer }),
    },
    update: priceChange,
    filters: { active: param.boolean, product: text, currency: param.currency, type: param.choice('one_time', 'recurring') },
    insert(account, given) {
      param.requireParams(given, 'currency', 'product', given['billing_scheme'] === 'tiered' ? 'tiers' : 'unit_amount');
      account.get('product', param.textOf(given['product']), 'product');
      const unit = given['unit_amount'];
      const recurring = given['recurring'] ? { interval_count: 1, usage_type: 'licensed', ...(given['recurring'] as Fields) } : null;
      const rest = {
        ...blank('lookup_key', 'nickname', 'tiers_mode', 'unit_amount'),
        active: true,
        billing_scheme: 'per_unit',
        metadata: {},
      };
      const kind = { type: recurring ? 'recurring' : 'one_time', unit_amount_decimal: unit === undefined ? null : JSON.stringify(unit) };
      return account.create('price', { ...rest, ...given, ...kind, recurring });
    },
    change: (account, id, given) => account.update('price', id, given),
  },
  {
    ...{ name: 'coupon', path: 'coupons', permission: 'rak_coupon', searches: false },
    create: {
      ...{
        id: text,
        name: text,
        metadata: param.metadata,
        percent_off: param.integer,
        amount_off: param.integer,
        currency: param.currency,
      },
      ...{ duration: param.choice('once', 'repeating', 'forever'), duration_in_months: param.integer },
    },
    ...{ update: { name: text, metadata: param.metadata }, filters: {} },
    ...plain(
      'coupon',
      { ...blank('name', 'percent_off', 'amount_off', 'currency', 'duration_in_months'), valid: true, metadata: {} },
      'duration',
    ),
    remove: (account, id) => account.delete('coupon', id),
  },
  {
    ...{ name: 'subscription', path: 'subscriptions', permission: 'rak_subscription', searches: true },
    ...{
      create: { ...subscriptionChange, customer: text, currency: param.currency, trial_period_days: param.integer },
      update: subscriptionChange,
    },
    filters: { customer: text, price: text, status: param.choice('all', 'ended', ...statuses) },
    ...{ insert: createSubscription, change: updateSubscription, remove: cancelSubscription },
    isListed: ({ status }, filters) => filters['status'] !== undefined || status !== 'canceled',
  },
  {
    ...{ name: 'invoice', path: 'invoices', permission: 'rak_invoice', searches: true },
    create: {
      ...invoiceChange,
      customer: text,
      subscription: text,
      currency: param.currency,
      collection_method: subscriptionChange.collection_method,
    },
    update: invoiceChange,
    filters: { customer: text, subscription: text, status: param.choice('draft', 'open', 'paid', 'uncollectible', 'void') },
    insert(account, given) {
      param.requireParams(given, 'customer');
      account.get('customer', param.textOf(given['customer']), 'customer');
      const amounts = { amount_due: 0, amount_paid: 0, amount_remaining: 0, subtotal: 0, total: 0 };
      const rest = {
        ...blank('description', 'number', 'subscription'),
        auto_advance: false,
        status: 'draft',
        metadata: {},
        billing_reason: 'manual',
      };
      return account.create('invoice', { ...rest, ...amounts, currency: 'usd', collection_method: 'charge_automatically', ...given });
    },
    change: (account, id, given) => account.update('invoice', id, given),
    remove(account, id) {
      if (account.get('invoice', id)['status'] !== 'draft') throw refuse({ message: 'You can only delete draft invoices.' });
      return account.delete('invoice', id);
    },
  },
];

function blank(...names: string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, null]));
}
