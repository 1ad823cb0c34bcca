import type { ApiDeps } from '#apps/api/deps.ts';
import { convertSums, type DailySum, type Totals } from '#domain/attribution/converted-sums.ts';
import type { Measure } from '#domain/attribution/facts.ts';
import { splitWindow } from '#domain/attribution/report-window.ts';
import type { Basis } from './report-query.ts';
import { readConvertedSums } from './report-sums.ts';

/** The measures of a return: without what subscriptions are at a moment, which cannot be added up. */
const returnMeasures: readonly Measure[] = [
  ...(['revenue', 'refund', 'tax', 'leads', 'opportunities', 'customers', 'sourced_revenue', 'influenced_revenue', 'cost'] as const),
];

export interface GroupsFound {
  groups: Map<string, Totals>;
  fxImport: number | null;
}

/** The totals of each partner, or of each period of one partner. */
export async function findGroups(
  { attribution }: Pick<ApiDeps, 'attribution'>,
  { basis, partnerId, byDay }: { basis: Basis; partnerId?: string; byDay: boolean },
  groupOf: (sum: DailySum) => string,
): Promise<GroupsFound> {
  const { books, window, currency } = basis;
  const wanted = { partnerId, parts: splitWindow(window, books.timeZone), measures: returnMeasures, byDay };
  const { sums, rates, fxImport } = await readConvertedSums(attribution, basis, [wanted]);
  return { groups: convertSums(sums[0] ?? [], { currency, rates }, groupOf), fxImport };
}

const KEPT = 16;
/** An erasure changes even reports of the past. */
const KEPT_MS = 60_000;

/**
 * Keeps the last answers for a minute, because a report of a moment never changes: requests at the same time share one, and so do those for the pages
 * of a list. One that failed is not kept.
 */
export function rememberGroups(find: typeof findGroups): typeof findGroups {
  const kept = new Map<string, { since: number; found: Promise<GroupsFound> }>();
  return (deps, wanted, groupOf) => {
    const { books, window, currency } = wanted.basis;
    const key = JSON.stringify([books, window, currency, wanted.partnerId, wanted.byDay]);
    const known = kept.get(key);
    if (known && performance.now() - known.since < KEPT_MS) return known.found;
    const found = find(deps, wanted, groupOf);
    kept.delete(key);
    kept.set(key, { since: performance.now(), found });
    found.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return found;
  };
}
