import { z } from 'zod';
import type { ApiDeps } from '#apps/api/deps.ts';
import { countDeliveries, countFreshSeconds } from '#db/health/objective-counts.ts';
import { objectivesFor } from '#domain/health/health-settings.ts';
import { measureObjective, type Objective, objectiveNames } from '#domain/health/objective.ts';
import { Timestamp } from '#domain/instant.ts';

const Burn = z.object({
  long_window_s: z.int(),
  short_window_s: z.int(),
  long_rate: z.number().describe('How fast the error budget was used in the long window: 1 uses it up exactly'),
  short_rate: z.number(),
  max_rate: z.number(),
  is_burning: z.boolean().describe('Both rates are at least `max_rate`: it matters, and it is still so'),
});

export const ServiceObjective = z.object({
  name: z
    .enum(objectiveNames)
    .describe(
      '`delivery_success`: of the deliveries that were tried, those that arrived. `delivery_latency`: of those that should have arrived by now, the ones that did within ' +
        '`within_s`. `freshness`: of the watched time, that in which records could be read and written when they should',
    ),
  target_percent: z.number(),
  within_s: z.int().nullable(),
  good_percent: z.number().nullable().describe('Of the last seven days; null if nothing was counted'),
  total: z.number().describe('Deliveries, or watched seconds, of the last seven days'),
  budget_left_percent: z.number().describe("What is left of the week's error budget. Below 0 the objective is missed"),
  burns: z.array(Burn).meta({ maxItems: 10 }),
  is_burning: z.boolean(),
  counted_from: Timestamp.nullable().describe('Set if there were too many deliveries to count: only those since this time were'),
});
type ServiceObjective = z.infer<typeof ServiceObjective>;

export const exampleObjective: ServiceObjective = {
  ...{ name: 'delivery_success', target_percent: 99.5, within_s: null, good_percent: 99.9, total: 12_000, budget_left_percent: 80 },
  burns: [{ long_window_s: 3_600, short_window_s: 300, long_rate: 0.4, short_rate: 0, max_rate: 14.4, is_burning: false }],
  ...{ is_burning: false, counted_from: null },
};

type Deps = Pick<ApiDeps, 'db' | 'settings'>;

/** What is promised to a partner, and how it is kept: of all its deliveries, or of those to one endpoint. */
export async function deliveryObjectives(
  { db, settings }: Deps,
  { partnerId, endpointId, now }: { partnerId: string; endpointId?: string; now: Date },
): Promise<ServiceObjective[]> {
  const { delivery_success_percent, delivery_within_s: withinS, delivery_within_percent } = objectivesFor(settings().health, partnerId);
  const of = endpointId === undefined ? { partnerId } : { endpointId };
  const { success, latency, countedFrom } = await countDeliveries(db.sql, of, withinS, { now });
  return [
    measureObjective({ name: 'delivery_success', target: delivery_success_percent / 100, withinS: null }, success),
    measureObjective({ name: 'delivery_latency', target: delivery_within_percent / 100, withinS }, latency),
  ].map((objective) => toObjective(objective, countedFrom));
}

/** What is promised of a connection or a sync, and how it is kept. */
export async function freshnessObjectives({ db, settings }: Deps, kind: 'connection' | 'sync', id: string): Promise<ServiceObjective[]> {
  const target = objectivesFor(settings().health, id).freshness_percent / 100;
  const counts = await countFreshSeconds(db.sql, kind, id);
  return [toObjective(measureObjective({ name: 'freshness', target, withinS: null }, counts), null)];
}

function toObjective({ name, target, withinS, counts, budgetLeft, burns }: Objective, countedFrom: Date | null): ServiceObjective {
  return {
    ...{ name, target_percent: percent(target, 3), within_s: withinS },
    good_percent: counts.total === 0 ? null : percent(counts.good / counts.total, 3),
    total: Math.round(counts.total),
    budget_left_percent: percent(budgetLeft, 1),
    burns: burns.map(({ longWindowS, shortWindowS, longRate, shortRate, maxRate, isBurning }) => ({
      ...{ long_window_s: longWindowS, short_window_s: shortWindowS, long_rate: digits(longRate, 2), short_rate: digits(shortRate, 2) },
      ...{ max_rate: maxRate, is_burning: isBurning },
    })),
    is_burning: burns.some(({ isBurning }) => isBurning),
    counted_from: countedFrom?.toISOString() ?? null,
  };
}

const digits = (value: number, count: number): number => Number(value.toFixed(count));
const percent = (part: number, count: number): number => digits(part * 100, count);
