import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { forged, ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { readPartnerNames } from '#db/partners/partner-name.ts';
import type { Totals } from '#domain/attribution/converted-sums.ts';
import { liveScope } from '#domain/attribution/facts.ts';
import { computeReturn, type Return, toCount } from '#domain/attribution/return.ts';
import { figureCells, figureColumns, formatParameter, headCells, headColumns, jsonOrCsv, sendCsv } from './report-csv.ts';
import { findGroups, rememberGroups } from './report-groups.ts';
import { MarginParameter, readBasis, readMargin, reportParameters } from './report-query.ts';
import { ReportHead, ReturnFigures, toFigures, toHead } from './roi-view.ts';

const sorts = ['revenue_net', 'revenue_sourced', 'cost', 'customers', 'leads', 'roi', 'roas'] as const;
const Place = z.object({
  rank: z.int(),
  partner_id: z.string(),
  partner_name: z.string().nullable().describe('Null if Causeway does not know the partner'),
  ...ReturnFigures.shape,
});
const League = z
  .object({
    ...ReportHead.shape,
    margin: z.number(),
    sort: z.enum(sorts),
    total: ReturnFigures.describe(
      'Of all partners and the company. Sourced revenue adds up; influenced revenue does not, because partners share it',
    ),
    company: ReturnFigures.describe('What no partner has credit for, and the costs of the programme as a whole'),
    ...listOf(Place).shape,
  })
  .meta({ id: 'PartnerLeague' });

const columns = ['rank', 'partner_id', 'partner_name', ...headColumns, 'margin', ...figureColumns];

/** All partners, compared. */
export function leagueRoutes(app: App, deps: ApiDeps): void {
  const find = rememberGroups(findGroups);
  /** The names are not in the store of attribution, and no statement reads both. */
  const withNames = async <Place extends { partner_id: string }>(places: readonly Place[]) => {
    const names = await readPartnerNames(
      deps.db.sql,
      places.map(({ partner_id }) => partner_id),
    );
    return places.map((one) => ({ ...one, partner_name: names.get(one.partner_id) ?? null }));
  };
  const schema = {
    operationId: 'getPartnerLeague',
    summary: 'Compare all partners',
    description:
      'Returns the figures of every partner that has any in the window, the best first. Sandboxes are never in it. All pages are of the moment of the first one.',
    tags: ['Attribution'],
    ...needs('reports:read'),
    querystring: ListQuery.extend({
      ...reportParameters,
      margin: MarginParameter,
      sort: z.enum(sorts).default('revenue_net').describe('Descending. What is null comes last'),
      format: formatParameter.describe('`csv` has all partners'),
    }),
    response: { 200: jsonOrCsv('The partners', League, columns), ...problems(403, 409, 422) },
  };
  app.get('/attribution/league', { schema, onRequest: platformOnly }, async (request, reply) => {
    const { query } = request;
    const page = readPage(request);
    const { place, asOf } = readLeaguePlace(page.after);
    const basis = await readBasis(deps, { ...query, as_of: asOf ?? query.as_of }, { scope: liveScope });
    const margin = readMargin(query.margin, deps);
    const { groups, fxImport } = await find(deps, { basis, byDay: false }, ({ partnerId }) => partnerId);
    const ranked = rank(groups, margin, query.sort);
    const places = ranked.map(({ partnerId, found }, index) => ({
      ...{ rank: index + 1, partner_id: partnerId, ...toFigures(found, basis.currency) },
    }));
    const head = { ...toHead(basis, fxImport), margin: toCount(margin) };
    if (query.format === 'csv') {
      const rows = (await withNames(places)).map((one) => ({
        ...{ rank: one.rank, partner_id: one.partner_id, partner_name: one.partner_name },
        ...headCells(head),
        margin: head.margin,
        ...figureCells(one),
      }));
      return sendCsv(reply, 'league', columns, rows);
    }
    const figures = (totals: Totals) => toFigures(computeReturn(totals, margin), basis.currency);
    const named = await withNames(places.slice(place, place + page.limit + 1));
    const rows = named.map((one) => ({ id: `${basis.books.asOf.getTime()}:${one.rank}`, one }));
    const list = listReply(request, reply, page, rows, ({ one }) => one);
    return { ...head, sort: query.sort, total: figures(addAll(groups)), company: figures(groups.get('') ?? {}), ...list };
  });
}

/** A page begins after a rank, as of the moment of the first page. */
function readLeaguePlace(after: string | undefined): { place: number; asOf?: string } {
  if (after === undefined) return { place: 0 };
  const [, ms = '', rank = ''] = /^(\d{1,15}):(\d{1,9})$/.exec(after) ?? [];
  if (rank === '') throw forged();
  return { place: Number(rank), asOf: new Date(Number(ms)).toISOString() };
}

const valueOf: Record<(typeof sorts)[number], (found: Return) => bigint | number | null> = {
  revenue_net: ({ revenueNet }) => revenueNet,
  revenue_sourced: ({ sourcedRevenue }) => sourcedRevenue,
  cost: ({ cost }) => cost,
  customers: ({ customers }) => customers,
  leads: ({ leads }) => leads,
  roi: ({ roi }) => roi,
  roas: ({ roas }) => roas,
};

function rank(groups: Map<string, Totals>, margin: bigint, sort: (typeof sorts)[number]) {
  const partners = [...groups]
    .filter(([partnerId]) => partnerId !== '')
    .map(([partnerId, totals]) => ({ partnerId, found: computeReturn(totals, margin) }));
  const by = valueOf[sort];
  return partners.toSorted((a, b) => {
    const [x, y] = [by(a.found), by(b.found)];
    if (x !== y && x !== null && y !== null) return x > y ? -1 : 1;
    if (x !== y) return x === null ? 1 : -1;
    return a.partnerId < b.partnerId ? -1 : 1;
  });
}

function addAll(groups: Map<string, Totals>): Totals {
  const total: Totals = {};
  for (const totals of groups.values()) {
    for (const [measure, amount] of Object.entries(totals) as [keyof Totals, bigint][]) total[measure] = (total[measure] ?? 0n) + amount;
  }
  return total;
}
