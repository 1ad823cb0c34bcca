import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { AssessedLevel } from '#db/commissions/assess-levels.ts';
import type { LevelChange } from '#db/commissions/level-change.ts';
import type { LevelRulesVersion } from '#db/commissions/level-rules.ts';
import { demotionDay, levelChangeKinds, LevelRules } from '#domain/commissions/level.ts';
import { Day, Timestamp } from '#domain/instant.ts';
import { SignedMoney, toMoney } from '#domain/money.ts';
import { FilledText } from '#domain/plain-text.ts';

const name = z.string().meta({ example: 'silver' });

export const PartnerLevelsVersion = z
  .object({
    ...{ version: z.int(), levels: LevelRules, created_at: Timestamp },
    created_by: z.string().meta({ example: 'key_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
  })
  .meta({ id: 'PartnerLevelsVersion' });

export const toLevelsVersion = ({ number, rules, createdAt, createdBy }: LevelRulesVersion): z.infer<typeof PartnerLevelsVersion> => ({
  ...{ version: number, levels: LevelRules.parse(rules), created_at: createdAt.toISOString(), created_by: createdBy },
});

const reasons = z.array(z.string()).meta({ maxItems: 20, example: ['revenue of 100,000.00 EUR reached: 104,200.00 EUR'] });
const change = z.enum(levelChangeKinds).describe('set: by a person. replaced: the rules no longer have its level');

export const PartnerLevelChange = z
  .object({
    id: z.int(),
    ...{ level: name, previous_level: name, change },
    effective_from: Day.meta({ example: '2026-04-15' }).describe('The first day on which it has this level, by the calendar of the levels'),
    keep_until: Day.nullable().describe('Of a level that a person set: the day from which on the rules decide again. null: never'),
    reasons: reasons.describe('What the level requires, and what there was. Of a demotion: what the former level requires'),
    reason: z.string().nullable().describe("In the person's words. Null for partners"),
    created_at: Timestamp,
    created_by: z.string().nullable().describe('Null for partners'),
  })
  .meta({ id: 'PartnerLevelChange' });
export const PartnerLevelChangeList = listOf(PartnerLevelChange).meta({ id: 'PartnerLevelChangeList' });

/** `seesPeople`: whether what the company's people wrote is shown. */
export const toLevelChange = (one: LevelChange, seesPeople: boolean): z.infer<typeof PartnerLevelChange> => ({
  ...{ id: one.id, level: one.level, previous_level: one.before, change: one.kind, effective_from: one.effectiveFrom },
  ...{ keep_until: one.keepUntil, reasons: one.reasons, reason: seesPeople ? one.note : null },
  ...{ created_at: one.createdAt.toISOString(), created_by: seesPeople ? one.createdBy : null },
});

export const PartnerLevel = z
  .object({
    partner_id: z.string(),
    level: name.nullable().describe('Null while there are no levels'),
    since: Day.nullable().describe('Null if it never changed'),
    below_since: Day.nullable().describe('Since when the partner does not reach it. Null if it does'),
    demoted_on: Day.nullable().describe('The day on which that demotes it, if it stays so'),
    next: PartnerLevelChange.nullable().describe('A change that is decided, and has not begun'),
  })
  .meta({
    id: 'PartnerLevel',
    examples: [
      {
        ...{ partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab', level: 'silver', since: '2026-04-15' },
        ...{ below_since: null, demoted_on: null, next: null },
      },
    ],
  });

export const SetPartnerLevel = z
  .strictObject({
    level: FilledText(100),
    from: Day.optional().describe('Default: today, by the calendar of the levels. Sales that are accrued already stay'),
    keep_until: Day.nullable().default(null).describe('The day from which on the rules decide again. null: never'),
    reason: FilledText(500),
  })
  .meta({ id: 'SetPartnerLevel', examples: [{ level: 'gold', from: '2026-05-01', keep_until: '2026-11-01', reason: 'Launch partner' }] });

export const LevelPreview = z
  .object({
    day: Day.meta({ example: '2026-04-14' }).describe('The figures are those of the days before it'),
    effective_from: Day.meta({ example: '2026-04-15' }).describe('When what is decided on this day takes effect'),
    partners: z
      .array(
        z.object({
          ...{
            partner_id: z.string().meta({ example: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab' }),
            level: name,
            would_be: name,
            change: change.nullable(),
          },
          ...{ revenue: SignedMoney, deals: z.int(), reasons },
          below_since: Day.nullable().describe('Its days of grace would run since then'),
          demoted_on: Day.nullable(),
        }),
      )
      .meta({ maxItems: 10_000 })
      .describe('Those whose level would change, and those whose days of grace would run'),
  })
  .meta({ id: 'PartnerLevelPreview' });

export function toPreviewed(one: AssessedLevel, rules: LevelRules): z.infer<typeof LevelPreview>['partners'][number] {
  const { name: level, change: decided, belowSince, reasons: why } = one.decision;
  return {
    ...{ partner_id: one.partnerId, level: one.before, would_be: level, change: level === one.before ? null : (decided ?? 'replaced') },
    ...{ revenue: toMoney(one.revenueMinor, rules.currency), deals: one.deals, reasons: why, below_since: belowSince },
    demoted_on: belowSince === null ? null : demotionDay(rules, belowSince),
  };
}
