import { z } from 'zod';
import { readCursor, writeCursor } from '#connectors/cursor.ts';
import type { PageRequest, RecordPage, VendorRecord } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { momentAt } from '#domain/instant.ts';
import { ListPlace, PAGE, readListing, repeated } from './stripe-listing.ts';
import { endpointOf, fetchOne, inParallel, toRecord } from './stripe-record.ts';

/** Stripe keeps events for 30 days; the last of them could be gone before it is read. */
const FEED_MS = 29 * 24 * 60 * 60_000;

const Place = z.discriminatedUnion('by', [ListPlace, z.object({ by: z.literal('events'), after: z.string() })]);

/** The part of an event's type before the verb. */
const topics: Readonly<Record<string, string>> = {
  customers: 'customer',
  products: 'product',
  prices: 'price',
  subscriptions: 'customer.subscription',
  invoices: 'invoice',
};
/** Those of an invoice tell each step of its payment. All lead to the object itself. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  customers: ['created', 'updated'],
  products: ['created', 'updated'],
  prices: ['created', 'updated'],
  subscriptions: ['created', 'updated', 'deleted', 'paused', 'resumed'],
  invoices: ['created', 'updated', 'finalized', 'paid', 'payment_failed', 'voided', 'marked_uncollectible'],
};
/** A subscription that ended, and a price that is inactive, can still be read. */
const deletable = new Set(['customers', 'products', 'invoices']);

const changes = (object: string): string[] => (verbs[object] ?? []).map((verb) => `${topics[object]}.${verb}`);
const deletions = (object: string): string[] => (deletable.has(object) ? [`${topics[object]}.deleted`] : []);

/** What a webhook has to tell about an object. */
export const eventTypesOf = (object: string): string[] => [...changes(object), ...deletions(object)];

export async function readPage(session: VendorSession, request: PageRequest): Promise<RecordPage> {
  const place = readCursor(Place, request.cursor);
  const isTold = request.since !== null && request.since.getTime() > Date.now() - FEED_MS;
  const usesEvents = place === null ? request.what === 'gone' || (request.what === 'changed' && isTold) : place.by === 'events';
  if (!usesEvents) return readListing(session, request, place?.by === 'list' ? place : null);
  return readEvents(session, request, place?.after);
}

const Events = z.object({
  data: z.array(z.object({ id: z.string(), created: z.number(), data: z.object({ object: z.object({ id: z.string() }) }) })),
  has_more: z.boolean(),
});

/** Events say which objects changed. What they contain is of another version, and old: the objects themselves are read. */
async function readEvents(
  session: VendorSession,
  { object, fields, what, since, findKnown }: PageRequest,
  after: string | undefined,
): Promise<RecordPage> {
  const types = what === 'gone' ? deletions(object) : changes(object);
  if (types.length === 0) return { records: [], next: null };
  const oldest = Math.max(since?.getTime() ?? 0, Date.now() - FEED_MS);
  const query = { limit: PAGE, 'types[]': types, 'created[gte]': Math.floor(oldest / 1_000), starting_after: after };
  const { data, has_more: hasMore } = (
    await session.call({ method: 'GET', path: '/v1/events', query, draws: endpointOf('GET', 'events') })
  ).read(Events);
  const last = data.at(-1);
  if (last && last.id === after) throw repeated();
  const next = hasMore && last ? writeCursor({ by: 'events', after: last.id }) : null;
  if (what === 'gone') return { records: data.map(toGone), next };
  const told = data.map((event) => ({ eventId: event.id, recordId: event.data.object.id }));
  const known = (await findKnown?.(told)) ?? new Set();
  const ids = [...new Set(told.flatMap(({ eventId, recordId }) => (known.has(eventId) ? [] : [recordId])))];
  const latest = data.length === 0 ? null : timeOf(Math.max(...data.map(({ created }) => created)));
  return { records: await readMany(session, object, ids, fields), next, latest, mark: last?.id };
}

const timeOf = (seconds: number): string | null => momentAt(seconds * 1_000)?.toISOString() ?? null;

function toGone({ id, created, data }: z.infer<typeof Events>['data'][number]): VendorRecord {
  return {
    id: data.object.id,
    modifiedAt: timeOf(created),
    version: id,
    state: 'deleted',
    mergedInto: null,
    fields: {},
  };
}

export async function readMany(
  session: VendorSession,
  object: string,
  ids: readonly string[],
  fields: readonly string[],
): Promise<VendorRecord[]> {
  const found = await inParallel(ids, (id) => fetchOne(session, object, id));
  return found.flatMap((one) => (one === null ? [] : toRecord(object, one, fields)));
}
