import type { ApiDeps } from '#apps/api/deps.ts';
import { readCohorts } from '#db/attribution/reports/read-cohorts.ts';
import { convertSums, type DailySum, type Totals } from '#domain/attribution/converted-sums.ts';
import type { FxRates } from '#domain/attribution/fx.ts';
import { splitHistory, splitWindow } from '#domain/attribution/report-window.ts';
import {
  computeLifetimeValue,
  computeReturn,
  type LifetimeValue,
  type Return,
  stateMeasures,
  windowMeasures,
} from '#domain/attribution/return.ts';
import { localDate } from '#domain/business-days.ts';
import type { Basis } from './report-query.ts';
import { readConvertedSums } from './report-sums.ts';

export interface RoiFound {
  return: Return;
  lifetime: LifetimeValue;
  observed: { customers: bigint; revenueNet: bigint } | null;
  fxImport: number | null;
}

type Store = Pick<ApiDeps, 'attribution'>;

/**
 * What one partner returned in the window. Its statements need no common snapshot: each reads what was recorded until `asOf`, which never changes.
 */
export async function findRoi(
  { attribution }: Store,
  { basis, partnerId, margin, observed }: { basis: Basis; partnerId: string; margin: bigint; observed: boolean },
): Promise<RoiFound> {
  const { books, window } = basis;
  const cohorts = observed ? await readCohorts(attribution.sql, { ...books, partnerId, window }) : null;
  const inWindow = { partnerId, parts: splitWindow(window, books.timeZone), measures: windowMeasures };
  const beforeIt = { partnerId, parts: splitHistory(window.from, books.timeZone), measures: stateMeasures };
  const found = await readConvertedSums(attribution, basis, [inWindow, beforeIt], cohorts?.sums);
  const [sums = [], before = []] = found.sums;
  return computeRoi({ sums, before, cohorts, rates: found.rates, fxImport: found.fxImport }, basis, margin);
}

/** The same, computed once for all who ask for the same report at the same time: a page that many open, or that asks again before it has its answer. */
export function shareRoi(find: typeof findRoi): typeof findRoi {
  const underWay = new Map<string, Promise<RoiFound>>();
  return (store, wanted) => {
    const { basis, partnerId, margin, observed } = wanted;
    const key = JSON.stringify([basis.books, basis.window, basis.currency, partnerId, String(margin), observed]);
    const known = underWay.get(key);
    if (known) return known;
    const found = find(store, wanted).finally(() => underWay.delete(key));
    underWay.set(key, found);
    return found;
  };
}

/** What a report of one partner is computed from: the sums of the window, and of all history before it. */
export interface RoiSums {
  sums: readonly DailySum[];
  before: readonly DailySum[];
  cohorts: Awaited<ReturnType<typeof readCohorts>> | null;
  rates: FxRates;
  fxImport: number | null;
}

export function computeRoi(found: RoiSums, basis: Basis, margin: bigint): RoiFound {
  const { sums, cohorts, rates, fxImport } = found;
  const conversion = { currency: basis.currency, rates };
  const totals = convertSums(sums.filter(isFlow), conversion, () => '').get('') ?? {};
  const collected = convertSums(cohorts?.sums ?? [], conversion, () => '').get('') ?? {};
  return {
    return: computeReturn(totals, margin),
    lifetime: lifetimeOf(found, totals, basis, margin),
    observed: cohorts && { customers: cohorts.customers.reduce((all, { share }) => all + share, 0n), revenueNet: netOf(collected) },
    fxImport,
  };
}

const isFlow = ({ measure }: DailySum): boolean => measure !== 'monthly_revenue' && measure !== 'subscribers';

/** The state at the end is what was there before, and what the window added to it; its money is worth what it is on the last day. */
function lifetimeOf(
  { sums, before, rates }: RoiSums,
  totals: Totals,
  { window: { from, to }, books, currency }: Basis,
  margin: bigint,
): LifetimeValue {
  const atDay = localDate(new Date(to.getTime() - 1), books.timeZone);
  const end = convertSums([...before, ...sums.filter((sum) => !isFlow(sum))], { currency, rates, atDay }, () => '').get('') ?? {};
  const subscribersBefore = before.filter(({ measure }) => measure === 'subscribers').reduce((all, { amount }) => all + amount, 0n);
  return computeLifetimeValue(
    {
      monthlyRevenue: end.monthly_revenue ?? 0n,
      subscribers: end.subscribers ?? 0n,
      subscribersBefore,
      lost: totals.subscribers_lost ?? 0n,
      durationMs: to.getTime() - from.getTime(),
    },
    margin,
  );
}

export const netOf = ({ revenue = 0n, refund = 0n, tax = 0n }: Totals): bigint => revenue - refund - tax;
