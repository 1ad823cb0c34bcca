import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { type Accuracy, readAccuracy } from '#db/attribution/reports/read-accuracy.ts';
import { conversionKinds, liveScope, lostReasons, touchSources } from '#domain/attribution/facts.ts';
import { ratio } from '#domain/attribution/return.ts';
import { readBasis, reportParameters } from './report-query.ts';
import { ReportHead, toHead } from './roi-view.ts';

/** Every path in the window is read. */
const MAX_DAYS = 92;
const share = z.number().nullable().describe('Explained / conversions; null if there are none');
const touched = { conversions: z.int().describe('That one of its touches preceded'), explained: z.int(), share };
const { window, from, to, as_of, version } = reportParameters;

const AttributionAccuracy = z
  .object({
    ...ReportHead.pick({ window: true, as_of: true, versions: true }).shape,
    conversions: z.int(),
    explained: z.int(),
    share,
    lost: z
      .array(z.object({ kind: z.enum(conversionKinds), reason: z.enum(lostReasons), conversions: z.int() }))
      .meta({ maxItems: conversionKinds.length * lostReasons.length })
      .describe(
        'Why the others have no path: nobody is known (`no_subject`), no touch, only touches that are too old or too late (`outside_window`), of a source that is switched off (`blocked_source`), or of crawlers (`bot`)',
      ),
    by_source: z.array(z.object({ source: z.enum(touchSources), ...touched })).meta({ maxItems: touchSources.length }),
    by_partner: z.array(z.object({ partner_id: z.string(), ...touched })).meta({ maxItems: 100_000 }),
  })
  .meta({ id: 'AttributionAccuracy' });

/** How much of what happened the touches explain. */
export function accuracyRoutes(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'getAttributionAccuracy',
    summary: 'Measure how much attribution explains',
    description: `Returns the share of conversions with an explained path, as a whole, by source and by partner, and what was lost and why. At most ${MAX_DAYS} days.`,
    tags: ['Attribution'],
    ...needs('reports:read'),
    querystring: z.strictObject({ window, from, to, as_of, version }),
    response: { 200: AttributionAccuracy, ...problems(403, 409) },
  };
  app.get('/attribution/accuracy', { schema, onRequest: platformOnly }, async (request) => {
    const basis = await readBasis(deps, request.query, { scope: liveScope, maxDays: MAX_DAYS });
    const found = await readAccuracy(deps.attribution.sql, { ...basis.books, window: basis.window });
    const { window: span, as_of: asOf, versions } = toHead(basis, null);
    return { window: span, as_of: asOf, versions, ...toAccuracy(found) };
  });
}

function toAccuracy({ kinds, touched: found }: Accuracy) {
  const count = (rows: Accuracy['kinds']) => rows.reduce((all, { conversions }) => all + conversions, 0);
  const [conversions, explained] = [count(kinds), count(kinds.filter(({ reason }) => reason === null))];
  const shareOf = (part: number, whole: number) => ratio(BigInt(part), BigInt(whole));
  const figures = (row: Accuracy['touched'][number]) => ({
    ...{ conversions: row.conversions, explained: row.explained, share: shareOf(row.explained, row.conversions) },
  });
  return {
    ...{ conversions, explained, share: shareOf(explained, conversions) },
    lost: kinds.flatMap(({ kind, reason, conversions: lost }) => (reason === null ? [] : [{ kind, reason, conversions: lost }])),
    by_source: found.flatMap((row) => (row.source === null ? [] : [{ source: row.source, ...figures(row) }])),
    by_partner: found.flatMap((row) => (row.partnerId === null ? [] : [{ partner_id: row.partnerId, ...figures(row) }])),
  };
}
