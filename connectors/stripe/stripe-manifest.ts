import type { Manifest } from '#domain/connections/manifest.ts';

/** Pinned: the account's own version can be another, and older than what these files were written for. */
export const apiVersion = '2026-08-26.dahlia';

const setting = 'the permissions of the restricted key in Developers > API keys, or those of the app; then reconnect';
const permission = (name: string, noun: string, access: 'read' | 'write') => ({
  name: `rak_${name}_${access}`,
  text: access === 'read' ? `Read ${noun}` : `Create and change ${noun}`,
  reason: access === 'read' ? `Shows revenue of partners' deals by your ${noun}` : `Writes what you map to your ${noun}`,
  needed_for: access,
  setting,
});

interface Told {
  writable: boolean;
  deletes: 'told' | 'never';
  removal: 'delete' | 'never';
}
const object = (name: string, label: string, { writable, deletes, removal }: Told) => ({
  name,
  label,
  // Stripe shows the time of the creation only: changes are told by events.
  modified_field: null,
  writable,
  // Repeats within 24 hours have the same idempotency key.
  repeatable_creates: true,
  deletes,
  merges: 'never' as const,
  removal,
  blind_spots: [
    'Changes older than 30 days are in no event: after such a pause everything is read again, and what was deleted meanwhile is not told',
  ],
});

export const stripeManifest: Manifest = {
  vendor: 'stripe',
  label: 'Stripe',
  api: { version: apiVersion, ends_on: null },
  auth: ['token', 'oauth'],
  scopes: [
    ...[permission('customer', 'customers', 'read'), permission('product', 'products', 'read'), permission('plan', 'prices', 'read')],
    ...[
      permission('subscription', 'subscriptions', 'read'),
      // Shown with the subscriptions that they discount.
      permission('coupon', 'coupons', 'read'),
      permission('invoice', 'invoices', 'read'),
      permission('event', 'events', 'read'),
    ],
    ...[permission('webhook', 'webhook endpoints', 'write'), permission('customer', 'customers', 'write')],
    ...[
      permission('product', 'products', 'write'),
      permission('plan', 'prices', 'write'),
      permission('subscription', 'subscriptions', 'write'),
    ],
  ],
  objects: [
    object('customers', 'Customers', { writable: true, deletes: 'told', removal: 'delete' }),
    object('products', 'Products', { writable: true, deletes: 'told', removal: 'delete' }),
    // Prices are made inactive, and subscriptions end; both stay.
    object('prices', 'Prices', { writable: true, deletes: 'never', removal: 'never' }),
    object('subscriptions', 'Subscriptions', { writable: true, deletes: 'never', removal: 'never' }),
    object('invoices', 'Invoices', { writable: false, deletes: 'told', removal: 'never' }),
  ],
  limits: [
    {
      id: 'account',
      text: '100 calls a second of all applications of the account',
      window: { kind: 'rolling', seconds: 1 },
      max: 100,
      counts: 'call',
      shared: true,
    },
    {
      id: 'endpoint',
      text: '25 calls a second of each endpoint',
      window: { kind: 'rolling', seconds: 1 },
      max: 25,
      counts: 'each',
      shared: true,
    },
    {
      id: 'search',
      text: '20 searches a second',
      window: { kind: 'rolling', seconds: 1 },
      max: 20,
      counts: 'named',
      shared: true,
    },
  ],
  // Stripe has no calls for many records: a batch is so many calls. What an endpoint permits in a second is read and written in a second.
  batch: { read: 100, write: 25 },
};
