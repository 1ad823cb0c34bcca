import { z } from 'zod';
import { ConnectorError } from '#connectors/connector-error.ts';
import { readCursor, writeCursor } from '#connectors/cursor.ts';
import type { Fields, PageRequest, RecordPage, VendorRecord } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { apiVersion, hubspotManifest } from './hubspot-manifest.ts';

/** Some answers have numbers. */
export const HubspotId = z.union([z.number(), z.string()]).transform(String);

const HubspotObject = z.object({
  id: z.string().min(1),
  properties: z.record(z.string(), z.string().nullable()),
  updatedAt: z.string(),
  archived: z.boolean().optional(),
  archivedAt: z.string().optional(),
});
type HubspotObject = z.infer<typeof HubspotObject>;

const Listed = z.object({
  results: z.array(HubspotObject),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
});

/** Ids of records that were merged into this one, separated by semicolons. */
const mergedIds = 'hs_merged_object_ids';
/** More than a property of HubSpot can hold. */
const maxMerged = 10_000;
const listPage = 100;
const searchPage = 200;
/** HubSpot answers 414 to longer URLs. The rest of a URL stays far below a thousand characters. */
const maxPropertyText = 14_000;

export const objectPath = (object: string): string => `/crm/objects/${apiVersion}/${encodeURIComponent(object)}`;

/** Every page of a kind is found by the id or cursor of the page before, so that no count of results is ever reached. */
export function readPage(session: VendorSession, request: PageRequest): Promise<RecordPage> {
  if (request.what === 'all') return listLive(session, request);
  return request.what === 'changed' ? searchChanged(session, request) : readGone(session, request);
}

const After = z.object({ after: z.string() });

async function listLive(session: VendorSession, { object, fields, cursor }: PageRequest): Promise<RecordPage> {
  const { results, after } = await list(session, object, fields, { archived: false, after: readCursor(After, cursor)?.after });
  return { records: results.map(toRecord), next: after === undefined ? null : writeCursor({ after }) };
}

async function list(
  session: VendorSession,
  object: string,
  fields: readonly string[],
  { archived, after }: { archived: boolean; after: string | undefined },
) {
  const properties = fields.join(',');
  if (properties.length > maxPropertyText) {
    throw new ConnectorError(
      'rejected',
      `HubSpot lists at most ${maxPropertyText} characters of property names; map fewer fields of ${object}`,
    );
  }
  const query = { limit: listPage, properties, archived: String(archived), after };
  const { results, paging } = (await session.call({ method: 'GET', path: objectPath(object), query })).read(Listed);
  return { results, after: paging?.next?.after };
}

const LastId = z.object({ id: z.string() });

/** By id within everything that changed since: a record that changes meanwhile keeps its place, and any number may have the same time. */
async function searchChanged(session: VendorSession, { object, fields, since, cursor }: PageRequest): Promise<RecordPage> {
  const changed = { propertyName: modifiedField(object), operator: 'GTE', value: String(since?.getTime() ?? 0) };
  const found = await search(session, object, [...fields], [changed], readCursor(LastId, cursor)?.id);
  return { records: found.map(toRecord), next: nextById(found) };
}

async function search(session: VendorSession, object: string, properties: string[], filters: object[], afterId: string | undefined) {
  const later = afterId === undefined ? [] : [{ propertyName: 'hs_object_id', operator: 'GT', value: afterId }];
  const { results } = (
    await session.call({
      method: 'POST',
      path: `${objectPath(object)}/search`,
      json: {
        filterGroups: [{ filters: [...filters, ...later] }],
        sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
        properties,
        limit: searchPage,
      },
      draws: [{ id: 'search' }],
    })
  ).read(Listed);
  return results;
}

const nextById = (found: readonly HubspotObject[]): string | null => {
  const last = found.at(-1);
  return last && found.length === searchPage ? writeCursor({ id: last.id }) : null;
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

async function readMerged(session: VendorSession, { object, since }: PageRequest, afterId: string | undefined): Promise<RecordPage> {
  const filters = [
    { propertyName: modifiedField(object), operator: 'GTE', value: String(since?.getTime() ?? 0) },
    { propertyName: mergedIds, operator: 'HAS_PROPERTY' },
  ];
  const found = await search(session, object, [mergedIds], filters, afterId);
  const last = found.at(-1);
  return {
    records: found.flatMap(toMerged),
    next: last && found.length === searchPage ? writeCursor({ step: 'merged', id: last.id }) : null,
  };
}

function toMerged({ id, properties, updatedAt }: HubspotObject): VendorRecord[] {
  const losers = (properties[mergedIds] ?? '').split(';', maxMerged).filter((loser) => loser !== '' && loser !== id);
  return losers.map((loser) => ({ id: loser, modifiedAt: updatedAt, version: updatedAt, state: 'merged', mergedInto: id, fields: {} }));
}

function toRecord({ id, properties, updatedAt, archived, archivedAt }: HubspotObject): VendorRecord {
  const at = archivedAt ?? updatedAt;
  const fields: Fields = archived ? {} : properties;
  return { id, modifiedAt: at, version: at, state: archived ? 'deleted' : 'live', mergedInto: null, fields };
}

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
