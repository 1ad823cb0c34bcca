import { getReportVersion } from '#db/attribution/reports/find-version.ts';
import { readRates } from '#db/attribution/reports/read-rates.ts';
import { readSums } from '#db/attribution/reports/read-sums.ts';
import type { Queryable, Sql } from '#db/database.ts';
import { convertSums, ratesNeeded } from '#domain/attribution/converted-sums.ts';
import { liveScope, type Model } from '#domain/attribution/facts.ts';
import { type ReportWindow, splitWindow, startOfDay } from '#domain/attribution/report-window.ts';
import { addDays, localDate } from '#domain/business-days.ts';
import type { LevelRules } from '#domain/commissions/level.ts';

/** What partners have sold in the window of the rules, by partner. One that is missing has nothing. Revenue is in minor units. */
export interface LevelSums {
  revenue: ReadonlyMap<string, bigint>;
  deals: ReadonlyMap<string, number>;
}

/**
 * The sums by which levels are decided on a day: of the days before it. Revenue is net of refunds and tax, and shared by a model of the attribution; a
 * deal counts when it is won. Throws `fx_rate_missing`, and `report_not_ready`.
 */
export async function readLevelSums(
  { sql, store, model }: { sql: Sql; store: Sql; model: Model },
  { time_zone: timeZone, window_days: days, currency }: LevelRules,
  day: string,
): Promise<LevelSums> {
  const window = { from: startOfDay(addDays(day, -days), timeZone), to: startOfDay(day, timeZone) };
  const [revenue, deals] = await Promise.all([readRevenue(store, window, { model, currency }), countDeals(sql, window)]);
  return { revenue, deals };
}

async function readRevenue(
  store: Sql,
  window: ReportWindow,
  { model, currency }: { model: Model; currency: string },
): Promise<ReadonlyMap<string, bigint>> {
  const { number, completeTo: asOf, settings } = await getReportVersion(store, {});
  const { time_zone: timeZone } = settings;
  const books = { version: number, scope: liveScope, model, asOf, timeZone };
  const measures = ['revenue', 'refund', 'tax'] as const;
  const sums = await readSums(store, { ...books, parts: splitWindow(window, timeZone), measures, currency, factors: [] });
  const days = { from: localDate(window.from, timeZone), to: localDate(window.to, timeZone) };
  const { rates } = await readRates(store, { currencies: ratesNeeded(sums, currency), ...days, asOf });
  const totals = convertSums(sums, { currency, rates }, ({ partnerId }) => partnerId);
  return new Map([...totals].map(([id, { revenue = 0n, refund = 0n, tax = 0n }]) => [id, revenue - refund - tax]));
}

async function countDeals(sql: Queryable, { from, to }: ReportWindow): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ id: string; deals: number }[]>`
    select partner_id as id, count(*)::int as deals from deal where stage = 'won' and closed_at >= ${from} and closed_at < ${to} group by 1`;
  return new Map(rows.map(({ id, deals }) => [id, deals]));
}
