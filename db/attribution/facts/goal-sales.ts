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
  /** The customer's plan of the product. */
  customerPlan: string | null;
  /** When its subscription began, if that is known. */
  subscribedAt: Date | null;
  isSubscription: boolean;
  /** The customer left. */
  stopped: { id: string; occurredAt: Date } | null;
  /** In order. */
  refunds: SaleRefund[];
}

type Row = Omit<GoalSale, 'refunds' | 'stopped' | 'netMinor' | 'isSubscription'> & {
  goal: string;
  netMinor: string;
  subscription: string | null;
};

/**
 * The sales of each goal, oldest first: of a conversion, of a sale alone, or that a refund gives back. A goal is missing if a refund came before its
 * sale.
 */
export async function readGoalSales(sql: Queryable, goalIds: readonly string[]): Promise<ReadonlyMap<string, GoalSale[]>> {
  const rows = await sql<Row[]>`
    with goals as (select id from unnest(${[...goalIds]}::text[]) g (id)), found as (
      select g.id as goal, r.id from goals g join revenue r on r.conversion_id = g.id
      union select g.id, r.id from goals g join revenue r on r.id = g.id where r.conversion_id is null
      union select g.id, o.id from goals g join revenue f on f.id = g.id
        join revenue o on o.scope = f.scope and o.origin = f.origin and o.external_id = f.refund_of where f.kind = 'refund'
    )
    select g.goal, r.id, r.occurred_at as "occurredAt", (r.amount_minor - r.tax_minor)::text as "netMinor", r.currency, r.product,
      r.customer_plan as "customerPlan", r.subscription,
      r.conversion_id as "conversionId", c.deal_id as "dealId", coalesce(s.root_id, cs.root_id)::text as customer,
      (select min(b.occurred_at) from revenue b where b.scope = r.scope and b.origin = r.origin and b.subscription = r.subscription
        and b.kind in ('subscription_started', 'sale')) as "subscribedAt"
    from found g join revenue r on r.id = g.id left join conversion c on c.id = r.conversion_id left join subject s on s.id = r.subject_id
      left join subject cs on cs.id = c.subject_id
    where r.kind = 'sale' order by r.occurred_at, r.id`;
  const ids = [...new Set(rows.map(({ id }) => id))];
  const refunds = Map.groupBy(await readRefunds(sql, ids), ({ sale }) => sale);
  const stops = new Map((await readStops(sql, ids)).map(({ sale, ...stop }) => [sale, stop]));
  const sales = rows.map(({ netMinor, subscription, goal, ...sale }) => ({
    ...{ goal, ...sale, netMinor: BigInt(netMinor), isSubscription: subscription !== null },
    ...{ refunds: (refunds.get(sale.id) ?? []).map(({ sale: _, ...refund }) => refund), stopped: stops.get(sale.id) ?? null },
  }));
  return Map.groupBy(sales, ({ goal }) => goal);
}

async function readRefunds(sql: Queryable, saleIds: readonly string[]): Promise<(SaleRefund & { sale: string })[]> {
  const rows = await sql<(Omit<SaleRefund, 'netMinor'> & { sale: string; netMinor: string })[]>`
    select o.id as sale, r.id, r.occurred_at as "occurredAt", (r.amount_minor - r.tax_minor)::text as "netMinor", r.currency
    from revenue o join revenue r on r.scope = o.scope and r.origin = o.origin and r.refund_of = o.external_id
    where o.id = any(${[...saleIds]}::text[]) and r.kind = 'refund' order by r.occurred_at, r.id`;
  return rows.map(({ netMinor, ...row }) => ({ ...row, netMinor: BigInt(netMinor) }));
}

function readStops(sql: Queryable, saleIds: readonly string[]): Promise<{ sale: string; id: string; occurredAt: Date }[]> {
  return sql<{ sale: string; id: string; occurredAt: Date }[]>`
    select distinct on (o.id) o.id as sale, r.id, r.occurred_at as "occurredAt"
    from revenue o join revenue r on r.scope = o.scope and r.origin = o.origin and r.subscription = o.subscription
    where o.id = any(${[...saleIds]}::text[]) and r.kind = 'subscription_stopped' order by o.id, r.occurred_at, r.id`;
}
