import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { forged, ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { type CreditedFact, listCreditedFacts } from '#db/attribution/reports/list-credited-facts.ts';
import { type Measure, measures } from '#domain/attribution/facts.ts';
import type { FxRates } from '#domain/attribution/fx.ts';
import { toCount } from '#domain/attribution/return.ts';
import { localDate } from '#domain/business-days.ts';
import { Day, Timestamp } from '#domain/instant.ts';
import { SignedMoney, toMoney } from '#domain/money.ts';
import { type Basis, readBasis, reportParameters } from './report-query.ts';
import { reportedPartner } from './report-scope.ts';
import { readRatesFor } from './report-sums.ts';
import { ReportHead, toHead } from './roi-view.ts';

/** The figures that can be explained, and the measures that each adds up. */
const explained = {
  revenue_net: ['revenue', 'refund', 'tax'],
  revenue_gross: ['revenue'],
  refunds: ['refund'],
  tax: ['tax'],
  revenue_sourced: ['sourced_revenue'],
  revenue_influenced: ['influenced_revenue'],
  cost: ['cost'],
  leads: ['leads'],
  opportunities: ['opportunities'],
  customers: ['customers'],
  monthly_revenue: ['monthly_revenue'],
  subscribers: ['subscribers'],
} as const satisfies Record<string, readonly Measure[]>;
const names = Object.keys(explained) as (keyof typeof explained)[];
/** What a figure is reduced by. */
const subtracted: ReadonlySet<Measure> = new Set(['refund', 'tax']);

export const Rate = z.object({
  currency: z.string().meta({ example: 'USD' }),
  per_euro: z.string().meta({ example: '1.0837' }).describe('Units for one euro, as the source wrote it'),
  day: Day.meta({ example: '2026-03-01' }).describe('Of the rate: the day of the fact, or up to seven days before'),
  import_id: z.int().nullable(),
});

const ExplainedFact = z.object({
  fact_id: z
    .string()
    .meta({ example: 'rev_01k9v5w0c4r8m1s6q2t7y3z9ab' })
    .describe('`GET /attribution/explain/{fact_id}` shows the touches and the rule behind it'),
  part: z.string().meta({ example: 'revenue' }).describe('`refund` and `tax` reduce net revenue'),
  occurred_at: Timestamp,
  day: Day.meta({ example: '2026-03-01' }).describe('Whose rates apply'),
  amount: SignedMoney.nullable().describe("The partner's share, in the currency of the fact; null of counts"),
  count: z.number().nullable().describe("The partner's share of a count"),
  rates: z.array(Rate).meta({ maxItems: 2 }).describe('With which the amounts of this day and currency are converted, together'),
});
const Explanation = z
  .object({ partner_id: z.string(), ...ReportHead.shape, measure: z.enum(names), ...listOf(ExplainedFact).shape })
  .meta({ id: 'RoiExplanation' });

/** Which facts made a figure. */
export function explainRoutes(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'explainPartnerRoi',
    summary: 'Explain a figure of a partner',
    description:
      'Returns the facts that add up to a figure of the return, newest first, each with the share of the partner and the rates of its day.',
    tags: ['Attribution'],
    ...needs('reports:read'),
    params: PartnerParams,
    querystring: ListQuery.extend({ ...reportParameters, measure: z.enum(names).default('revenue_net').describe('The figure') }),
    response: { 200: Explanation, ...problems(404, 409, 422) },
  };
  app.get('/partners/:id/roi/explain', { schema }, async (request, reply) => {
    const { query } = request;
    const { id: partnerId, scope } = await reportedPartner(request, deps.db, request.params.id);
    const page = readPage(request);
    const place = readExplainPlace(page.after);
    const basis = await readBasis(deps, { ...query, as_of: place?.asOf ?? query.as_of }, { scope });
    const wanted = { ...basis.books, partnerId, window: basis.window, measures: explained[query.measure] };
    const facts = await listCreditedFacts(deps.attribution.sql, { ...wanted, after: place, limit: page.limit + 1 });
    const sums = facts.map((fact) => ({ ...fact, partnerId, day: dayOf(fact, basis) }));
    const { rates, importId } = await readRatesFor(deps.attribution.sql, basis, sums);
    const rows = facts.map((fact) => ({ id: placeOf(fact, basis), fact }));
    const list = listReply(request, reply, page, rows, ({ fact }) => toExplained(fact, basis, rates));
    return { partner_id: partnerId, ...toHead(basis, importId), measure: query.measure, ...list };
  });
}

const dayOf = ({ occurredAt }: CreditedFact, { books }: Basis): string => localDate(occurredAt, books.timeZone);
const placeOf = ({ occurredAt, factId, measure }: CreditedFact, { books }: Basis): string =>
  `${books.asOf.getTime()}:${occurredAt.getTime()}:${measures[measure]}:${factId}`;

/** A page begins after a fact, as of the moment of the first page. */
function readExplainPlace(after: string | undefined): { at: Date; factId: string; measure: number; asOf: string } | null {
  if (after === undefined) return null;
  const [, asOf = '', at = '', measure = '', factId = ''] = /^(\d{1,15}):(\d{1,15}):(\d{1,2}):(.+)$/.exec(after) ?? [];
  if (factId === '') throw forged();
  return { at: new Date(Number(at)), factId, measure: Number(measure), asOf: new Date(Number(asOf)).toISOString() };
}

function toExplained(fact: CreditedFact, basis: Basis, rates: FxRates): z.infer<typeof ExplainedFact> {
  const { factId, measure, currency, occurredAt, amount } = fact;
  const day = dayOf(fact, basis);
  const isForeign = currency !== '' && currency !== basis.currency;
  const used = (isForeign ? [currency, basis.currency] : []).flatMap((code) => {
    const rate = rates.find(code, day);
    return rate && rate.importId > 0 ? [{ currency: code, per_euro: rate.perEuro, day: rate.day, import_id: rate.importId }] : [];
  });
  return {
    fact_id: factId,
    part: measure,
    ...{ occurred_at: occurredAt.toISOString(), day },
    amount: currency === '' ? null : toMoney(subtracted.has(measure) ? -amount : amount, currency),
    count: currency === '' ? toCount(amount) : null,
    rates: used,
  };
}
