import { describe, expect, test } from 'vitest';
import { decideLevel, type HeldLevel, type LevelFacts, LevelRules } from '#domain/commissions/level.ts';

const rules = LevelRules.parse({
  effective_from: '2026-01-01',
  currency: 'EUR',
  grace_days: 30,
  levels: [
    { name: 'registered' },
    { name: 'silver', requires: [{ measure: 'revenue', at_least: '10000' }] },
    {
      name: 'gold',
      requires: [
        { measure: 'deals', at_least: 5 },
        { measure: 'field', field: 'certifications', at_least: 2 },
      ],
    },
  ],
});
const facts = (over: Partial<LevelFacts> = {}): LevelFacts => ({ revenueMinor: 0n, deals: 0, fields: {}, ...over });
const decide = (held: Partial<HeldLevel>, with_: LevelFacts, day = '2026-03-31') =>
  decideLevel(rules, { name: 'registered', belowSince: null, ...held }, with_, day);
const golden = facts({ revenueMinor: 1_000_000n, deals: 5, fields: { certifications: ['a', 'b'] } });

describe('promotion', () => {
  test('is at once, over several levels, and says why', () => {
    expect(decide({}, golden)).toEqual({
      name: 'gold',
      belowSince: null,
      change: 'promotion',
      reasons: ['5 deals reached: 5', '2 certifications reached: 2'],
    });
  });

  test('needs the levels below too', () => {
    expect(decide({}, { ...golden, revenueMinor: 999_999n })).toMatchObject({ name: 'registered', change: null });
  });

  test('a field that is missing, inherited or no number counts as nothing', () => {
    for (const fields of [{}, { certifications: 'many' }, { constructor: 2 }]) {
      expect(decide({}, { ...golden, fields })).toMatchObject({ name: 'silver', change: 'promotion' });
    }
  });
});

describe('demotion', () => {
  test('waits for the days of grace, and begins to count when the level is first missed', () => {
    expect(decide({ name: 'gold' }, facts())).toMatchObject({ name: 'gold', belowSince: '2026-03-31', change: null });
    expect(decide({ name: 'gold', belowSince: '2026-03-31' }, facts(), '2026-04-29')).toMatchObject({ name: 'gold', change: null });
    expect(decide({ name: 'gold', belowSince: '2026-03-31' }, facts(), '2026-04-30')).toEqual({
      name: 'registered',
      belowSince: null,
      change: 'demotion',
      reasons: ['5 deals not reached: 0', '2 certifications not reached: 0'],
    });
  });

  test('a partner that reaches its level again starts anew', () => {
    expect(decide({ name: 'gold', belowSince: '2026-03-31' }, golden)).toMatchObject({ name: 'gold', belowSince: null, change: null });
  });
});

test('rules name every fault at once', () => {
  const revenue = { measure: 'revenue', at_least: '1' };
  const levels = [{ name: 'a', requires: [revenue] }, { name: 'a' }];
  expect(
    LevelRules.safeParse({ effective_from: '2026-01-01', currency: 'EUR', levels }).error?.issues.map(
      ({ path, message }) => `${path.join('.')} ${message}`,
    ),
  ).toEqual([
    'levels.0.requires must be empty in the first level, which every partner has',
    'levels.1.name is the name of levels[0] too',
    'levels.1.requires must not be empty: every partner would have this level',
  ]);
});
