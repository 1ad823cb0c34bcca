import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { ComparedPartner } from '#db/attribution/versions/compare-versions.ts';
import type { Version } from '#db/attribution/versions/version.ts';
import { models, versionStates } from '#domain/attribution/facts.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { Day, Timestamp } from '#domain/instant.ts';
import { Money, toMoney } from '#domain/money.ts';

export const AttributionVersion = z
  .object({
    number: z.int(),
    state: z
      .enum(versionStates)
      .describe(
        '`building`: being computed. `ready`: can be compared and activated. `active`: reports use it. `retired`: readable, as of its end',
      ),
    settings: VersionSettings,
    complete_to: Timestamp.nullable().describe('The newest report that can be made from it'),
    created_at: Timestamp,
    created_by: z.string(),
    activated_at: Timestamp.nullable(),
    ended_at: Timestamp.nullable(),
    reason: z.string().nullable().describe('Why it failed or was given up'),
  })
  .meta({
    id: 'AttributionVersion',
    examples: [
      {
        ...{ number: 2, state: 'ready', complete_to: '2026-03-01T02:31:10.000Z', created_at: '2026-03-01T02:20:04.000Z' },
        ...{ created_by: 'key_01k9v5yq3n8t2e6w7x4z0b1c2d', activated_at: null, ended_at: null, reason: null },
        settings: {
          ...{ touch_sources: ['utm', 'referral_header', 'api_key'], window_days: 90, half_life_days: 7, first_share: 0.4 },
          ...{ last_share: 0.4, time_zone: 'Europe/Berlin' },
        },
      },
    ],
  });

export const AttributionVersionList = listOf(AttributionVersion).meta({ id: 'AttributionVersionList' });

export function toVersion(version: Version): z.output<typeof AttributionVersion> {
  const { number, state, settings, completeTo, createdAt, createdBy, activatedAt, endedAt, reason } = version;
  const show = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...{ number, state, settings, complete_to: show(completeTo), created_at: createdAt.toISOString(), created_by: createdBy },
    ...{ activated_at: show(activatedAt), ended_at: show(endedAt), reason },
  };
}

const Amount = z.union([Money, z.object({ count: z.string() })]).describe('Money, or a count with up to six decimals');
const RuleValue = z.union([z.number(), z.string(), z.array(z.string()).meta({ maxItems: 20 })]);
const ChangedRule = z.object({
  rule: z
    .enum([...VersionSettings.keyof().options, 'learnt_coefficients'])
    .describe('A setting; or what Markov and Shapley have learnt, which follows from the facts that there were'),
  before: RuleValue.describe('Of learnt coefficients: when the version was made'),
  after: RuleValue,
});
const Change = { before: Amount, after: Amount, change: z.string().describe('A signed decimal number: `after` less `before`') };

export const AttributionComparison = z
  .object({
    ...{ before: z.int(), after: z.int(), model: z.enum(models), measure: z.string(), from: Day, until: Day },
    rules: z.array(ChangedRule).meta({ maxItems: 20 }).describe('In what the versions differ. Empty: they compute alike'),
    partners: z
      .array(
        z.object({
          partner_id: z.string().nullable().describe('Null: the company itself'),
          ...Change,
          facts: z.array(z.object({ id: z.string(), ...Change })).meta({ maxItems: 100 }),
        }),
      )
      .meta({ maxItems: 100 }),
  })
  .meta({
    id: 'AttributionComparison',
    examples: [
      {
        ...{ before: 1, after: 2, model: 'linear', measure: 'leads', from: '2026-01-01', until: '2026-02-01' },
        rules: [{ rule: 'window_days', before: 90, after: 30 }],
        partners: [
          {
            ...{ partner_id: 'ptn_01k9v5yq3n8t2e6w7x4z0b1c2d', before: { count: '3' }, after: { count: '2.5' }, change: '-0.5' },
            facts: [{ id: 'cnv_01k9v5yq3n8t2e6w7x4z0b1c2d', before: { count: '1' }, after: { count: '0.5' }, change: '-0.5' }],
          },
        ],
      },
    ],
  });

/** The settings, and the learnt coefficients, in which two versions differ. */
export function changedRules(before: Version, after: Version): z.output<typeof ChangedRule>[] {
  const isOther = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  const settings = VersionSettings.keyof().options.flatMap((rule) => {
    const [old, now] = [before.settings[rule], after.settings[rule]];
    return isOther(old, now) ? [{ rule, before: old, after: now }] : [];
  });
  if (!isOther(before.learnt, after.learnt)) return settings;
  return [
    ...settings,
    { rule: 'learnt_coefficients' as const, before: before.createdAt.toISOString(), after: after.createdAt.toISOString() },
  ];
}

export function toComparedPartner({ partnerId, currency, facts, ...sums }: ComparedPartner) {
  return {
    partner_id: partnerId === '' ? null : partnerId,
    ...toChange(sums, currency),
    facts: facts.map(({ factId, ...of }) => ({ id: factId, ...toChange(of, currency) })),
  };
}

function toChange({ before, after }: { before: string; after: string }, currency: string) {
  const show = (amount: bigint): string => {
    const text = (size: bigint) => (currency === '' ? countOf(size) : toMoney(size, currency).amount);
    return amount < 0n ? `-${text(-amount)}` : text(amount);
  };
  const amount = (of: string) => (currency === '' ? { count: show(BigInt(of)) } : { amount: show(BigInt(of)), currency });
  return { before: amount(before), after: amount(after), change: show(BigInt(after) - BigInt(before)) };
}

/** Millionths as a decimal number without zeros at its end. */
function countOf(millionths: bigint): string {
  const fraction = String(millionths % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(millionths / 1_000_000n) : `${millionths / 1_000_000n}.${fraction}`;
}
