import { z } from 'zod';
import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import { addSplit, type SplitRevision } from '#db/commissions/split.ts';
import type { Sql } from '#db/database.ts';
import { readEarningPartners } from '#db/partners/earning-partners.ts';
import { Split } from '#domain/commissions/split.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { Timestamp } from '#domain/instant.ts';

export const DealParams = z.object({ id: z.string().max(40).describe('ID of the deal (`deal_…`)') });
export const CommissionSplitRevision = z
  .object({
    deal_id: z.string().meta({ example: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
    ...{ revision: z.int(), split: Split, created_at: Timestamp },
    role_shares: z
      .int()
      .nullable()
      .describe("Which revision of the programme's shares of roles made it. null: it was written part by part"),
    created_by: z.string().meta({ example: 'key_01k9v5yq3n8t2e6w7x4z0b1c2d' }),
  })
  .meta({ id: 'CommissionSplitRevision' });

export const toRevision = (one: SplitRevision): z.infer<typeof CommissionSplitRevision> => ({
  ...{ deal_id: one.dealId, revision: one.revision, split: Split.parse(one.split), created_at: one.createdAt.toISOString() },
  ...{ role_shares: one.roleShares, created_by: one.createdBy },
});

/** Adds it with its entry in the audit log. */
export function addSplitRevision(
  sql: Sql,
  actor: Actor,
  { dealId, split, roleShares = null }: { dealId: string; split: Split; roleShares?: number | null },
): Promise<SplitRevision> {
  return beginAs(sql, actor, async (tx) => {
    const added = await addSplit(tx, { dealId, split, roleShares, createdBy: actor.id });
    await insertAuditEntry(tx, actor, {
      ...{ action: 'commission_split.added', objectKind: 'commission_split', objectId: dealId },
      detail: { revision: added.revision, split, ...(roleShares !== null && { role_shares: roleShares }) },
    });
    return added;
  });
}

/** All partners of a split can earn. Names every one that cannot. */
export async function findPartnerFaults(
  sql: Sql,
  list: 'allocations' | 'partners',
  partners: readonly { partner_id: string | null }[],
): Promise<FieldError[]> {
  const known = await readEarningPartners(
    sql,
    partners.flatMap(({ partner_id: id }) => id ?? []),
  );
  return partners.flatMap(({ partner_id: id }, index) =>
    id === null || known.has(id)
      ? []
      : [fieldError([list, index, 'partner_id'], 'unknown_partner', `is not a partner that can earn: ${id}. Sandboxes cannot`)],
  );
}
