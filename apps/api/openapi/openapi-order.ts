import type { ApiDocument } from './openapi-model.ts';

/**
 * Tags, in the order in which the contract lists what they have. It is for readers and keeps the committed document's diffs small;
 * routes are registered in the order in which subjects know each other. A tag that is not here comes last.
 */
const readingOrder = [
  'Health',
  'OAuth',
  'Events',
  'Event types',
  'Endpoints',
  'Deliveries',
  'Dead letters',
  'Partners',
  'Erasures',
  'Sandboxes',
  'Promotions',
  'API keys',
  'OAuth clients',
  'Feature flags',
  'Audit log',
  'Programmes',
  'Deals',
  'Accounts',
];
const last = readingOrder.length;

/** Paths by the tag of their first operation; those of one tag as they were registered. */
export function sortPaths(document: ApiDocument): void {
  const placed = Object.entries(document.paths ?? {}).map(([path, operations]) => {
    const [tag = ''] = Object.values(operations)[0]?.tags ?? [];
    const place = readingOrder.indexOf(tag);
    return { path, operations, place: place === -1 ? last : place };
  });
  const sorted = placed.toSorted((a, b) => a.place - b.place);
  document.paths = Object.fromEntries(sorted.map(({ path, operations }) => [path, operations]));
}
