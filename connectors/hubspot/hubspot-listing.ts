import { z } from 'zod';
import type { ListingDivision } from '#connectors/connector.ts';
import { readCursor, writeCursor } from '#connectors/cursor.ts';
import type { PageRequest, RecordPage } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { afterId, type HubspotObject, list, search, SEARCH_PAGE, toRecord, untilId } from './hubspot-page.ts';

const Id = z.string().regex(/^\d{1,15}$/);
const Place = z.union([
  // The vendor's own cursor; the last id that it has led to, if ids ascend; and the last id of this part.
  z.object({ after: z.string(), id: Id.optional(), to: Id.optional() }),
  // After this id, and up to that one. Of a part without end, the last id that there was.
  z.object({ from: Id, to: Id.optional(), last: Id.optional() }),
]);
type Place = z.infer<typeof Place>;
type Listing = Extract<Place, { after: string }>;

/**
 * Every live record. The list has a cursor of the vendor, so only one call of it can be under way; the parts that it is divided into are searched
 * by their ids.
 */
export async function readListing(session: VendorSession, request: PageRequest): Promise<RecordPage> {
  const place = readCursor(Place, request.cursor);
  return place !== null && 'from' in place ? searchPart(session, request, place) : listOn(session, request, place);
}

async function listOn(session: VendorSession, { object, fields }: PageRequest, place: Listing | null): Promise<RecordPage> {
  const { results, after } = await list(session, object, fields, { archived: false, after: place?.after });
  const to = place?.to;
  const own = to === undefined ? results : results.filter(({ id }) => Number(id) <= Number(to));
  const isOver = after === undefined || own.length < results.length;
  const id = place === null || place.id !== undefined ? lastAscending(results, place?.id) : undefined;
  return { records: own.map(toRecord), next: isOver ? null : writeCursor({ after, id, to }) };
}

/** HubSpot lists by id, but does not promise it. */
function lastAscending(results: readonly HubspotObject[], before = '0'): string | undefined {
  let last = before;
  for (const { id } of results) {
    if (!Id.safeParse(id).success || Number(id) <= Number(last)) return undefined;
    last = id;
  }
  return last;
}

async function searchPart(
  session: VendorSession,
  { object, fields }: PageRequest,
  { from, ...place }: Extract<Place, { from: string }>,
): Promise<RecordPage> {
  const found = await search(session, object, { properties: [...fields], filters: [...afterId(from), ...untilId(place.to)] });
  const last = found.at(-1);
  return { records: found.map(toRecord), next: last && found.length === SEARCH_PAGE ? writeCursor({ ...place, from: last.id }) : null };
}

/**
 * What the list keeps each time that it is divided, at first by both of the other readers. Of 11 calls a second, 5 may be searches, each with
 * twice as many records, so it is more than it can read in the same time: searches that have ended take from it again, but it cannot take from
 * them.
 */
const LIST_SHARE = 0.8;

/** What is left of the list ends at an id then. The rest is searched. */
async function split(session: VendorSession, { object, cursor }: { object: string; cursor: string }) {
  const place = readCursor(Place, cursor);
  const isSearched = place !== null && 'from' in place;
  const from = isSearched ? place.from : place?.id;
  if (place === null || from === undefined) return null;
  const last = place.to ?? (isSearched ? place.last : undefined) ?? (await findLast(session, object, from));
  const left = Number(last) - Number(from);
  if (left < 2 * SEARCH_PAGE) return null;
  const middle = String(Number(from) + Math.floor(left * (isSearched ? 0.5 : LIST_SHARE)));
  const rest = place.to === undefined ? { last } : { to: place.to };
  return [writeCursor({ ...place, to: middle }), writeCursor({ from: middle, ...rest })] as const;
}

/** The list, and two searches of up to 0.4 seconds: more could only wait. */
export const hubspotDivision: ListingDivision = { readers: 3, split };

async function findLast(session: VendorSession, object: string, from: string): Promise<string> {
  const [last] = await search(session, object, { properties: [], filters: afterId(from), direction: 'DESCENDING', limit: 1 });
  return last?.id ?? from;
}
