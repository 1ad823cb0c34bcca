import type { Queryable } from '#db/database.ts';

/** Money that a customer got back. */
interface SaleRefund {
  id: string;
  occurredAt: Date;
  netMinor: bigint;
  currency: string;
}

/** A sale, with all that became of it. Amounts are without tax. */
export interface GoalSale extends SaleRefund {
  conversionId: string | null;
  dealId: string | null;
  /** The subject that it is about, with all that is the same; null if nobody is named. */
  customer: string | null;
  product: string | null;
  /** When its subscription began, if that is known. */
  subscribedAt: Date | null;
  isSubscription: boolean;
  /** The customer left. */
  stopped: { id: string; occurredAt: Date } | null;
  /** In order. */
  refunds: SaleRefund[];
}

type Row = Omit<GoalSale, 'refunds' | 'stopped' | 'netMinor' | 'isSubscription'> & {
  netMinor: string;
  scope: string;
  origin: string;
  externalId: string | null;
  subscription: string | null;
};

/**
 * The sales of a goal, oldest first: of a conversion, of a sale alone, or that a refund gives back. Empty if a refund came before its sale.
 */
export async function readGoalSales(sql: Queryable, goalId: string): Promise<GoalSale[]> {
  const sales = await sql<Row[]>`
    select r.id, r.occurred_at as "occurredAt", (r.amount_minor - r.tax_minor)::text as "netMinor", r.currency, r.product, r.scope, r.origin,
      r.external_id as "externalId", r.subscription, r.conversion_id as "conversionId", c.deal_id as "dealId",
      coalesce(s.root_id, cs.root_id)::text as customer,
      (select min(b.occurred_at) from revenue b where b.scope = r.scope and b.origin = r.origin and b.subscription = r.subscription
        and b.kind in ('subscription_started', 'sale')) as "subscribedAt"
    from revenue r left join conversion c on c.id = r.conversion_id left join subject s on s.id = r.subject_id
      left join subject cs on cs.id = c.subject_id
    where r.kind = 'sale' and (r.conversion_id = ${goalId} or (r.id = ${goalId} and r.conversion_id is null) or r.id in (
      select o.id from revenue f join revenue o on o.scope = f.scope and o.origin = f.origin and o.external_id = f.refund_of
      where f.id = ${goalId} and f.kind = 'refund'))
    order by r.occurred_at, r.id`;
  const complete: GoalSale[] = [];
  for (const { netMinor, scope, origin, externalId, subscription, ...sale } of sales) {
    const refunds = await readRefunds(sql, { scope, origin, externalId });
    const stopped = await findStop(sql, { scope, origin, subscription });
    complete.push({ ...sale, netMinor: BigInt(netMinor), isSubscription: subscription !== null, refunds, stopped });
  }
  return complete;
}

async function readRefunds(sql: Queryable, sale: Pick<Row, 'scope' | 'origin' | 'externalId'>): Promise<SaleRefund[]> {
  if (sale.externalId === null) return [];
  const rows = await sql<(Omit<SaleRefund, 'netMinor'> & { netMinor: string })[]>`
    select id, occurred_at as "occurredAt", (amount_minor - tax_minor)::text as "netMinor", currency from revenue
    where scope = ${sale.scope} and origin = ${sale.origin} and refund_of = ${sale.externalId} and kind = 'refund' order by occurred_at, id`;
  return rows.map(({ netMinor, ...row }) => ({ ...row, netMinor: BigInt(netMinor) }));
}

async function findStop(sql: Queryable, sale: Pick<Row, 'scope' | 'origin' | 'subscription'>): Promise<GoalSale['stopped']> {
  if (sale.subscription === null) return null;
  const [row] = await sql<{ id: string; occurredAt: Date }[]>`
    select id, occurred_at as "occurredAt" from revenue
    where scope = ${sale.scope} and origin = ${sale.origin} and subscription = ${sale.subscription} and kind = 'subscription_stopped'
    order by occurred_at, id limit 1`;
  return row ?? null;
}
