import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { type PipelinePart, sumPipeline } from '#db/deals/pipeline.ts';
import { type Stage, stages } from '#domain/deals/deal-states.ts';
import { SignedMoney, toMoney } from '#domain/money.ts';
import { DealFilters, toDealFilter } from './deal-filter.ts';

const openStages = stages.filter((stage) => stage !== 'won' && stage !== 'lost');
const { partner_id, protection_ends_before, in_stage_before } = DealFilters;
const PipelineQuery = z.strictObject({ partner_id, protection_ends_before, in_stage_before });

const count = z.int().min(0);
const PipelineStage = z.object({
  stage: z.enum(openStages),
  deals: count,
  values: z
    .array(SignedMoney)
    .meta({ maxItems: 200, example: [{ amount: '48000.00', currency: 'EUR' }] })
    .describe('The sum of the expected values in each currency'),
  without_value: count.describe('Deals that name no value'),
  ageing: z
    .object({ up_to_30_days: count, up_to_90_days: count, longer: count })
    .describe('How many have been in the stage for how long: at most 30 days, at most 90, longer'),
  protection_ends_soon: count.describe('Deals whose protection ends within 30 days'),
});
const Pipeline = z.object({ data: z.array(PipelineStage).meta({ maxItems: stages.length }) }).meta({ id: 'DealPipeline' });

/** What is open, by stage. */
export function pipelineRoutes(app: App, { db }: ApiDeps): void {
  const schema = {
    operationId: 'getDealPipeline',
    summary: 'Sum up the pipeline',
    description:
      'Returns how many approved deals are open in each stage, what they are worth, how long they have been there, and whose protection ends soon. GET /deals with `review_status=approved` and the same filters lists the deals of a stage. A partner sees only its own. For the deals of a sandbox, filter by its partner_id.',
    tags: ['Deals'],
    ...needs('deals:read'),
    querystring: PipelineQuery,
    response: { 200: Pipeline, ...problems() },
  };
  app.get('/deals/pipeline', { schema }, async (request) => {
    const parts = Map.groupBy(await sumPipeline(db, toDealFilter(request, request.query)), ({ stage }) => stage);
    return { data: openStages.map((stage) => toStage(stage, parts.get(stage) ?? [])) };
  });
}

function toStage(stage: Exclude<Stage, 'won' | 'lost'>, parts: readonly PipelinePart[]): z.infer<typeof PipelineStage> {
  const sum = (of: (part: PipelinePart) => number) => parts.reduce((all, part) => all + of(part), 0);
  const [deals, young, older] = [sum((part) => part.deals), sum((part) => part.upTo30Days), sum((part) => part.upTo90Days)];
  return {
    stage,
    deals,
    values: parts
      .flatMap(({ currency, valueMinor }) => (currency === null || valueMinor === null ? [] : toMoney(BigInt(valueMinor), currency)))
      .toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
    without_value: sum((part) => (part.currency === null ? part.deals : 0)),
    ageing: { up_to_30_days: young, up_to_90_days: older, longer: deals - young - older },
    protection_ends_soon: sum((part) => part.protectionEndsSoon),
  };
}
