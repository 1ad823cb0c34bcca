import { z } from 'zod';
import { shareOut } from '#domain/attribution/share-out.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { FilledString } from '#domain/plain-text.ts';
import { Month } from './month.ts';
import { isPercent, millionthsOf, Percent, percentOf, WHOLE } from './percent.ts';
import { type Role, roles, type Split } from './split.ts';

/** What each role of a sale is worth in a programme, from a month until the next shares. */
export const RoleShares = z
  .strictObject({
    month: Month.describe('The first month in which they apply'),
    ...{ source: Percent, influence: Percent, implement: Percent },
  })
  .superRefine((shares, context) => {
    const percents = roles.map((role) => shares[role]);
    if (!percents.every(isPercent)) return;
    const sum = percents.reduce((added, percent) => added + millionthsOf(percent), 0n);
    if (sum === WHOLE) return;
    const message = `must add up to 100 % over source, influence and implement: they are ${percentOf(sum)} %`;
    context.addIssue({ code: 'custom', path: [], message, params: { code: 'invalid_value' } satisfies IssueCode });
  })
  .meta({ id: 'CommissionRoleShares', examples: [{ month: '2026-03', source: '50', influence: '20', implement: '30' }] });
export type RoleShares = z.infer<typeof RoleShares>;

/** Who did what for the sales of a deal. */
export const RoleSplit = z
  .strictObject({
    month: Month.describe('The first month in which the split applies, and whose shares of the programme it takes'),
    partners: z
      .array(z.strictObject({ partner_id: FilledString(64), role: z.enum(roles) }))
      .min(1)
      .max(40),
  })
  .superRefine(({ partners }, context) => {
    const places = new Map<string, number>();
    for (const [index, { partner_id: partnerId, role }] of partners.entries()) {
      const key = JSON.stringify([partnerId, role]);
      const first = places.get(key);
      const message = `is in partners[${first}] too, in the same role`;
      const params = { code: 'duplicate' } satisfies IssueCode;
      if (first !== undefined) context.addIssue({ code: 'custom', path: ['partners', index, 'partner_id'], message, params });
      places.set(key, first ?? index);
    }
  })
  .meta({
    id: 'CommissionRoleSplit',
    examples: [{ month: '2026-03', partners: [{ partner_id: 'ptn_01k9v5yq3n8t2e6w7x4z0b1c2d', role: 'source' }] }],
  });
export type RoleSplit = z.infer<typeof RoleSplit>;

/**
 * The split by fixed roles: those in a role have equal parts of its share, and the company keeps the share of a role that nobody had. The shares add up to
 * 100 %.
 */
export function splitByRole(shares: Readonly<Record<Role, string>>, { month, partners }: RoleSplit): Split {
  const allocations = roles.flatMap((role): Split['allocations'] => {
    const percent = shares[role];
    const holders = [...new Set(partners.filter((one) => one.role === role).map((one) => one.partner_id))].toSorted();
    if (holders.length === 0) return millionthsOf(percent) === 0n ? [] : [{ partner_id: null, role, percent }];
    const parts = shareOut(
      millionthsOf(percent),
      holders.map(() => 1n),
    );
    return holders.map((partnerId, index) => ({ partner_id: partnerId, role, percent: percentOf(parts[index] ?? 0n) }));
  });
  return { month, allocations };
}
