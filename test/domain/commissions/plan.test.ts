import { describe, expect, test } from 'vitest';
import { Plan } from '#domain/commissions/plan.ts';
import { issueErrors } from '#domain/issue-errors.ts';
import { percentRule } from './terms.ts';

const draft = { name: 'Referral', effective_from: '2026-01-01', currency: 'EUR', rules: [percentRule('12.5')] };
const faultsOf = (over: object) =>
  issueErrors(Plan.safeParse({ ...draft, ...over }).error?.issues ?? []).map(({ field, message }) => `${field} ${message}`);
const tiered = (tiers: unknown[]) => [{ name: 'Tiers', reward: { kind: 'tiered', over: 'sale', mode: 'marginal', tiers } }];

test('what is left out has its default', () => {
  expect(Plan.parse(draft)).toMatchObject({
    currency_rule: 'same',
    recurring: null,
    period: 'month',
    caps: { per_deal: null, per_customer: null, per_period: null },
    minimum: { sale: null, commission: null },
    hold_days: 30,
    churn_days: 0,
    bonuses: [],
  });
});

test('one answer names every fault, in fields that are invalid and between those that are not', () => {
  expect(
    faultsOf({
      name: 7,
      effective_from: 'soon',
      unknown: 1,
      rules: [percentRule('100.0001'), { name: 'All sales', reward: { kind: 'flat', amount: '500.001' } }],
      caps: { per_deal: '400.00' },
      minimum: { commission: '400.01' },
      hold_days: -1,
    }).toSorted(),
  ).toEqual([
    'effective_from is not a valid ISO date',
    'hold_days must be at least 0',
    'minimum.commission must not be more than caps.per_deal, 400.00',
    'name must be a string',
    'rules.0.reward.percent must not be more than 100',
    'rules.1 is never reached: rules[0] takes every sale. Move it before that one',
    'rules.1.name is the name of rules[0] too',
    'rules.1.reward.amount must not be more than caps.per_deal, 400.00',
    'rules.1.reward.amount must not have more than 2 decimals in EUR',
    'unknown is not a known field: check its spelling or omit it',
  ]);
});

describe('tiers cover every amount once', () => {
  test.each<[string, unknown[], string[]]>([
    [
      'complete',
      [
        { from: '0', to: '100.00', percent: '5' },
        { from: '100', to: null, percent: '10' },
      ],
      [],
    ],
    [
      'a gap',
      [
        { from: '0', to: '100', percent: '5' },
        { from: '100.01', to: null, percent: '10' },
      ],
      ['rules.0.reward.tiers.1.from must be 100: amounts from 100 to 100.01 are in no tier'],
    ],
    [
      'an overlap',
      [
        { from: '0', to: '100', percent: '5' },
        { from: '99', to: null, percent: '10' },
      ],
      ['rules.0.reward.tiers.1.from must be 100: amounts from 99 to 100 are in two tiers'],
    ],
    [
      'no beginning',
      [{ from: '10', to: null, percent: '5' }],
      ['rules.0.reward.tiers.0.from must be 0: amounts from 0 to 10 are in no tier'],
    ],
    [
      'an end',
      [{ from: '0', to: '10', percent: '5' }],
      ['rules.0.reward.tiers.0.to must be null in the last tier: no tier covers amounts from 10'],
    ],
    [
      'an end in between and the wrong way round',
      [
        { from: '0', to: null, percent: '5' },
        { from: '9', to: '9', percent: '6' },
        { from: '9', to: null, percent: '7' },
      ],
      [
        'rules.0.reward.tiers.0.to must be the amount at which tiers[1] begins: only the last tier has no end',
        'rules.0.reward.tiers.1.to must be more than from, 9',
      ],
    ],
  ])('%s', (_, tiers, faults) => {
    expect(faultsOf({ rules: tiered(tiers) })).toEqual(faults);
  });
});

test('a plan that pays in the currency of the sale names no amounts', () => {
  const why = 'is in no currency, because commissions are in that of the sale. Omit it, or choose currency_rule: convert';
  expect(faultsOf({ currency_rule: 'sale' })).toEqual([]);
  expect(faultsOf({ currency_rule: 'sale', caps: { per_deal: '5' } })).toEqual([`caps.per_deal ${why}`]);
});

test('amounts have the decimals of the currency', () => {
  expect(faultsOf({ currency: 'JPY', caps: { per_period: '1.5' } })).toEqual(['caps.per_period must not have decimals: JPY has none']);
});

test('two bonuses of one milestone are a mistake', () => {
  const bonus = { name: 'Ten', measure: 'deals', at_least: 10, per: 'year', amount: '100' };
  expect(faultsOf({ bonuses: [bonus, { ...bonus, name: 'Another' }] })).toEqual(['bonuses.1.at_least is the milestone of bonuses[0] too']);
});

test.each(['12,5', '-1', '1e1', '0.12345', ' 5', '', 12.5])('%j is no percentage', (percent) => {
  expect(faultsOf({ rules: [{ name: 'x', reward: { kind: 'percent', percent } }] })).toHaveLength(1);
});
