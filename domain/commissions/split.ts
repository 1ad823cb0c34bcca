import { z } from 'zod';
import { shareOut } from '#domain/attribution/share-out.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { FilledString } from '#domain/plain-text.ts';
import { Month, monthOf } from './month.ts';
import { isPercent, millionthsOf, Percent, percentOf, WHOLE } from './percent.ts';

/** What a partner did for a sale. */
export const roles = ['source', 'influence', 'implement'] as const;
export type Role = (typeof roles)[number];

const Allocation = z.strictObject({
  partner_id: FilledString(64).nullable().describe('null: the company keeps this part'),
  role: z.enum(roles).nullable().default(null).describe('What the partner did for the sale. Explanations say it'),
  percent: Percent,
});

/** Which part of the commission of a deal's sales each partner gets, from a month until the next split. */
export const Split = z
  .strictObject({
    month: Month.describe('The first month in which it applies'),
    allocations: z.array(Allocation).min(1).max(50),
  })
  .superRefine(({ allocations }, context) => {
    const say = (path: PropertyKey[], message: string, code: IssueCode['code'] = 'invalid_value') =>
      context.addIssue({ code: 'custom', path: ['allocations', ...path], message, params: { code } satisfies IssueCode });
    const places = new Map<string, number>();
    for (const [index, { partner_id: partnerId, role }] of allocations.entries()) {
      const key = JSON.stringify([partnerId, role]);
      const first = places.get(key);
      if (first !== undefined) say([index, 'partner_id'], `is in allocations[${first}] too: add the two parts up`, 'duplicate');
      places.set(key, first ?? index);
    }
    const fault = sumFault(allocations.map(({ percent }) => percent));
    if (fault !== null) say([], fault);
  })
  .meta({
    id: 'CommissionSplit',
    examples: [
      {
        month: '2026-03',
        allocations: [
          { partner_id: 'ptn_01k9v5yq3n8t2e6w7x4z0b1c2d', role: 'source', percent: '60' },
          { partner_id: null, role: null, percent: '40' },
        ],
      },
    ],
  });
export type Split = z.infer<typeof Split>;

/** Why the parts are not the whole; null if they are. Parts that are no percentages have errors of their own. */
function sumFault(percents: readonly string[]): string | null {
  if (!percents.every(isPercent)) return null;
  const sum = percents.reduce((added, percent) => added + millionthsOf(percent), 0n);
  if (sum === WHOLE) return null;
  if (sum > WHOLE) return `must add up to 100 %: they are ${percentOf(sum)} %, which is ${percentOf(sum - WHOLE)} % too much`;
  const missing = percentOf(WHOLE - sum);
  return `must add up to 100 %: they are ${percentOf(sum)} %, and ${missing} % is missing. Allocate it, to nobody (null) if the company keeps it`;
}

/** The split that applies on a day; null if none has begun. Of two revisions of a month, the later one in the list counts. */
export function splitOn(day: string, splits: readonly Split[]): Split | null {
  const begun = splits.filter(({ month }) => month <= monthOf(day));
  return begun.reduce<Split | null>((found, split) => (found === null || split.month >= found.month ? split : found), null);
}

/** A partner's part in millionths. The company itself is the empty partner. */
export interface Part {
  partnerId: string;
  millionths: bigint;
  /** What of it the partner gets in which role, as it was written; without a role: null. */
  roles: readonly { role: Role | null; millionths: bigint }[];
}

/** The parts by partner, in the order of their ids, which decides between equal remainders. */
export function partsOf({ allocations }: Split): Part[] {
  const parts = Map.groupBy(allocations, ({ partner_id: partnerId }) => partnerId ?? '');
  return [...parts]
    .map(([partnerId, own]) => {
      const roles = own.map(({ role, percent }) => ({ role, millionths: millionthsOf(percent) }));
      return { partnerId, millionths: roles.reduce((sum, { millionths }) => sum + millionths, 0n), roles };
    })
    .toSorted((a, b) => (a.partnerId < b.partnerId ? -1 : 1));
}

/** `60 %`, `60 % as source`, or `70.5 % (50 % as source, 20.5 % as influence)`. */
export function showPart({ millionths, roles }: Pick<Part, 'millionths' | 'roles'>): string {
  const [only, ...others] = roles.map((one) => `${percentOf(one.millionths)} %${one.role ? ` as ${one.role}` : ''}`);
  return only !== undefined && others.length === 0 ? only : `${percentOf(millionths)} % (${[only, ...others].join(', ')})`;
}

/** The split that shares as a model of the attribution does: by the credits of a conversion, which are not negative. */
export function splitByCredit(month: string, credits: readonly { partnerId: string; credit: bigint }[]): Split {
  const ordered = credits.filter(({ credit }) => credit > 0n).toSorted((a, b) => (a.partnerId < b.partnerId ? -1 : 1));
  if (ordered.length === 0) return { month, allocations: [{ partner_id: null, role: null, percent: '100' }] };
  const shares = shareOut(
    WHOLE,
    ordered.map(({ credit }) => credit),
  );
  const allocations = ordered.map(({ partnerId }, index) => ({
    partner_id: partnerId || null,
    role: null,
    percent: percentOf(shares[index] ?? 0n),
  }));
  return { month, allocations };
}
