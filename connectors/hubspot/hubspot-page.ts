import { z } from 'zod';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { Fields, VendorRecord } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { apiVersion } from './hubspot-manifest.ts';

/** Some answers have numbers. */
export const HubspotId = z.union([z.number(), z.string()]).transform(String);

const HubspotObject = z.object({
  id: z.string().min(1),
  properties: z.record(z.string(), z.string().nullable()),
  updatedAt: z.string(),
  archived: z.boolean().optional(),
  archivedAt: z.string().optional(),
});
export type HubspotObject = z.infer<typeof HubspotObject>;

export const Listed = z.object({
  results: z.array(HubspotObject),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
});

const LIST_PAGE = 100;
export const SEARCH_PAGE = 200;
/** HubSpot answers 414 to longer URLs. The rest of a URL stays far below a thousand characters. */
const MAX_PROPERTY_TEXT = 14_000;

export const objectPath = (object: string): string => `/crm/objects/${apiVersion}/${encodeURIComponent(object)}`;

/** A page of the list. It has no filters, and its cursor is the vendor's. */
export async function list(
  session: VendorSession,
  object: string,
  fields: readonly string[],
  { archived, after }: { archived: boolean; after: string | undefined },
) {
  const properties = fields.join(',');
  if (properties.length > MAX_PROPERTY_TEXT) {
    throw new ConnectorError(
      'rejected',
      `HubSpot lists at most ${MAX_PROPERTY_TEXT} characters of property names; map fewer fields of ${object}`,
    );
  }
  const query = { limit: LIST_PAGE, properties, archived: String(archived), after };
  const { results, paging } = (await session.call({ method: 'GET', path: objectPath(object), query })).read(Listed);
  return { results, after: paging?.next?.after };
}

export interface Filter {
  propertyName: string;
  operator: 'GT' | 'GTE' | 'LTE' | 'HAS_PROPERTY';
  value?: string;
}

interface Search {
  properties: string[];
  filters: Filter[];
  direction?: 'ASCENDING' | 'DESCENDING';
  limit?: number;
}

/** The first results in the order of ids. Who continues does so by id, so that no count of results is ever reached. */
export async function search(
  session: VendorSession,
  object: string,
  { properties, filters, direction = 'ASCENDING', limit = SEARCH_PAGE }: Search,
): Promise<HubspotObject[]> {
  const json = { filterGroups: [{ filters }], sorts: [{ propertyName: ID, direction }], properties, limit };
  const call = { method: 'POST', path: `${objectPath(object)}/search`, json, draws: [{ id: 'search' }] } as const;
  return (await session.call(call)).read(Listed).results;
}

const ID = 'hs_object_id';
export const afterId = (id: string | undefined): Filter[] => (id === undefined ? [] : [{ propertyName: ID, operator: 'GT', value: id }]);
export const untilId = (id: string | undefined): Filter[] => (id === undefined ? [] : [{ propertyName: ID, operator: 'LTE', value: id }]);

export function toRecord({ id, properties, updatedAt, archived, archivedAt }: HubspotObject): VendorRecord {
  const at = archivedAt ?? updatedAt;
  const fields: Fields = archived ? {} : properties;
  return { id, modifiedAt: at, version: at, state: archived ? 'deleted' : 'live', mergedInto: null, fields };
}
