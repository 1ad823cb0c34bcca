import { toMinor } from '#domain/money.ts';
import type { Period } from './month.ts';
import type { Bonus, Plan } from './plan.ts';
import { showMoney } from './show-money.ts';

/** What a partner has brought, in a period of each kind and ever. Revenue is in minor units of the plan's currency. */
export interface Achieved {
  revenueMinor: bigint;
  deals: number;
  customers: number;
}
export type Achievements = Readonly<Record<Period | 'ever', Achieved>>;

/** A bonus that was reached, or is taken back (negative) because refunds undid the milestone. */
interface BonusEarned {
  /** An index of `plan.bonuses`. */
  bonus: number;
  amountMinor: bigint;
  currency: string;
  explanation: string;
}

/** The bonuses between two moments of the same periods. One that was reached and undone leaves nothing. */
export function bonusesBetween(plan: Plan, before: Achievements, after: Achievements): BonusEarned[] {
  const { currency } = plan;
  return plan.bonuses.flatMap((bonus, index) => {
    const [had, has] = [isReached(bonus, before, currency), isReached(bonus, after, currency)];
    if (had === has) return [];
    const amountMinor = toMinor({ amount: bonus.amount, currency });
    return [{ bonus: index, amountMinor: has ? amountMinor : -amountMinor, currency, explanation: explain(bonus, has, currency) }];
  });
}

function isReached(bonus: Bonus, achievements: Achievements, currency: string): boolean {
  const achieved = achievements[bonus.per];
  if (bonus.measure === 'revenue') return achieved.revenueMinor >= toMinor({ amount: bonus.at_least, currency });
  return achieved[bonus.measure] >= bonus.at_least;
}

function explain(bonus: Bonus, isReached: boolean, currency: string): string {
  const goal =
    bonus.measure === 'revenue' ? showMoney(toMinor({ amount: bonus.at_least, currency }), currency) : `${bonus.at_least} ${bonus.measure}`;
  const time = bonus.per === 'ever' ? '' : ` in the ${bonus.per}`;
  return `bonus ${JSON.stringify(bonus.name)}: ${goal}${time} ${isReached ? 'reached' : 'no longer reached after refunds'}`;
}
