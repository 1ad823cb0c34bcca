import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { countTouches } from '#db/attribution/facts/count-touches.ts';
import { readCohorts } from '#db/attribution/reports/read-cohorts.ts';
import { readSqlSnapshot } from '#db/snapshot.ts';
import { convertSums } from '#domain/attribution/converted-sums.ts';
import { MAX_WINDOW_DAYS } from '#domain/attribution/report-window.ts';
import { computeReturn, MILLION, perUnit, ratio, toCount } from '#domain/attribution/return.ts';
import { Day } from '#domain/instant.ts';
import { SignedMoney, toMoney } from '#domain/money.ts';
import { findGroups } from './report-groups.ts';
import { readBasis, reportParameters } from './report-query.ts';
import { netOf } from './report-roi.ts';
import { reportedPartner } from './report-scope.ts';
import { readRatesFor } from './report-sums.ts';
import { ReportHead, toHead } from './roi-view.ts';

const tags = ['Attribution'];
const Query = z.strictObject(reportParameters);
const rate = z.number().nullable().describe('Null if there is nothing to convert');

const Funnel = z
  .object({
    partner_id: z.string(),
    ...ReportHead.shape,
    touches: z.int().describe('Of people: crawlers are not in it'),
    subjects: z.int().describe('Whom the touches reached'),
    leads: z.number(),
    opportunities: z.number(),
    customers: z.number(),
    lead_rate: rate.describe('Leads / subjects'),
    opportunity_rate: rate.describe('Opportunities / leads'),
    win_rate: rate.describe('Customers / opportunities'),
  })
  .meta({ id: 'PartnerFunnel' });

const CohortMonth = z.object({
  month: z.int().describe('0 is the month in which they became customers'),
  revenue_net: SignedMoney,
  cumulative: SignedMoney,
});
const Cohorts = z
  .object({
    partner_id: z.string(),
    ...ReportHead.shape,
    data: z
      .array(
        z.object({
          cohort: Day.meta({ example: '2026-03-01' }).describe('First day of the month in which they became customers'),
          customers: z.number(),
          revenue_net: SignedMoney,
          value: SignedMoney.nullable().describe('Net revenue of one customer'),
          months: z.array(CohortMonth).meta({ maxItems: 1_200 }),
        }),
      )
      .meta({ maxItems: Math.ceil(MAX_WINDOW_DAYS / 28) + 1 }),
  })
  .meta({ id: 'PartnerCohorts' });

/** How touches become customers, and what the customers of a month have paid since. */
export function customerRoutes(app: App, deps: ApiDeps): void {
  funnelRoute(app, deps);
  cohortRoute(app, deps);
}

function funnelRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'getPartnerFunnel',
    summary: 'Retrieve the funnel of a partner',
    description:
      'Returns how many touches, leads, opportunities and customers the window has, and the share of each step that reaches the next.',
    tags,
    ...needs('reports:read'),
    params: PartnerParams,
    querystring: Query,
    response: { 200: Funnel, ...problems(404, 409, 422) },
  };
  app.get('/partners/:id/roi/funnel', { schema }, async (request) => {
    const { id: partnerId, scope } = await reportedPartner(request, deps.db, request.params.id);
    const basis = await readBasis(deps, request.query, { scope });
    const { groups, fxImport } = await findGroups(deps, { basis, partnerId, byDay: false }, () => '');
    const { touches, subjects } = await countTouches(deps.attribution.sql, { ...basis.books, partnerId, window: basis.window });
    const { leads, opportunities, customers } = computeReturn(groups.get('') ?? {}, MILLION);
    return {
      ...{ partner_id: partnerId, ...toHead(basis, fxImport), touches, subjects },
      ...{ leads: toCount(leads), opportunities: toCount(opportunities), customers: toCount(customers) },
      ...{ lead_rate: ratio(leads, BigInt(subjects) * MILLION), opportunity_rate: ratio(opportunities, leads) },
      win_rate: ratio(customers, opportunities),
    };
  });
}

function cohortRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'getPartnerCohorts',
    summary: 'Retrieve the customers of a partner by month',
    description:
      'Returns the customers whom the partner brought in each month of the window, and what they have paid, month by month, until `as_of`. A late ' +
      'refund restates its cohort. Which visitors and accounts are the same is as it was known at `as_of`.',
    tags,
    ...needs('reports:read'),
    params: PartnerParams,
    querystring: Query,
    response: { 200: Cohorts, ...problems(404, 409, 422) },
  };
  app.get('/partners/:id/roi/cohorts', { schema }, async (request) => {
    const { id: partnerId, scope } = await reportedPartner(request, deps.db, request.params.id);
    const basis = await readBasis(deps, request.query, { scope });
    const { currency, books, window } = basis;
    const money = (minor: bigint) => toMoney(minor, currency);
    return readSqlSnapshot(deps.attribution.sql, async (sql) => {
      const { customers, sums } = await readCohorts(sql, { ...books, partnerId, window });
      const { rates, importId } = await readRatesFor(sql, basis, sums);
      const data = customers.map(({ cohort, share }) => {
        const own = sums.filter((sum) => sum.cohort === cohort);
        const monthOf = new Map(own.map((sum) => [sum, sum.month]));
        const byMonth = convertSums(own, { currency, rates }, (sum) => monthOf.get(sum as (typeof own)[number]) ?? 0);
        let cumulative = 0n;
        const months = [...byMonth]
          .toSorted(([a], [b]) => a - b)
          .map(([month, totals]) => {
            cumulative += netOf(totals);
            return { month, revenue_net: money(netOf(totals)), cumulative: money(cumulative) };
          });
        const value = perUnit(cumulative, share);
        return { cohort, customers: toCount(share), revenue_net: money(cumulative), value: value === null ? null : money(value), months };
      });
      return { partner_id: partnerId, ...toHead(basis, importId), data };
    });
  });
}
