import { z } from 'zod';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { getReportVersion, type ReportVersion } from '#db/attribution/reports/find-version.ts';
import type { Books } from '#db/attribution/reports/sums-wanted.ts';
import { models } from '#domain/attribution/facts.ts';
import { checkWindow, lastDays, MAX_WINDOW_DAYS, readMoment, type ReportWindow } from '#domain/attribution/report-window.ts';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { fieldError } from '#domain/field-error.ts';
import { Day, Instant, toDate } from '#domain/instant.ts';
import { Currency } from '#domain/money.ts';

const moment = (what: string) =>
  z
    .union([Day, Instant], { error: 'must be a day, such as 2026-03-01, or a time with an offset, such as 2026-03-01T09:30:00Z' })
    .describe(what);

/** The parameters of every report. */
export const reportParameters = {
  window: z
    .string()
    .regex(/^[1-9]\d{0,2}d$/, { error: 'must be a number of days up to 999, such as 30d' })
    .optional()
    .describe('The last days, with that of `as_of` as the last one. Default: the setting `attribution.roi_window_days`'),
  from: moment('Begin of the window. A day begins at midnight in the time zone of the attribution settings').optional(),
  to: moment('End of the window, which is not in it').optional(),
  model: z.enum(models).optional().describe('Default: the setting `attribution.model`'),
  currency: Currency.optional().describe('Of the report. Default: the setting `attribution.currency`'),
  as_of: Instant.optional().describe('The report as it stood then. Default: the newest moment up to which everything is computed'),
  version: wholeNumberText(1, 999_999_999).optional().describe('Version of the attribution. Default: the one that was active at `as_of`'),
};

const Parameters = z.object(reportParameters);
export type ReportParameters = z.infer<typeof Parameters>;

export const MarginParameter = z
  .string()
  .regex(/^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/, { error: 'must be a number from 0 to 1, such as 0.7' })
  .optional()
  .describe(
    'The part of the revenue that is left after what the sale itself costs, from 0 to 1. Default: the setting `attribution.margin`',
  );

/** What a report is made from: the same basis gives the same report. */
export interface Basis {
  version: ReportVersion;
  books: Books;
  window: ReportWindow;
  currency: string;
}

/** Throws `invalid_request` for a window that is reversed or too long, and `report_not_ready`. */
export async function readBasis(
  { attribution, settings }: Pick<ApiDeps, 'attribution' | 'settings'>,
  query: ReportParameters,
  { scope, maxDays = MAX_WINDOW_DAYS }: { scope: string; maxDays?: number },
): Promise<Basis> {
  assertOneWindow(query);
  const asked = toDate(query.as_of);
  const version = await getReportVersion(attribution.sql, { number: query.version, asOf: asked });
  const asOf = asked ?? version.completeTo;
  const { model, currency, roi_window_days: days } = settings().attribution;
  const { time_zone: timeZone } = version.settings;
  return {
    version,
    books: { version: version.number, scope, model: query.model ?? model, asOf, timeZone },
    window: checkWindow(windowOf(query, { asOf, timeZone, days }), maxDays),
    currency: query.currency ?? currency,
  };
}

function assertOneWindow({ window, from, to }: ReportParameters): void {
  const faults = [
    ...(window !== undefined && (from ?? to) !== undefined ? [fieldError(['window'], 'ambiguous', 'excludes from and to', inQuery)] : []),
    ...(from === undefined && to !== undefined ? [fieldError(['from'], 'required', 'is required with to', inQuery)] : []),
    ...(from !== undefined && to === undefined ? [fieldError(['to'], 'required', 'is required with from', inQuery)] : []),
  ];
  if (faults.length > 0) throw invalidRequest(faults);
}
const inQuery = { in: 'query' } as const;

function windowOf({ window, from, to }: ReportParameters, of: { asOf: Date; timeZone: string; days: number }): ReportWindow {
  if (from !== undefined && to !== undefined) return { from: readMoment(from, of.timeZone), to: readMoment(to, of.timeZone) };
  return lastDays(window === undefined ? of.days : Number(window.slice(0, -1)), of.asOf, of.timeZone);
}

/** In millionths. The text has at most six digits after the point, and settings are rounded to them. */
export function readMargin(text: string | undefined, { settings }: Pick<ApiDeps, 'settings'>): bigint {
  return BigInt(Math.round((text === undefined ? settings().attribution.margin : Number(text)) * 1_000_000));
}
