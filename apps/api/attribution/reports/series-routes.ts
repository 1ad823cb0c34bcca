import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { periodOf, periods, periodsOf } from '#domain/attribution/period.ts';
import { MAX_WINDOW_DAYS } from '#domain/attribution/report-window.ts';
import { computeReturn, toCount } from '#domain/attribution/return.ts';
import { Day } from '#domain/instant.ts';
import { figureCells, figureColumns, formatParameter, headCells, headColumns, jsonOrCsv, sendCsv } from './report-csv.ts';
import { findGroups } from './report-groups.ts';
import { MarginParameter, readBasis, readMargin, reportParameters } from './report-query.ts';
import { reportedPartner } from './report-scope.ts';
import { ReportHead, ReturnFigures, toFigures, toHead } from './roi-view.ts';

const RoiSeries = z
  .object({
    partner_id: z.string(),
    ...ReportHead.shape,
    margin: z.number(),
    by: z.enum(periods),
    data: z
      .array(z.object({ from: Day.meta({ example: '2026-03-01' }).describe('First day of the period'), ...ReturnFigures.shape }))
      .meta({ maxItems: MAX_WINDOW_DAYS + 2 }),
  })
  .meta({ id: 'RoiSeries' });
const columns = ['partner_id', 'period', ...headColumns, 'margin', ...figureColumns];

/** The return of a partner over time. */
export function seriesRoutes(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'getPartnerRoiSeries',
    summary: 'Retrieve the return of a partner over time',
    description:
      'Returns the figures of each day, week (from Monday) or month of the window, by the calendar of the time zone of the attribution settings. ' +
      'Periods without anything are in it. A period that the window cuts has only its part in the window.',
    tags: ['Attribution'],
    ...needs('reports:read'),
    params: PartnerParams,
    querystring: z.strictObject({
      ...reportParameters,
      margin: MarginParameter,
      by: z.enum(periods).default('day'),
      format: formatParameter,
    }),
    response: { 200: jsonOrCsv('The periods', RoiSeries, columns), ...problems(404, 409, 422) },
  };
  app.get('/partners/:id/roi/series', { schema }, async (request, reply) => {
    const { by, format, ...query } = request.query;
    const { id: partnerId, scope } = await reportedPartner(request, deps.db, request.params.id);
    const basis = await readBasis(deps, query, { scope });
    const margin = readMargin(query.margin, deps);
    const { groups, fxImport } = await findGroups(deps, { basis, partnerId, byDay: true }, ({ day }) => periodOf(day ?? '', by));
    const data = periodsOf(basis.window, basis.books.timeZone, by).map((from) => ({
      ...{ from, ...toFigures(computeReturn(groups.get(from) ?? {}, margin), basis.currency) },
    }));
    const head = { partner_id: partnerId, ...toHead(basis, fxImport), margin: toCount(margin) };
    if (format === 'json') return { ...head, by, data };
    const rows = data.map((one) => ({
      partner_id: partnerId,
      period: one.from,
      ...headCells(head),
      margin: head.margin,
      ...figureCells(one),
    }));
    return sendCsv(reply, `roi-${partnerId}-by-${by}`, columns, rows);
  });
}
