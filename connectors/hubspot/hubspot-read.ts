import { z } from 'zod';
import { readCursor, writeCursor } from '#connectors/cursor.ts';
import type { PageRequest, RecordPage, VendorRecord } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { readListing } from './hubspot-listing.ts';
import { hubspotManifest } from './hubspot-manifest.ts';
import { afterId, type Filter, type HubspotObject, list, Listed, objectPath, search, SEARCH_PAGE, toRecord } from './hubspot-page.ts';

/** Ids of records that were merged into this one, separated by semicolons. */
const mergedIds = 'hs_merged_object_ids';
/** More than a property of HubSpot can hold. */
const maxMerged = 10_000;

/** Every page of a kind is found by the id or cursor of the page before, so that no count of results is ever reached. */
export function readPage(session: VendorSession, request: PageRequest): Promise<RecordPage> {
  if (request.what === 'all') return readListing(session, request);
  return request.what === 'changed' ? searchChanged(session, request) : readGone(session, request);
}

const LastId = z.object({ id: z.string() });

/** By id within everything that changed since: a record that changes meanwhile keeps its place, and any number may have the same time. */
async function searchChanged(session: VendorSession, { object, fields, since, cursor }: PageRequest): Promise<RecordPage> {
  const filters = [changedSince(object, since), ...afterId(readCursor(LastId, cursor)?.id)];
  const found = await search(session, object, { properties: [...fields], filters });
  return { records: found.map(toRecord), next: nextById(found) };
}

const nextById = (found: readonly HubspotObject[]): string | null => {
  const last = found.at(-1);
  return last && found.length === SEARCH_PAGE ? writeCursor({ id: last.id }) : null;
};

const Gone = z.discriminatedUnion('step', [
  z.object({ step: z.literal('archived'), after: z.string() }),
  z.object({ step: z.literal('merged'), id: z.string().optional() }),
]);

/** First the archived records, whose list has no filter for times; then the survivors of merges, which name those that they replaced. */
async function readGone(session: VendorSession, request: PageRequest): Promise<RecordPage> {
  const { object, since, cursor } = request;
  const place = readCursor(Gone, cursor);
  if (place?.step === 'merged') return readMerged(session, request, place.id);
  const { results, after } = await list(session, object, [], { archived: true, after: place?.after });
  const records = results.filter(({ archivedAt }) => since === null || archivedAt === undefined || new Date(archivedAt) >= since);
  const next = writeCursor(after === undefined ? { step: 'merged' } : { step: 'archived', after });
  return { records: records.map(toRecord), next };
}

async function readMerged(session: VendorSession, { object, since }: PageRequest, lastId: string | undefined): Promise<RecordPage> {
  const filters: Filter[] = [changedSince(object, since), { propertyName: mergedIds, operator: 'HAS_PROPERTY' }, ...afterId(lastId)];
  const found = await search(session, object, { properties: [mergedIds], filters });
  const last = found.at(-1);
  return {
    records: found.flatMap(toMerged),
    next: last && found.length === SEARCH_PAGE ? writeCursor({ step: 'merged', id: last.id }) : null,
  };
}

function toMerged({ id, properties, updatedAt }: HubspotObject): VendorRecord[] {
  const losers = (properties[mergedIds] ?? '').split(';', maxMerged).filter((loser) => loser !== '' && loser !== id);
  return losers.map((loser) => ({ id: loser, modifiedAt: updatedAt, version: updatedAt, state: 'merged', mergedInto: id, fields: {} }));
}

const changedSince = (object: string, since: Date | null): Filter => ({
  propertyName: modifiedField(object),
  operator: 'GTE',
  value: String(since?.getTime() ?? 0),
});

function modifiedField(object: string): string {
  return hubspotManifest.objects.find(({ name }) => name === object)?.modified_field ?? 'hs_lastmodifieddate';
}

export async function readMany(
  session: VendorSession,
  object: string,
  ids: readonly string[],
  fields: readonly string[],
): Promise<VendorRecord[]> {
  const json = { properties: [...fields, mergedIds], inputs: ids.map((id) => ({ id })) };
  // 207 if some ids are unknown: those are in `errors`.
  const { results } = (await session.call({ method: 'POST', path: `${objectPath(object)}/batch/read`, json })).read(Listed);
  const found = [...new Map(results.map((result) => [result.id, result])).values()];
  const asked = new Set(ids);
  // Reading the id of a record that was merged shows the record that survived.
  const merged = found.flatMap(toMerged).filter(({ id }) => asked.has(id));
  return [...found.map((result) => toRecord(withOnly(result, fields))), ...merged];
}

const withOnly = (found: HubspotObject, fields: readonly string[]): HubspotObject => ({
  ...found,
  properties: Object.fromEntries(Object.entries(found.properties).filter(([name]) => name !== mergedIds || fields.includes(name))),
});
