import type { FieldDescription } from '#connectors/record.ts';

type Type = FieldDescription['type'];

const field = (name: string, type: Type, more: Partial<FieldDescription> = {}): FieldDescription => ({
  name,
  label: name.replaceAll(/[._]/g, ' '),
  type,
  required: false,
  readOnly: false,
  maxLength: type === 'text' ? 5_000 : null,
  options: null,
  references: [],
  ...more,
});
const readOnly = (name: string, type: Type, more: Partial<FieldDescription> = {}) =>
  field(name, type, { readOnly: true, maxLength: null, ...more });
const choice = (name: string, values: readonly string[], more: Partial<FieldDescription> = {}) =>
  field(name, 'choice', { options: values.map((value) => ({ value, label: value })), ...more });
const link = (name: string, object: string, more: Partial<FieldDescription> = {}) =>
  field(name, 'reference', { references: [object], ...more });

const common = [readOnly('id', 'text'), readOnly('created', 'time'), readOnly('livemode', 'boolean'), field('metadata', 'other')];
const address = ['line1', 'line2', 'city', 'state', 'postal_code', 'country'].map((name) => field(`address.${name}`, 'text'));
const statuses = ['active', 'canceled', 'incomplete', 'incomplete_expired', 'past_due', 'paused', 'trialing', 'unpaid'];

/**
 * Stripe has no description of its objects that could be asked for: this is that of the pinned version. A part of an object is named with a
 * dot, such as `metadata.deal` or `address.city`.
 */
export const stripeFields: Readonly<Record<string, readonly FieldDescription[]>> = {
  customers: [
    ...common,
    ...[field('name', 'text', { maxLength: 256 }), field('email', 'text', { maxLength: 512 }), field('phone', 'text', { maxLength: 20 })],
    ...[
      field('description', 'text'),
      ...address,
      field('balance', 'number'),
      readOnly('currency', 'text'),
      readOnly('delinquent', 'boolean'),
    ],
    choice('tax_exempt', ['none', 'exempt', 'reverse']),
  ],
  products: [
    ...common,
    ...[field('name', 'text', { required: true }), field('description', 'text'), field('active', 'boolean'), field('url', 'text')],
    ...[field('unit_label', 'text', { maxLength: 12 }), link('default_price', 'prices', { readOnly: true }), readOnly('updated', 'time')],
  ],
  prices: [
    ...common,
    ...[link('product', 'products', { required: true }), field('currency', 'text', { required: true, maxLength: 3 })],
    // In the currency's smallest unit.
    ...[
      field('unit_amount', 'number', { required: true }),
      field('active', 'boolean'),
      field('nickname', 'text'),
      field('lookup_key', 'text'),
    ],
    ...[choice('recurring.interval', ['day', 'week', 'month', 'year']), field('recurring.interval_count', 'number')],
    choice('type', ['one_time', 'recurring'], { readOnly: true }),
  ],
  subscriptions: [
    ...common,
    ...[link('customer', 'customers', { required: true }), choice('status', statuses, { readOnly: true }), field('description', 'text')],
    ...[readOnly('currency', 'text'), field('cancel_at_period_end', 'boolean'), field('days_until_due', 'number')],
    choice('collection_method', ['charge_automatically', 'send_invoice']),
    ...['start_date', 'cancel_at', 'canceled_at', 'ended_at', 'trial_start', 'trial_end'].map((name) => readOnly(name, 'time')),
    ...[link('latest_invoice', 'invoices', { readOnly: true }), field('items', 'other', { required: true })],
  ],
  invoices: [
    ...common.map((one) => ({ ...one, readOnly: true })),
    ...[link('customer', 'customers', { readOnly: true }), link('subscription', 'subscriptions', { readOnly: true })],
    choice('status', ['draft', 'open', 'paid', 'uncollectible', 'void'], { readOnly: true }),
    ...['amount_due', 'amount_paid', 'amount_remaining', 'subtotal', 'total'].map((name) => readOnly(name, 'number')),
    ...[readOnly('currency', 'text'), readOnly('number', 'text'), readOnly('billing_reason', 'text'), readOnly('description', 'text')],
    ...['due_date', 'effective_at', 'period_start', 'period_end'].map((name) => readOnly(name, 'time')),
  ],
};
