import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import { addDays } from '#domain/business-days.ts';
import { counted } from '#domain/counted.ts';
import { Day } from '#domain/instant.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { Currency, toMinor } from '#domain/money.ts';
import { FilledText } from '#domain/plain-text.ts';
import { TimeZone } from '#domain/time-zone.ts';
import { showMoney } from './show-money.ts';
import { Amount } from './tiers.ts';

/** Why a partner's level changed. Set: by a person. Replaced: the rules no longer had its level. */
export const levelChangeKinds = ['promotion', 'demotion', 'set', 'replaced'] as const;

const Requirement = z.discriminatedUnion('measure', [
  z.strictObject({ measure: z.literal('revenue'), at_least: Amount }),
  z.strictObject({ measure: z.literal('deals'), at_least: wholeNumber(1, 1_000_000) }),
  z.strictObject({
    measure: z.literal('field'),
    field: FilledText(100).describe("A number, or a list whose items count, in the partner's fields, such as certifications"),
    at_least: wholeNumber(1, 1_000_000),
  }),
]);
type Requirement = z.infer<typeof Requirement>;

const Level = z.strictObject({
  name: FilledText(100),
  requires: z.array(Requirement).max(20).default([]).describe('All of them, and those of the levels below'),
});

/** The levels of partners, the lowest first, and what each requires. Everybody has the first one. */
export const LevelRules = z
  .strictObject({
    effective_from: Day.describe('These rules decide from this day on, by the calendar of the time zone, until that of the next version'),
    time_zone: TimeZone.default('UTC'),
    currency: Currency.describe('Of revenue. Revenue in other currencies is converted at the rates of its days'),
    window_days: wholeNumber(1, 730).default(365).describe('Revenue and deals of this many days count'),
    grace_days: wholeNumber(0, 730).default(90).describe('A partner keeps a level that it no longer reaches for this many days'),
    levels: z.array(Level).min(1).max(20),
  })
  .superRefine(({ levels }, context) => {
    const say = (path: PropertyKey[], message: string, code: IssueCode['code'] = 'invalid_value') =>
      context.addIssue({ code: 'custom', path: ['levels', ...path], message, params: { code } satisfies IssueCode });
    const names = levels.map(({ name }) => name);
    for (const [index, { name, requires }] of levels.entries()) {
      const first = names.indexOf(name);
      if (first < index) say([index, 'name'], `is the name of levels[${first}] too`, 'duplicate');
      if (index === 0 && requires.length > 0) say([0, 'requires'], 'must be empty in the first level, which every partner has');
      if (index === 0 || requires.length > 0) continue;
      say([index, 'requires'], 'must not be empty: every partner would have this level', 'too_short');
    }
  })
  .meta({
    id: 'PartnerLevels',
    examples: [
      {
        ...{ effective_from: '2026-04-01', time_zone: 'Europe/Berlin', currency: 'EUR', window_days: 365, grace_days: 90 },
        levels: [
          { name: 'registered', requires: [] },
          {
            name: 'silver',
            requires: [
              { measure: 'revenue', at_least: '100000.00' },
              { measure: 'field', field: 'certifications', at_least: 2 },
            ],
          },
        ],
      },
    ],
  });
export type LevelRules = z.infer<typeof LevelRules>;

/** What a partner has, within the window. Revenue is in minor units of the rules' currency. */
export interface LevelFacts {
  revenueMinor: bigint;
  deals: number;
  fields: Readonly<Record<string, unknown>>;
}

export interface HeldLevel {
  name: string;
  /** The day since which the partner does not reach it; null if it does. */
  belowSince: string | null;
}

export interface LevelDecision extends HeldLevel {
  change: 'promotion' | 'demotion' | null;
  /** For people: what each requirement of the level asks for, and what there is. */
  reasons: string[];
}

/**
 * The level of a partner on a day. It is promoted at once, and demoted to the level that it reaches once the days of grace are over. A
 * level that the rules no longer have counts as the first one.
 */
export function decideLevel(rules: LevelRules, held: HeldLevel, facts: LevelFacts, day: string): LevelDecision {
  const present = Math.max(
    0,
    rules.levels.findIndex(({ name }) => name === held.name),
  );
  // Each level needs those below it, so a gap in between is not skipped.
  const missed = rules.levels.findIndex(({ requires }) => !requires.every((one) => isMet(one, facts, rules.currency)));
  const reached = missed === -1 ? rules.levels.length - 1 : missed - 1;
  const told = (place: number) => (rules.levels[place]?.requires ?? []).map((one) => explain(one, facts, rules.currency));
  const named = (place: number) => rules.levels[place]?.name ?? held.name;
  if (reached >= present) {
    return { name: named(reached), belowSince: null, change: reached > present ? 'promotion' : null, reasons: told(reached) };
  }
  const belowSince = held.belowSince ?? day;
  if (day < demotionDay(rules, belowSince)) return { name: named(present), belowSince, change: null, reasons: told(present) };
  return { name: named(reached), belowSince: null, change: 'demotion', reasons: told(present) };
}

/** The day on which a partner is demoted that does not reach its level since a day. */
export const demotionDay = ({ grace_days: graceDays }: Pick<LevelRules, 'grace_days'>, belowSince: string): string =>
  addDays(belowSince, graceDays);

function isMet(requirement: Requirement, facts: LevelFacts, currency: string): boolean {
  if (requirement.measure === 'revenue') return facts.revenueMinor >= toMinor({ amount: requirement.at_least, currency });
  return countOf(requirement, facts) >= requirement.at_least;
}

function countOf(requirement: Exclude<Requirement, { measure: 'revenue' }>, facts: LevelFacts): number {
  if (requirement.measure === 'deals') return facts.deals;
  const value = Object.hasOwn(facts.fields, requirement.field) ? facts.fields[requirement.field] : 0;
  return Array.isArray(value) ? value.length : typeof value === 'number' ? value : 0;
}

function explain(requirement: Requirement, facts: LevelFacts, currency: string): string {
  const verdict = isMet(requirement, facts, currency) ? 'reached' : 'not reached';
  if (requirement.measure === 'revenue') {
    const goal = toMinor({ amount: requirement.at_least, currency });
    return `revenue of ${showMoney(goal, currency)} ${verdict}: ${showMoney(facts.revenueMinor, currency)}`;
  }
  const { at_least: least } = requirement;
  const what = requirement.measure === 'deals' ? counted(least, 'deal') : `${least} ${requirement.field}`;
  return `${what} ${verdict}: ${countOf(requirement, facts)}`;
}
