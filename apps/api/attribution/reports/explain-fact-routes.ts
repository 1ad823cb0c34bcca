import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs, platformOnly } from '#apps/api/http/scopes.ts';
import { explainFact, type FactExplanation } from '#db/attribution/reports/explain-fact.ts';
import { getReportVersion } from '#db/attribution/reports/find-version.ts';
import { readRates } from '#db/attribution/reports/read-rates.ts';
import { findVersion } from '#db/attribution/versions/version.ts';
import { lostReasons, type Measure, measures, models, touchSources } from '#domain/attribution/facts.ts';
import { pivotCurrency } from '#domain/attribution/fx.ts';
import { toCount } from '#domain/attribution/return.ts';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { localDate } from '#domain/business-days.ts';
import { DomainError } from '#domain/errors.ts';
import { Timestamp } from '#domain/instant.ts';
import { SignedMoney, toMoney } from '#domain/money.ts';
import { Rate } from './explain-routes.ts';

const byModel = <Value extends z.ZodType>(value: Value) => z.object(perModel(models.map(() => value)));
const Explained = z
  .object({
    fact_id: z.string(),
    type: z.enum(['conversion', 'revenue', 'cost']),
    version: z.int(),
    lost: z.enum(lostReasons).nullable().describe('Why no touch explains it, so that the company itself has the credit'),
    is_waiting: z.boolean().describe('A refund whose sale has not arrived brings nothing until then'),
    chain: z
      .array(z.string())
      .meta({ maxItems: 10_000 })
      .describe('Facts that are credited together: a sale and its refunds, or the changes of a subscription'),
    goal: z
      .object({ at: Timestamp, lead_at: Timestamp.nullable(), opportunity_at: Timestamp.nullable(), registered_by: z.string().nullable() })
      .nullable()
      .describe('What the touches led to. Null of a cost'),
    sourced_by: z.string().nullable(),
    influenced_by: z.array(z.string()).meta({ maxItems: 10_000 }),
    touches: z
      .array(
        z.object({
          ...{ id: z.string(), partner_id: z.string().nullable(), source: z.enum(touchSources), occurred_at: Timestamp },
          refused: z.enum(lostReasons).nullable().describe('Why it does not count; null if it does'),
          weights: byModel(z.number()).nullable().describe('Its part of the path, from 0 to 1'),
        }),
      )
      .meta({ maxItems: 10_000 }),
    credits: z
      .array(
        z.object({
          ...{ partner_id: z.string().nullable().describe('Null: the company itself'), measure: z.string() },
          amounts: byModel(SignedMoney).nullable(),
          counts: byModel(z.number()).nullable(),
        }),
      )
      .meta({ maxItems: 10_000 }),
    rates: z.array(Rate).meta({ maxItems: 2 }).describe('With which its day is converted into the currency of reports'),
  })
  .meta({ id: 'FactExplanation', examples: [example()] });

/** One partner has all of a sale. */
function example() {
  const partner = 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab';
  const at = '2026-03-01T09:30:00.000Z';
  return {
    ...{ fact_id: 'rev_01k9v5w0c4r8m1s6q2t7y3z9ab', type: 'revenue' as const, version: 1, lost: null, is_waiting: false, chain: [] },
    goal: { at, lead_at: null, opportunity_at: null, registered_by: null },
    ...{ sourced_by: partner, influenced_by: [] },
    touches: [
      {
        ...{ id: 'tch_01k9v5w0c4r8m1s6q2t7y3z9ab', partner_id: partner, source: 'utm' as const, occurred_at: at, refused: null },
        weights: perModel(models.map(() => 1)),
      },
    ],
    credits: [
      {
        partner_id: partner,
        measure: 'revenue',
        amounts: perModel(models.map(() => ({ amount: '100.00', currency: 'EUR' }))),
        counts: null,
      },
    ],
    rates: [],
  };
}

/** What is behind the credits of one fact. */
export function explainFactRoutes(app: App, { attribution: { sql }, settings }: ApiDeps): void {
  const schema = {
    operationId: 'explainAttribution',
    summary: 'Explain the credits of a fact',
    description:
      'Returns the touches of a conversion or revenue, which of them count and why the others do not, what each weighs by each model, and what follows. Computed from the facts, by the code that credits them.',
    tags: ['Attribution'],
    ...needs('reports:read'),
    params: z.object({ fact_id: z.string().max(64).describe('ID of a conversion, revenue or cost') }),
    querystring: z.strictObject({ version: wholeNumberText(1, 999_999_999).optional().describe('Default: the active one') }),
    response: { 200: Explained, ...problems(403, 404, 409) },
  };
  app.get('/attribution/explain/:fact_id', { schema, onRequest: platformOnly }, async (request) => {
    const { fact_id: factId } = request.params;
    const { number, completeTo, settings: made } = await getReportVersion(sql, { number: request.query.version });
    const version = await findVersion(sql, number);
    const found = version && (await explainFact(sql, version, factId));
    if (!found) throw new DomainError('not_found', `There is no conversion, revenue or cost ${factId}`);
    const foreign = found.credits.find(({ currency }) => currency !== '' && currency !== settings().attribution.currency);
    const rates = foreign ? await usedRates(foreign, settings().attribution.currency) : [];
    return { ...toExplained(found), version: number, rates };

    async function usedRates({ currency, at }: { currency: string; at: number }, to: string): Promise<z.infer<typeof Rate>[]> {
      const day = localDate(new Date(at), made.time_zone);
      const currencies = [currency, to].filter((code) => code !== pivotCurrency);
      const { rates: known } = await readRates(sql, { currencies, from: day, to: day, asOf: completeTo });
      return currencies.flatMap((code) => {
        const rate = known.find(code, day);
        return rate ? [{ currency: code, per_euro: rate.perEuro, day: rate.day, import_id: rate.importId }] : [];
      });
    }
  });
}

const timeOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
function perModel<Value>(values: readonly Value[]): Record<(typeof models)[number], Value> {
  return Object.fromEntries(models.map((model, place) => [model, values[place]])) as Record<(typeof models)[number], Value>;
}
const nameOf = new Map<number, Measure>(Object.entries(measures).map(([name, number]) => [number, name as Measure]));

function toExplained(found: FactExplanation): Omit<z.input<typeof Explained>, 'version' | 'rates'> {
  const { goal } = found;
  return {
    ...{ fact_id: found.factId, type: found.type, lost: found.lost, is_waiting: found.isWaiting, chain: found.chain },
    goal: goal && {
      at: new Date(goal.at).toISOString(),
      ...{ lead_at: timeOf(goal.leadAt), opportunity_at: timeOf(goal.opportunityAt), registered_by: goal.registeredBy },
    },
    ...{ sourced_by: found.sourcedBy, influenced_by: found.influencedBy },
    touches: found.touches.map(({ id, partnerId, source, at, refusal, weights }) => ({
      ...{ id, partner_id: partnerId, source, occurred_at: new Date(at).toISOString(), refused: refusal },
      weights: refusal === null ? perModel(weights) : null,
    })),
    credits: found.credits.map(({ partnerId, measure, currency, byModel: shares }) => ({
      ...{ partner_id: partnerId === '' ? null : partnerId, measure: nameOf.get(measure) ?? '' },
      amounts: currency === '' ? null : perModel(shares.map((share) => toMoney(share, currency))),
      counts: currency === '' ? perModel(shares.map(toCount)) : null,
    })),
  };
}
