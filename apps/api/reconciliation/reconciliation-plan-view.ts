import { z } from 'zod';
import { clockOf, type ReconciliationPlan } from '#db/reconciliation/reconciliation-plan.ts';
import { wholeNumber } from '#domain/bounded-number.ts';
import { Day, Timestamp } from '#domain/instant.ts';
import { momentOfNight, nightsBetween } from '#domain/reconciliation/night.ts';
import { TimeZone } from '#domain/time-zone.ts';

export const PlanParams = z.object({ id: z.string().max(64).describe('ID of the sync (`syn_…`)') });

const settings = {
  time_of_day: z
    .string()
    .max(5)
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time such as 02:00' })
    .describe('When each night begins, in the time zone. If a clock change skips the time, the night begins at the change'),
  time_zone: TimeZone.nullable().describe("Null: that of the sync's mapping"),
  paused: z.boolean().describe('No night begins by itself'),
  dry_run: z.boolean().describe('What is found is only reported'),
  max_repair_percent: wholeNumber(0, 100).describe('A night that would repair more of the linked records waits for a yes'),
  max_delete_percent: wholeNumber(0, 100).describe('The same for deletions among the repairs'),
};

export const PutPlan = z
  .strictObject({
    time_of_day: settings.time_of_day.default('02:00'),
    time_zone: settings.time_zone.default(null),
    paused: settings.paused.default(false),
    dry_run: settings.dry_run.default(false),
    max_repair_percent: settings.max_repair_percent.default(5),
    max_delete_percent: settings.max_delete_percent.default(5),
  })
  .meta({ id: 'ReconciliationPlanSettings', example: { time_of_day: '03:30', time_zone: 'Europe/Berlin' } });

export const Plan = z
  .object({
    sync_id: z.string(),
    ...settings,
    next_night_at: Timestamp.nullable().describe('When the next night is due; it begins within ten minutes. Null while paused'),
  })
  .meta({
    id: 'ReconciliationPlan',
    examples: [
      {
        ...{ sync_id: 'syn_01k9v5yq3n8t2e6w7x4z0b1c2d', time_of_day: '02:00', time_zone: null, paused: false, dry_run: false },
        ...{ max_repair_percent: 5, max_delete_percent: 5, next_night_at: '2026-03-02T01:00:00.000Z' },
      },
    ],
  });

export function toPlan(plan: ReconciliationPlan): z.infer<typeof Plan> {
  const clock = clockOf(plan);
  const now = new Date();
  const [next] = nightsBetween(now, new Date(now.getTime() + 3 * 86_400_000), clock);
  const isPaused = plan.pausedAt !== null;
  return {
    sync_id: plan.syncId,
    time_of_day: plan.timeOfDay,
    time_zone: plan.timeZone,
    paused: isPaused,
    dry_run: plan.isDryRun,
    max_repair_percent: plan.maxRepairPercent,
    max_delete_percent: plan.maxDeletePercent,
    next_night_at: isPaused || next === undefined ? null : momentOfNight(next, clock).toISOString(),
  };
}

export const Reconcile = z
  .strictObject({
    nights: z
      .array(Day)
      .min(1)
      .max(31)
      .optional()
      .describe(
        'By which dates the runs are filed, one after the other; by default today. Each compares what both sides have when it runs',
      ),
    dry_run: z.boolean().optional().describe("What is found is only reported; by default as the sync's plan says"),
  })
  .meta({ id: 'ReconcileRequest', example: { nights: ['2026-03-01'], dry_run: true } });

export const Reconciling = z
  .object({ runs: z.array(z.object({ id: z.string(), night: Day })) })
  .meta({ id: 'Reconciling', examples: [{ runs: [{ id: 'rcn_01k9v5yq3n8t2e6w7x4z0b1c2d', night: '2026-03-01' }] }] });
