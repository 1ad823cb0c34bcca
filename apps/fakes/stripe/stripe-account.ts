import { randomBytes } from 'node:crypto';
import type { VendorClock } from '#apps/fakes/vendor-clock.ts';
import { lockTimeout, missing, refuse } from './stripe-errors.ts';
import type { Json } from './stripe-params.ts';

const objectTypes = ['customer', 'product', 'price', 'coupon', 'discount', 'subscription', 'invoice', 'webhook_endpoint'] as const;
export type ObjectName = (typeof objectTypes)[number];

export type StripeObject = { id: string; object: string; created: number } & { [name: string]: Json };

export interface StripeEvent {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: Json; previous_attributes?: Json };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}

const prefixes: Record<ObjectName, string> = {
  ...{ customer: 'cus_', product: 'prod_', price: 'price_', subscription: 'sub_', invoice: 'in_', webhook_endpoint: 'we_' },
  ...{ coupon: 'co_', discount: 'di_' },
};
/** What such an object always has. */
const defaults: Partial<Record<ObjectName, { [name: string]: Json }>> = {
  subscription: { discounts: [], items: { object: 'list', data: [], has_more: false } },
};
/** The version of the account, which events are written in whatever a request asks for. */
const ACCOUNT_VERSION = '2026-04-22.dahlia';
const DAY_S = 24 * 60 * 60;
const RETENTION_MS = 30 * 24 * 60 * 60_000;

/** One Stripe account in a sandbox: its objects and its events. */
export class StripeAccount {
  readonly id = 'acct_1CausewaySandbox';
  readonly clock: VendorClock;
  /** Objects that another request holds. */
  readonly locked = new Set<string>();
  /** Searches show objects as they were when they were last indexed. */
  searchLags = false;
  /** Lists return their first page for ever. */
  repeatPages = false;
  /** The request that makes the present changes. */
  request: StripeEvent['request'] = { id: null, idempotency_key: null };
  onEvent: (event: StripeEvent) => void = () => {};
  readonly #objects = new Map<ObjectName, Map<string, StripeObject>>(objectTypes.map((name) => [name, new Map<string, StripeObject>()]));
  readonly #deleted = new Map<string, ObjectName>();
  readonly #indexed = new Map<string, StripeObject>();
  readonly #events: StripeEvent[] = [];
  /** Until an object of the kind changes: lists of many objects are read page by page. */
  readonly #newestFirst = new Map<ObjectName, readonly StripeObject[]>();

  constructor(clock: VendorClock) {
    this.clock = clock;
  }

  nowS = (): number => Math.floor(this.clock.now() / 1_000);

  newId = (prefix: string): string => `${prefix}${randomBytes(12).toString('hex')}`;

  /** In the order of creation. */
  all(name: ObjectName): StripeObject[] {
    return [...this.#of(name).values()];
  }

  newestFirst(name: ObjectName): readonly StripeObject[] {
    const known = this.#newestFirst.get(name) ?? this.all(name).toReversed();
    this.#newestFirst.set(name, known);
    return known;
  }

  searchable(name: ObjectName): StripeObject[] {
    return this.all(name).flatMap(({ id }) => this.#indexed.get(id) ?? []);
  }

  /** Shows the latest objects in searches. */
  index(): void {
    for (const name of objectTypes) for (const one of this.all(name)) this.#indexed.set(one.id, one);
  }

  find(name: ObjectName, id: string): StripeObject | undefined {
    return this.#of(name).get(id);
  }

  /** Throws what Stripe answers: 404, or 400 if the id stood in a parameter. */
  get(name: ObjectName, id: string, param?: string): StripeObject {
    const found = this.find(name, id);
    if (found) return found;
    throw refuse({ ...missing(name, id, param), ...(param === undefined ? {} : { status: 400 }) });
  }

  isDeleted(name: ObjectName, id: string): boolean {
    return this.#deleted.get(id) === name;
  }

  /** So many objects, created over so many days until the day before, of which no event tells. */
  seed(name: ObjectName, count: number, fieldsOf: (index: number) => { [name: string]: Json }, overDays = 0): void {
    const first = this.nowS() - DAY_S * (overDays + 1);
    for (let index = 0; index < count; index++) {
      const created = first + Math.floor((index / count) * overDays * DAY_S);
      this.#keep(name, { ...fieldsOf(index), id: this.newId(prefixes[name]), object: name, created, livemode: false });
    }
  }

  create(name: ObjectName, fields: { [name: string]: Json }): StripeObject {
    const id = typeof fields['id'] === 'string' ? fields['id'] : this.newId(prefixes[name]);
    const created: StripeObject = { ...defaults[name], ...fields, id, object: name, created: this.nowS(), livemode: false };
    this.#keep(name, created);
    this.#tell(`${eventName(name)}.created`, created);
    return created;
  }

  /** Metadata is merged by key; an empty value removes the key. */
  update(name: ObjectName, id: string, changes: { [name: string]: Json }): StripeObject {
    const before = this.get(name, id);
    if (this.locked.has(id)) throw refuse(lockTimeout());
    const metadata = changes['metadata'] === undefined ? {} : { metadata: mergeMetadata(before['metadata'], changes['metadata']) };
    const after: StripeObject = { ...before, ...changes, ...metadata, ...(name === 'product' ? { updated: this.nowS() } : {}) };
    const changed = Object.keys(after).filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]));
    if (changed.length === 0) return before;
    this.#keep(name, after);
    this.#tell(`${eventName(name)}.updated`, after, Object.fromEntries(changed.map((key) => [key, before[key] ?? null])));
    return after;
  }

  delete(name: ObjectName, id: string): { id: string; object: string; deleted: true } {
    const gone = this.get(name, id);
    this.#of(name).delete(id);
    this.#newestFirst.delete(name);
    this.#deleted.set(id, name);
    this.#indexed.delete(id);
    this.#tell(`${eventName(name)}.deleted`, gone);
    return { id, object: name, deleted: true };
  }

  /** What is told under a name of its own, such as the end of a subscription. */
  tell(type: string, object: StripeObject): void {
    this.#tell(type, object);
  }

  /** Newest first, of the last 30 days. */
  events(): StripeEvent[] {
    const since = this.nowS() - RETENTION_MS / 1_000;
    return this.#events.filter(({ created }) => created > since).toReversed();
  }

  #of(name: ObjectName): Map<string, StripeObject> {
    return this.#objects.get(name) ?? new Map<string, StripeObject>();
  }

  #keep(name: ObjectName, object: StripeObject): void {
    this.#of(name).set(object.id, object);
    this.#newestFirst.delete(name);
    if (!this.searchLags) this.#indexed.set(object.id, object);
  }

  #tell(type: string, object: StripeObject, previous?: Json): void {
    if (object.object === 'webhook_endpoint' || object.object === 'discount') return;
    const event: StripeEvent = {
      ...{ id: this.newId('evt_'), object: 'event', api_version: ACCOUNT_VERSION, created: this.nowS(), type },
      ...{ livemode: false, pending_webhooks: 0, request: this.request },
      data: { object: structuredClone(object), ...(previous === undefined ? {} : { previous_attributes: previous }) },
    };
    this.#events.push(event);
    this.onEvent(event);
  }
}

/** Subscriptions are told as parts of a customer. */
const eventName = (name: ObjectName) => (name === 'subscription' ? 'customer.subscription' : name);

function mergeMetadata(before: Json | undefined, changes: Json): Json {
  const merged = { ...(before as Record<string, Json> | undefined), ...(changes as Record<string, Json>) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}
