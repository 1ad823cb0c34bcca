import type { StripeAccount, StripeObject } from './stripe-account.ts';
import { refuse } from './stripe-errors.ts';
import * as param from './stripe-params.ts';

type Fields = { [name: string]: param.Json };

export const paging: param.ParamSpec = {
  limit: param.integer,
  starting_after: param.text(),
  ending_before: param.text(),
  created: param.timeRange,
  expand: param.list(param.text()),
};

/** Where the pages of a list have ended: the next one begins there. */
const ends = new WeakMap<readonly object[], Map<string, number>>();

/** Newest first. `starting_after` continues towards older objects, `ending_before` towards newer ones. */
export function pageOf<T extends { id: string; created: number }>(
  account: StripeAccount,
  newestFirst: readonly T[],
  asked: Fields,
  url: string,
  isShown: (object: T) => boolean = () => true,
): { object: 'list'; data: T[]; has_more: boolean; url: string } {
  const limit = readLimit(asked);
  const isAsked = (object: T) => isWithin(object.created, asked['created']) && isShown(object);
  const [after, before] = [asked['starting_after'], asked['ending_before']];
  if (typeof after === 'string' && typeof before === 'string') {
    throw refuse({ message: 'You cannot parameterize both starting_after and ending_before.' });
  }
  const placeOf = (id: string, name: string) => {
    const place = ends.get(newestFirst)?.get(id) ?? newestFirst.findIndex((one) => one.id === id);
    if (place === -1) throw refuse({ code: 'resource_missing', message: `No such object: '${id}'`, param: name });
    return place;
  };
  if (typeof before === 'string' && !account.repeatPages) {
    const newer = newestFirst.slice(0, placeOf(before, 'ending_before')).filter(isAsked);
    return { object: 'list', data: newer.slice(-limit), has_more: newer.length > limit, url };
  }
  const from = typeof after === 'string' && !account.repeatPages ? placeOf(after, 'starting_after') + 1 : 0;
  const rest: T[] = [];
  const known = ends.get(newestFirst) ?? new Map<string, number>();
  ends.set(newestFirst, known);
  // By number: an iterator takes its time for each of the objects before.
  for (let place = from; place < newestFirst.length && rest.length <= limit; place++) {
    const object = newestFirst[place];
    if (object === undefined || !isAsked(object)) continue;
    rest.push(object);
    if (rest.length === limit) known.set(object.id, place);
  }
  return { object: 'list', data: rest.slice(0, limit), has_more: account.repeatPages || rest.length > limit, url };
}

export function readLimit({ limit = 10 }: Fields): number {
  if (typeof limit !== 'number' || limit < 1 || limit > 100) {
    throw refuse({ message: `This value must be between 1 and 100.`, param: 'limit', code: 'parameter_invalid_integer' });
  }
  return limit;
}

function isWithin(created: number, range: param.Json | undefined): boolean {
  if (range === undefined || range === null) return true;
  if (typeof range === 'number') return created === range;
  const { gt, gte, lt, lte } = range as Record<string, number | undefined>;
  return created > (gt ?? -Infinity) && created >= (gte ?? -Infinity) && created < (lt ?? Infinity) && created <= (lte ?? Infinity);
}

/** `customer` of an invoice is its id, or the customer itself if it is asked for. */
const expandable = {
  customer: 'customer',
  product: 'product',
  latest_invoice: 'invoice',
  subscription: 'subscription',
  price: 'price',
  coupon: 'coupon',
  discounts: 'discount',
} as const;

/** `within`: what the objects are in, such as `data` for a list, which counts as a level. */
export function expand(account: StripeAccount, object: StripeObject, asked: readonly string[], within = ''): StripeObject {
  const expanded = structuredClone(object);
  const paths = asked.map((path) => (within !== '' && path.startsWith(`${within}.`) ? path.slice(within.length + 1) : path));
  for (const path of paths) expandAt(account, expanded, path.split('.'), path);
  if (!paths.some((path) => path.split('.').at(-1) === 'tiers')) hideTiers(expanded);
  return expanded;
}

function expandAt(account: StripeAccount, object: param.Json, [name = '', ...rest]: string[], path: string): void {
  if (Array.isArray(object)) return object.forEach((one) => expandAt(account, one, [name, ...rest], path));
  if (typeof object !== 'object' || object === null) return;
  if (name === 'tiers' && object['object'] === 'price') return;
  const kind = Object.hasOwn(expandable, name) ? expandable[name as keyof typeof expandable] : undefined;
  const value = object[name];
  if (value === undefined || (rest.length === 0 && !kind)) {
    throw refuse({ message: `This property cannot be expanded (${path}).`, param: 'expand' });
  }
  const find = (one: param.Json): param.Json => (kind && typeof one === 'string' ? (structuredClone(account.find(kind, one)) ?? one) : one);
  const next = Array.isArray(value) ? value.map(find) : find(value);
  object[name] = next;
  if (rest.length > 0) expandAt(account, next, rest, path);
}

/** Tiers of a price are shown only to those who ask for them. */
function hideTiers(value: param.Json): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && value['object'] === 'price') delete value['tiers'];
  for (const inner of Object.values(value)) hideTiers(inner);
}
