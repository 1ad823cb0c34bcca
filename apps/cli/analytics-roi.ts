import { z } from 'zod';
import { readBasis } from '#apps/api/attribution/reports/report-query.ts';
import { findRoi } from '#apps/api/attribution/reports/report-roi.ts';
import { scopeOfPartner } from '#apps/api/attribution/reports/report-scope.ts';
import { type RoiReport, toRoiReport } from '#apps/api/attribution/reports/roi-view.ts';
import { readFlags, runCommand } from '#apps/flags.ts';
import { models } from '#domain/attribution/facts.ts';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { Currency } from '#domain/money.ts';
import { layOutPairs } from './text-table.ts';
import { withReports } from './with-reports.ts';

const usage = `Shows what a partner returned: revenue, cost, leads, customers, and what follows from them.

  npm run analytics:roi -- --partner-id=ptn_… [--window=30] [--model=linear] [--currency=EUR] [--observed] [--json]

  --partner-id   the partner
  --window       the last days; the setting attribution.roi_window_days, if omitted
  --model        the setting attribution.model, if omitted
  --currency     the setting attribution.currency, if omitted
  --observed     add what the customers of the window have really paid
  --json         print one line of JSON, as GET /partners/{id}/roi answers`;

const Flags = z.strictObject({
  'partner-id': z.string().min(1),
  window: wholeNumberText(1, 731).optional(),
  model: z.enum(models).optional(),
  currency: Currency.optional(),
  observed: z.boolean().default(false),
  json: z.boolean().default(false),
});

await runCommand(async () => {
  const { 'partner-id': id, window, observed, json, ...rest } = readFlags(process.argv.slice(2), Flags, usage);
  return withReports(id, async (deps, partner) => {
    const query = { ...rest, window: window === undefined ? undefined : `${window}d` };
    const basis = await readBasis(deps, query, { scope: scopeOfPartner(partner) });
    const margin = BigInt(Math.round(deps.settings().attribution.margin * 1_000_000));
    const report = toRoiReport(id, basis, await findRoi(deps, { basis, partnerId: id, margin, observed }), margin);
    console.log(json ? JSON.stringify(report) : `${partner.name} (${id})\n\n${describe(report)}`);
    return 0;
  });
});

function describe(report: RoiReport): string {
  const { revenue, ltv, window, versions } = report;
  const money = (value: { amount: string; currency: string } | null) => (value === null ? '–' : `${value.amount} ${value.currency}`);
  const number = (value: number | null) => (value === null ? '–' : String(value));
  const percent = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(1)} %`);
  return layOutPairs([
    ['Window', `${window.from} to ${window.to} (${window.time_zone})`],
    ['Model', `${report.model}, version ${versions.attribution}, as of ${report.as_of}`],
    ['Net revenue', `${money(revenue.net)}  (gross ${revenue.gross.amount}, refunds ${revenue.refunds.amount}, tax ${revenue.tax.amount})`],
    ['  sourced, influenced', `${revenue.sourced.amount}, ${revenue.influenced.amount}`],
    ['Cost', money(report.cost)],
    ['Leads', number(report.leads)],
    ['Opportunities', number(report.opportunities)],
    ['New customers', number(report.customers)],
    ['Cost per lead', money(report.cpl)],
    ['Cost per customer', money(report.cac)],
    ['ROI', `${percent(report.roi)}  (margin ${report.margin})`],
    ['ROAS', number(report.roas)],
    ['LTV', `${money(ltv.formula)}${ltv.is_capped ? '  (lifetime cut to 60 months)' : ''}`],
    ...(ltv.observed ? [['LTV, observed', `${money(ltv.observed.value)}  (${ltv.observed.customers} customers)`] as const] : []),
  ]);
}
