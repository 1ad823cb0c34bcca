import { expect, test } from 'vitest';
import { type Achieved, type Achievements, bonusesBetween } from '#domain/commissions/bonus.ts';
import { planOf } from './terms.ts';

const plan = planOf({
  bonuses: [
    { name: 'Quarter', measure: 'revenue', at_least: '10000', per: 'quarter', amount: '500' },
    { name: 'Ten', measure: 'deals', at_least: 10, per: 'ever', amount: '250' },
  ],
});
const none: Achieved = { revenueMinor: 0n, deals: 0, customers: 0 };
const achieved = (revenueMinor: bigint, deals: number): Achievements => ({
  ...{ month: none, year: none },
  quarter: { ...none, revenueMinor },
  ever: { ...none, deals },
});

test('a milestone brings its bonus when it is reached, once', () => {
  expect(bonusesBetween(plan, achieved(999_999n, 9), achieved(1_000_000n, 10))).toEqual([
    { bonus: 0, amountMinor: 50_000n, currency: 'EUR', explanation: 'bonus "Quarter": 10,000.00 EUR in the quarter reached' },
    { bonus: 1, amountMinor: 25_000n, currency: 'EUR', explanation: 'bonus "Ten": 10 deals reached' },
  ]);
  expect(bonusesBetween(plan, achieved(1_000_000n, 10), achieved(2_000_000n, 20))).toEqual([]);
});

test('refunds that undo a milestone take its bonus back', () => {
  expect(bonusesBetween(plan, achieved(1_000_000n, 9), achieved(999_999n, 9))).toMatchObject([
    { bonus: 0, amountMinor: -50_000n, explanation: 'bonus "Quarter": 10,000.00 EUR in the quarter no longer reached after refunds' },
  ]);
});
