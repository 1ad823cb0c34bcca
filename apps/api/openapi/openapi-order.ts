import type { ApiDocument } from './openapi-model.ts';

/**
 * The order of tags in the contract. It serves readers and keeps diffs of the committed document small. Routes are registered in dependency
 * order. A tag that is missing here comes last.
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
  'Connections',
  'Syncs',
  'Reconciliation',
  'Integration Health',
  'Exports',
  'Alerts',
  'Attribution',
  'Commissions',
  'Partner levels',
  'Payouts',
];
const last = readingOrder.length;

/** Sorts paths by the tag of their first operation. Paths of one tag keep the order in which they were registered. */
export function sortPaths(document: ApiDocument): void {
  const placed = Object.entries(document.paths ?? {}).map(([path, operations]) => {
    const [tag = ''] = Object.values(operations)[0]?.tags ?? [];
    const place = readingOrder.indexOf(tag);
    return { path, operations, place: place === -1 ? last : place };
  });
  const sorted = placed.toSorted((a, b) => a.place - b.place);
  document.paths = Object.fromEntries(sorted.map(({ path, operations }) => [path, operations]));
}
