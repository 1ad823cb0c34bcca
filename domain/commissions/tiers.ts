import { z } from 'zod';
import type { IssueCode } from '#domain/issue-errors.ts';
import { Money } from '#domain/money.ts';
import { type Fraction, fractionOf, isLess } from '#domain/sync/fraction.ts';
import { Percent } from './percent.ts';

/** An amount in the currency of the plan. */
export const Amount = Money.shape.amount;

const Tier = z.strictObject({
  from: Amount.describe('The amount at which the tier begins; that of the first one is 0'),
  to: Amount.nullable().describe('Where the next tier begins. null for the last one, which has no end'),
  percent: Percent,
});
export type Tier = z.infer<typeof Tier>;

/** Rates by amount, from 0 without gaps and overlaps. */
export const Tiers = z
  .array(Tier)
  .min(1)
  .max(50)
  .superRefine((tiers, context) => {
    const say = (index: number, end: 'from' | 'to', message: string) =>
      context.addIssue({ code: 'custom', path: [index, end], message, params: { code: 'invalid_value' } satisfies IssueCode });
    for (const [index, tier] of tiers.entries()) {
      const [from, to] = [amountOf(tier.from), amountOf(tier.to)];
      if (from && to && !isLess(from, to)) say(index, 'to', `must be more than from, ${tier.from}`);
      const isLast = index === tiers.length - 1;
      if (isLast && tier.to !== null) say(index, 'to', `must be null in the last tier: no tier covers amounts from ${tier.to}`);
      if (!isLast && tier.to === null) {
        say(index, 'to', `must be the amount at which tiers[${index + 1}] begins: only the last tier has no end`);
      }
      const before = index === 0 ? '0' : (tiers[index - 1]?.to ?? null);
      const end = amountOf(before);
      if (!from || !end) continue;
      if (isLess(end, from)) say(index, 'from', `must be ${before}: amounts from ${before} to ${tier.from} are in no tier`);
      if (isLess(from, end)) say(index, 'from', `must be ${before}: amounts from ${tier.from} to ${before} are in two tiers`);
    }
  });

/** Undefined for the end of the last tier, and for a text that is no amount, which has an error of its own. */
function amountOf(text: string | null): Fraction | undefined {
  return text !== null && Amount.safeParse(text).success ? fractionOf(text) : undefined;
}
