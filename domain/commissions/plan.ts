import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import { Expression } from '#domain/events/transformation.ts';
import { Day } from '#domain/instant.ts';
import { Currency } from '#domain/money.ts';
import { FilledText } from '#domain/plain-text.ts';
import { TimeZone } from '#domain/time-zone.ts';
import { periods } from './month.ts';
import { Percent } from './percent.ts';
import { planFaults } from './plan-faults.ts';
import { Amount, Tiers } from './tiers.ts';

const Limit = Amount.nullable().default(null);
const Names = z.array(FilledText(200)).max(200).default([]);

const Reward = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('flat'),
    amount: Amount,
    renewal_amount: Limit.describe('From the second year of a subscription on. null: the same'),
  }),
  z.strictObject({
    kind: z.literal('percent'),
    percent: Percent,
    renewal_percent: Percent.nullable().default(null).describe('From the second year of a subscription on. null: the same'),
  }),
  z.strictObject({
    kind: z.literal('tiered'),
    over: z
      .enum(['sale', 'period_revenue'])
      .describe("What the tiers measure: the sale alone, or the partner's revenue of the period up to and with the sale"),
    mode: z
      .enum(['marginal', 'whole_amount'])
      .describe(
        'marginal: each part of the sale has the rate of its tier. whole_amount: the sale has the rate of the tier that it reaches; earlier sales keep theirs',
      ),
    tiers: Tiers,
  }),
]);
export type Reward = z.infer<typeof Reward>;

const Rule = z.strictObject({
  name: FilledText(100),
  products: Names.describe('Only sales of these products. Empty: all'),
  customer_plans: Names.describe('Only sales under these plans of the product, by the `customer_plan` of the revenue. Empty: all'),
  when: Expression.nullable()
    .default(null)
    .describe('JSONata over `deal`, `customer`, `product` and `partner`: only sales for which it is true'),
  reward: Reward,
});
export type Rule = z.infer<typeof Rule>;

const bonus = {
  name: FilledText(100),
  per: z.enum([...periods, 'ever']).describe('In which time it is reached. Each period has its own bonus'),
  amount: Amount,
};
const Bonus = z.discriminatedUnion('measure', [
  z.strictObject({ ...bonus, measure: z.literal('revenue'), at_least: Amount }),
  z.strictObject({ ...bonus, measure: z.enum(['deals', 'customers']), at_least: wholeNumber(1, 1_000_000) }),
]);
export type Bonus = z.infer<typeof Bonus>;

/** What partners get for sales: a version of a plan. Amounts are in its currency. The first rule that takes a sale decides. */
export const Plan = z
  .strictObject({
    name: FilledText(100),
    effective_from: Day.describe('Sales from this day on, by the calendar of the time zone, until that of the next version'),
    time_zone: TimeZone.default('UTC'),
    currency: Currency,
    currency_rule: z
      .enum(['same', 'convert', 'sale'])
      .default('same')
      .describe(
        'same: sales in other currencies get nothing. convert: they are converted at the rate of their day. sale: commissions are in the currency of the sale, and the plan names no amounts',
      ),
    rules: z.array(Rule).min(1).max(100),
    recurring: z
      .strictObject({ max_months: wholeNumber(1, 120) })
      .nullable()
      .default(null)
      .describe('For how long the payments of a subscription count. null: only the first one'),
    period: z.enum(periods).default('month').describe('Of tiers over the revenue of a period, and of the cap of a period'),
    caps: z
      .strictObject({
        per_deal: Limit.describe("Of a deal's commission before it is split"),
        per_customer: Limit.describe("Of a customer's commissions before they are split"),
        per_period: Limit.describe('Of what one partner gets in a period'),
      })
      .prefault({}),
    minimum: z
      .strictObject({
        sale: Limit.describe('Smaller sales get nothing'),
        commission: Limit.describe('Smaller commissions are raised to it, but never above the sale'),
      })
      .prefault({}),
    hold_days: wholeNumber(0, 365).default(30).describe('The hold period: days after the sale before its commission becomes payable'),
    churn_days: wholeNumber(0, 730).default(0).describe('A customer that leaves within these days takes the whole commission back'),
    bonuses: z.array(Bonus).max(50).default([]),
  })
  // Runs even if other fields are invalid, so that one response lists all errors.
  .superRefine(planFaults, { when: ({ value }) => typeof value === 'object' && value !== null })
  .meta({
    id: 'CommissionPlan',
    examples: [
      {
        ...{ name: 'Resellers', effective_from: '2026-01-01', time_zone: 'UTC', currency: 'EUR', currency_rule: 'same' },
        rules: [
          {
            ...{ name: 'all', products: [], customer_plans: [], when: null },
            reward: { kind: 'percent', percent: '12.5', renewal_percent: null },
          },
        ],
        ...{ recurring: null, period: 'month', hold_days: 30, churn_days: 0, bonuses: [] },
        caps: { per_deal: '400.00', per_customer: null, per_period: null },
        minimum: { sale: null, commission: null },
      },
    ],
  });
export type Plan = z.infer<typeof Plan>;
