import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FieldValue, VendorRecord } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { momentAt } from '#domain/instant.ts';
import { stripeFields } from './stripe-fields.ts';

export const StripeObject = z.looseObject({ id: z.string(), created: z.number().optional(), deleted: z.boolean().optional() });
export type StripeObject = z.infer<typeof StripeObject>;

/** Every call draws on the limit of its endpoint, which all ids of a kind share. */
export const endpointOf = (method: string, object: string, id?: string) => [
  { id: 'endpoint', key: `${method} ${object}${id === undefined ? '' : '/:id'}` },
];

/** Stripe tells no time of a change: the digest of an object is its version. */
export function toRecord(object: string, found: StripeObject, fields: readonly string[]): VendorRecord {
  const types = new Map(stripeFields[object]?.map(({ name, type }) => [name, type]));
  return {
    id: found.id,
    modifiedAt: null,
    version: createHash('sha256').update(JSON.stringify(found)).digest('base64url').slice(0, 22),
    state: 'live',
    mergedInto: null,
    fields: Object.fromEntries(fields.map((name) => [name, readValue(types.get(name), valueAt(found, name))])),
  };
}

/** `metadata.deal` is the key `deal` of the metadata, also if it has dots itself. */
function valueAt(object: StripeObject, path: string): unknown {
  const dot = path.indexOf('.');
  if (dot === -1) return object[path];
  const inner = object[path.slice(0, dot)];
  const name = path.slice(dot + 1);
  return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name) ? (inner as Record<string, unknown>)[name] : null;
}

function readValue(type: string | undefined, value: unknown): FieldValue {
  if (value === null || value === undefined) return null;
  if (type === 'time' && typeof value === 'number') return momentAt(value * 1_000)?.toISOString() ?? String(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  const { id } = value as { id?: unknown };
  return typeof id === 'string' ? id : JSON.stringify(value);
}

/** Stripe repeats its answer to a key, and shows the key in the events of the call. */
const OWN = 'causeway-';
export const idempotencyKey = (key: string): string => `${OWN}${key}`.slice(0, 255);
export const writeKeyOf = (shown: string): string | undefined => (shown.startsWith(OWN) ? shown.slice(OWN.length) : undefined);

/** Calls at once: enough for the rate of an endpoint at ordinary latencies, few enough to leave others room. */
const AT_ONCE = 10;

/** Throws the first failure, and begins nothing after it. */
export async function inParallel<Item, Result>(items: readonly Item[], act: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...items.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await act(next[1]);
  };
  const end = (error: unknown) => {
    waiting.length = 0;
    throw error;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, () => work().catch(end)));
  return results;
}

/** What revenue depends on, and Stripe shows only if it is asked: up to four levels deep, of which the `data` of a list is one. */
const expansions: Readonly<Record<string, { list: string[]; single: string[] }>> = {
  subscriptions: {
    list: ['data.discounts.source.coupon'],
    single: ['discounts.source.coupon', 'items.data.price.tiers'],
  },
};
export const listExpansions = (object: string) => ({ 'expand[]': expansions[object]?.list ?? [] });

/** Null if it does not exist, or no longer. */
export async function fetchOne(session: VendorSession, object: string, id: string): Promise<StripeObject | null> {
  const path = `/v1/${object}/${encodeURIComponent(id)}`;
  const query = { 'expand[]': expansions[object]?.single ?? [] };
  const call = { method: 'GET', path, query, draws: endpointOf('GET', object, id) } as const;
  const found = await unlessMissing(async () => (await session.call(call)).read(StripeObject));
  return found?.deleted === true ? null : found;
}

export async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'details' in error && (error.details as { code?: string }).code === 'resource_missing';
