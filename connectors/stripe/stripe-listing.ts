import { z } from 'zod';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { ListingDivision } from '#connectors/connector.ts';
import { readCursor, writeCursor } from '#connectors/cursor.ts';
import type { PageRequest, RecordPage } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { endpointOf, fetchOne, inParallel, isMissing, listExpansions, StripeObject, toRecord } from './stripe-record.ts';

export const PAGE = 100;

/** After this object, which was created then, or, for the first page of a part, from that time on; and not before `from`. Times in seconds. */
export const ListPlace = z.object({
  by: z.literal('list'),
  after: z.string().optional(),
  created: z.number(),
  from: z.number().optional(),
});
type ListPlace = z.infer<typeof ListPlace>;

/** Nothing in Stripe is older. Only where a listing is divided depends on it. */
const FIRST_CREATED = Date.UTC(2010, 0) / 1_000;

const List = z.object({ data: z.array(StripeObject), has_more: z.boolean() });

/** Newest first, each page after the last object of the one before: what is created meanwhile is told by events. */
export async function readListing(session: VendorSession, { object, fields }: PageRequest, place: ListPlace | null): Promise<RecordPage> {
  const list = (query: Record<string, string | number | undefined>) =>
    session.call({
      method: 'GET',
      path: `/v1/${object}`,
      query: { limit: PAGE, ...(object === 'subscriptions' ? { status: 'all' } : {}), ...listExpansions(object), ...query },
      draws: endpointOf('GET', object),
    });
  const first = place?.after === undefined ? { 'created[lte]': place?.created } : { starting_after: place.after };
  const answer = await list({ ...first, 'created[gte]': place?.from }).catch((error: unknown) => {
    // The object that the page would begin after was deleted: its time leads to the same place, with a few objects again.
    if (place?.after !== undefined && isMissing(error)) return list({ 'created[lte]': place.created, 'created[gte]': place.from });
    throw error;
  });
  const { data, has_more: hasMore } = answer.read(List);
  const last = data.at(-1);
  if (last && last.id === place?.after) throw repeated();
  const next = hasMore && last ? writeCursor({ by: 'list', after: last.id, created: last.created ?? 0, from: place?.from }) : null;
  const whole = await inParallel(data, async (one) => (isTiered(object, one) ? ((await fetchOne(session, object, one.id)) ?? one) : one));
  return { records: whole.map((one) => toRecord(object, one, fields)), next };
}

const Tiered = z.object({ items: z.object({ data: z.array(z.object({ price: z.object({ billing_scheme: z.string().optional() }) })) }) });

/** The tiers of a price are too deep for a list. */
function isTiered(object: string, one: StripeObject): boolean {
  const parsed = object === 'subscriptions' ? Tiered.safeParse(one) : undefined;
  return parsed?.data?.items.data.some(({ price }) => price.billing_scheme === 'tiered') ?? false;
}

export const repeated = () => new ConnectorError('rejected', 'Stripe answered with the page that it had given before');

/** In the middle of the time that is left. Where most objects are of few days, the part in which they are is divided again. */
async function split(_session: VendorSession, { cursor }: { cursor: string }): Promise<readonly [string, string] | null> {
  const place = readCursor(ListPlace, cursor);
  const oldest = place?.from ?? FIRST_CREATED;
  if (place === null || place.created - oldest < 2) return null;
  const middle = Math.floor((oldest + place.created) / 2);
  return [writeCursor({ ...place, from: middle + 1 }), writeCursor({ by: 'list', created: middle, from: place.from })];
}

/** Of 25 calls a second, each under way for up to 0.3 seconds. */
export const stripeDivision: ListingDivision = { readers: 8, split };
