import { divideHalfAway } from '#domain/divide-half-away.ts';
import { assertNever } from '#domain/errors.ts';
import { toMinor } from '#domain/money.ts';
import { millionthsOf, WHOLE } from './percent.ts';
import type { Reward } from './plan.ts';
import { showMoney } from './show-money.ts';
import type { Tier } from './tiers.ts';

/** What a reward is computed from, in minor units of `currency`. */
interface RewardBase {
  baseMinor: bigint;
  currency: string;
  /** From the second year of a subscription on. */
  isRenewal: boolean;
  /** The partner's revenue in the period before the sale. */
  periodRevenueMinor: bigint;
}

/** An amount, and how it came about. */
interface Reckoned {
  minor: bigint;
  words: string;
}

/** Rounded half up to the minor unit, once. */
export function reckon(reward: Reward, base: RewardBase): Reckoned {
  const { baseMinor, currency, isRenewal } = base;
  switch (reward.kind) {
    case 'flat': {
      const amount = (isRenewal ? reward.renewal_amount : null) ?? reward.amount;
      const minor = toMinor({ amount, currency });
      return { minor, words: `${showMoney(minor, currency)} for the sale of ${showMoney(baseMinor, currency)}${renewal(isRenewal)}` };
    }
    case 'percent': {
      const percent = (isRenewal ? reward.renewal_percent : null) ?? reward.percent;
      return {
        minor: divideHalfAway(baseMinor * millionthsOf(percent), WHOLE),
        words: `${percentOfSale(percent, base)}${renewal(isRenewal)}`,
      };
    }
    case 'tiered':
      return reward.mode === 'marginal' ? marginal(reward, base) : wholeAmount(reward, base);
    default:
      return assertNever(reward);
  }
}

const renewal = (isRenewal: boolean): string => (isRenewal ? ' as a renewal' : '');
const percentOfSale = (percent: string, { baseMinor, currency }: RewardBase): string => `${percent} % of ${showMoney(baseMinor, currency)}`;

type Tiered = Extract<Reward, { kind: 'tiered' }>;

/** Where the sale begins and ends on the scale of the tiers. */
function rangeOf({ over }: Tiered, { baseMinor, periodRevenueMinor }: RewardBase): { start: bigint; end: bigint } {
  const start = over === 'period_revenue' ? periodRevenueMinor : 0n;
  return { start, end: start + baseMinor };
}

/** Each part of the sale at the rate of its tier. The parts are added up before the one rounding. */
function marginal(reward: Tiered, base: RewardBase): Reckoned {
  const { start, end } = rangeOf(reward, base);
  let exact = 0n;
  const words: string[] = [];
  for (const { from, to, percent } of reward.tiers) {
    const part =
      least(end, to === null ? end : toMinor({ amount: to, currency: base.currency })) -
      most(start, toMinor({ amount: from, currency: base.currency }));
    if (part <= 0n) continue;
    exact += part * millionthsOf(percent);
    words.push(percentOfSale(percent, { ...base, baseMinor: part }));
  }
  return { minor: divideHalfAway(exact, WHOLE), words: words.join(' plus ') };
}

/** The whole sale at the rate of the tier in which it ends. An end exactly where a tier begins has reached it. */
function wholeAmount(reward: Tiered, base: RewardBase): Reckoned {
  const { end } = rangeOf(reward, base);
  const reached = (tier: Tier) => toMinor({ amount: tier.from, currency: base.currency }) <= end;
  const tier = reward.tiers.findLast(reached);
  const percent = tier?.percent ?? '0';
  const from = showMoney(toMinor({ amount: tier?.from ?? '0', currency: base.currency }), base.currency);
  const what = reward.over === 'period_revenue' ? ' of revenue in the period' : '';
  return {
    minor: divideHalfAway(base.baseMinor * millionthsOf(percent), WHOLE),
    words: `${percentOfSale(percent, base)}, the rate from ${from}${what}`,
  };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
