import type { Sql } from '#db/database.ts';
import type { Stage } from '#domain/deals/deal-states.ts';
import type { DealFields } from '#domain/deals/deal.ts';

/** An approved deal, as far as it tells of a partner's contact, an opportunity, a customer and a sale. */
export interface AttributableDeal {
  id: string;
  partnerId: string;
  isSandbox: boolean;
  stage: Stage;
  customer: DealFields['customer'];
  submittedAt: Date;
  /** When the review approved it. */
  approvedAt: Date;
  closedAt: Date | null;
  valueMinor: string | null;
  currency: string | null;
  updatedAt: Date;
}

/** Approved deals that changed at or after a time, oldest change first, above a place. */
export function listAttributableDeals(
  sql: Sql,
  { since, after, limit }: { since: Date; after: { updatedAt: Date; id: string } | null; limit: number },
): Promise<AttributableDeal[]> {
  return sql<AttributableDeal[]>`
    select d.id, d.partner_id as "partnerId", p.tier = 'sandbox' as "isSandbox", d.stage, d.fields->'customer' as customer,
      d.submitted_at::timestamptz(3) as "submittedAt", coalesce(d.decided_at, d.protected_from) as "approvedAt", d.closed_at as "closedAt",
      d.value_minor::text as "valueMinor", d.currency, d.updated_at as "updatedAt"
    from deal d join partner p on p.id = d.partner_id
    where d.protected_from is not null and d.submitted_at is not null and p.status <> 'deleted' and d.updated_at >= ${since}
      and (d.updated_at, d.id) > (${after?.updatedAt ?? new Date(0)}, ${after?.id ?? ''})
    order by d.updated_at, d.id limit ${limit}`;
}

export interface PartnerStep {
  dealId: string;
  version: number;
  at: Date;
  action: string;
}

/** What partners did with these deals through the API. */
export function listPartnerSteps(sql: Sql, dealIds: string[]): Promise<PartnerStep[]> {
  return sql<PartnerStep[]>`
    select deal_id as "dealId", version, at, action from deal_change
    where deal_id = any(${dealIds}::text[]) and actor_kind = 'partner' order by deal_id, version`;
}
