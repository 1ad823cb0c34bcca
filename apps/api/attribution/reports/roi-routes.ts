import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { figureCells, figureColumns, formatParameter, headCells, headColumns, jsonOrCsv, sendCsv } from './report-csv.ts';
import { MarginParameter, readBasis, readMargin, reportParameters } from './report-query.ts';
import { findRoi, shareRoi } from './report-roi.ts';
import { reportedPartner } from './report-scope.ts';
import { RoiReport, toRoiReport } from './roi-view.ts';

const ltvColumns = ['ltv', 'arpa', 'churn_monthly', 'lifetime_months', 'observed_customers', 'observed_value'] as const;
const columns = ['partner_id', ...headColumns, 'margin', ...figureColumns, ...ltvColumns];

/** What one partner returns. */
export function roiRoutes(app: App, deps: ApiDeps): void {
  const find = shareRoi(findRoi);
  const schema = {
    operationId: 'getPartnerRoi',
    summary: 'Retrieve the return of a partner',
    description:
      'Returns revenue, cost, leads, customers, and what follows from them, in any window of at most two years. With the same `as_of`, window, ' +
      'model, currency, version and margin the answer is the same, byte for byte. A partner key sees only its own partner.',
    tags: ['Attribution'],
    ...needs('reports:read'),
    params: PartnerParams,
    querystring: z.strictObject({
      ...reportParameters,
      margin: MarginParameter,
      observed: z
        .enum(['true', 'false'])
        .default('false')
        .describe('Whether to add what the customers of the window have really paid, which takes longer'),
      format: formatParameter,
    }),
    response: { 200: jsonOrCsv('The report', RoiReport, columns), ...problems(404, 409, 422) },
  };
  app.get('/partners/:id/roi', { schema }, async (request, reply) => {
    const { query } = request;
    const { id: partnerId, scope } = await reportedPartner(request, deps.db, request.params.id);
    const basis = await readBasis(deps, query, { scope });
    const margin = readMargin(query.margin, deps);
    const report = toRoiReport(
      partnerId,
      basis,
      await find(deps, { basis, partnerId, margin, observed: query.observed === 'true' }),
      margin,
    );
    if (query.format === 'json') return report;
    const { ltv } = report;
    const row = {
      ...{ partner_id: partnerId, ...headCells(report), margin: report.margin, ...figureCells(report) },
      ...{ ltv: ltv.formula?.amount ?? null, arpa: ltv.arpa?.amount ?? null, churn_monthly: ltv.churn_monthly },
      ...{ lifetime_months: ltv.lifetime_months, observed_customers: ltv.observed?.customers ?? null },
      observed_value: ltv.observed?.value?.amount ?? null,
    };
    return sendCsv(reply, `roi-${partnerId}`, columns, [row]);
  });
}
