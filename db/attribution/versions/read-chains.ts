import type { Queryable } from '#db/database.ts';
import type { Revenue } from '#domain/attribution/credits.ts';

/** Revenue as it is stored, with its root and its chain. */
export interface RevenueRow extends Omit<Revenue, 'at' | 'amountMinor' | 'taxMinor'> {
  at: Date;
  amountMinor: string;
  taxMinor: string;
  root: string | null;
  scope: string;
  conversionId: string | null;
  chain: string;
}

export const revenueOf = ({ id, kind, at, amountMinor, taxMinor, currency }: RevenueRow): Revenue => ({
  ...{ id, kind, at: at.getTime(), currency },
  amountMinor: BigInt(amountMinor),
  taxMinor: BigInt(taxMinor),
});

/**
 * Chains of revenue: a sale with its refunds, or the story of a subscription. A chain is read as a whole if any part of it is asked for. In each
 * the head comes first, whose subject and conversion decide.
 */
export async function readChains(
  tx: Queryable,
  { roots, conversionIds, ids }: { roots: string[]; conversionIds: string[]; ids: string[] },
): Promise<RevenueRow[]> {
  return tx<RevenueRow[]>`
    with asked as (
      select r.* from subject s join revenue r on r.subject_id = s.id where s.root_id = any(${roots}::bigint[])
      union all select r.* from revenue r where r.conversion_id = any(${conversionIds}::text[])
      union all select r.* from revenue r where r.id = any(${ids}::text[])
    ), parts as (
      select id from asked
      union select r.id from asked a join revenue r on r.scope = a.scope and r.origin = a.origin and r.refund_of = coalesce(a.refund_of, a.external_id)
        where a.kind in ('sale', 'refund') and r.kind = 'refund' and r.refund_of is not null
      union select r.id from asked a join revenue r on r.scope = a.scope and r.origin = a.origin and r.external_id = a.refund_of
        where a.kind = 'refund' and r.kind = 'sale'
      union select r.id from asked a join revenue r on r.scope = a.scope and r.origin = a.origin and r.subscription = a.subscription
        where a.subscription is not null and a.kind like 'subscription%' and r.kind like 'subscription%'
    )
    select r.id, r.kind, r.occurred_at as at, r.amount_minor as "amountMinor", r.tax_minor as "taxMinor", r.currency, r.scope,
      r.conversion_id as "conversionId", s.root_id::text as root,
      case
        when r.kind like 'subscription%' then coalesce(r.scope || ' ' || r.origin || ' subscription ' || r.subscription, r.id)
        when r.kind = 'sale' then coalesce(r.scope || ' ' || r.origin || ' sale ' || r.external_id, r.id)
        else coalesce(r.scope || ' ' || r.origin || ' sale ' || r.refund_of, r.id)
      end as chain
    from parts join revenue r using (id) left join subject s on s.id = r.subject_id
    order by chain, r.kind = 'refund', r.occurred_at, r.id`;
}
