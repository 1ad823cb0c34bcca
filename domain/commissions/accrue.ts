import { shareOut } from '#domain/attribution/share-out.ts';
import { addDays } from '#domain/business-days.ts';
import { toMinor } from '#domain/money.ts';
import { monthName } from './month.ts';
import { WHOLE } from './percent.ts';
import type { Plan } from './plan.ts';
import { nothingYet, overCap, type Pool, poolOf, type Standing } from './pool.ts';
import type { Sale } from './sale.ts';
import { type Part, partsOf, showPart, type Split } from './split.ts';

/** By partner. One that is missing had nothing yet. */
type SoFar = ReadonlyMap<string, Standing>;

/** All that a commission follows from. It is pinned, so that a refund computes with it years later. */
export interface Terms {
  plan: Plan;
  split: Split;
  sale: Sale;
  soFar: SoFar;
}

/** What a sale brings a partner; 0 if nothing, and then the explanation says why. */
export interface Earned extends Pool {
  partnerId: string;
  millionths: bigint;
  amountMinor: bigint;
  /** The day on which the hold period ends. */
  releaseDay: string;
  /** `12.5 % of 4,000.00 EUR, capped at 400.00, 60 % of it by the March split`. */
  explanation: string;
}

/**
 * What a sale brings each partner of the split, in the order of their ids. The company's own part is not among them. The parts of equal
 * commissions add up exactly: largest remainder, ties by id.
 */
export const accrue = (plan: Plan, split: Split, sale: Sale, soFar: SoFar): Earned[] =>
  earnedOf({ plan, split, sale, soFar }, sale.netMinor);

/** The same for what is left of the sale after refunds. */
export function earnedOf({ plan, split, sale, soFar }: Terms, netMinor: bigint): Earned[] {
  const parts = partsOf(split);
  const weights = parts.map(({ millionths }) => millionths);
  // Partners differ in what they had, so the same sale can be worth more to one than to another. Mostly it is not.
  const shares = new Map<bigint, bigint[]>();
  return parts.flatMap((part, place) => {
    if (part.partnerId === '') return [];
    const standing = soFar.get(part.partnerId) ?? nothingYet;
    const pool = poolOf(plan, sale, netMinor, standing);
    const all = shares.get(pool.poolMinor) ?? shareOut(pool.poolMinor, weights);
    shares.set(pool.poolMinor, all);
    return [earned(plan, split, sale, part, pool, all[place] ?? 0n, standing)];
  });
}

function earned(plan: Plan, split: Split, sale: Sale, part: Part, pool: Pool, share: bigint, standing: Standing): Earned {
  const words = [...pool.words];
  if (share > 0n && saysMore(part)) words.push(`${showPart(part)} of it by the ${monthName(split.month)} split`);
  const cap = plan.caps.per_period === null ? null : toMinor({ amount: plan.caps.per_period, currency: pool.currency });
  const over = overCap(share, cap, standing.periodMinor, `for the ${plan.period}`, pool.currency);
  if (over) words.push(over.words);
  return {
    ...pool,
    ...{ partnerId: part.partnerId, millionths: part.millionths },
    amountMinor: over?.minor ?? share,
    releaseDay: addDays(sale.day, plan.hold_days),
    explanation: words.join(', '),
  };
}

/** Whether there is anything to say about a part: it is not all of the commission, or it is for a role. */
const saysMore = ({ millionths, roles }: Part): boolean => millionths < WHOLE || roles.some(({ role }) => role !== null);
