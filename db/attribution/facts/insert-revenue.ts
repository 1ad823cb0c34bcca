import type { Queryable, Sql } from '#db/database.ts';
import type { revenueKinds } from '#domain/attribution/facts.ts';
import { type FactOutcome, insertFacts, type NewFact } from './insert-facts.ts';

export interface NewRevenue extends NewFact {
  kind: (typeof revenueKinds)[number];
  amountMinor: bigint;
  taxMinor: bigint;
  currency: string;
  product: string | null;
  /** The customer's plan of the product, where it is told. */
  customerPlan?: string | null;
  conversionId: string | null;
  refundOf: string | null;
  subscription: string | null;
}

/** Why money was not recorded, or what became of it. */
export type RevenueOutcome =
  | FactOutcome
  | { status: 'over_refunded'; soldMinor: bigint; refundedMinor: bigint }
  | { status: 'other_currency'; soldIn: string }
  | { status: 'unknown_conversion' };

/**
 * Adds revenue, set-wise. Idempotent by scope, origin and external id. Refunds of one sale are added one after the other, and never exceed the
 * sale together. A refund may come before its sale: then nothing is known that it could exceed.
 */
export function insertRevenue(sql: Sql, revenue: readonly NewRevenue[]): Promise<RevenueOutcome[]> {
  const refunds = revenue.filter(({ kind }) => kind === 'refund');
  if (refunds.length === 0) return insertChecked(sql, revenue);
  return sql.begin<RevenueOutcome[]>(async (tx) => {
    await lockSales(tx, refunds);
    return insertChecked(tx, revenue);
  });
}

async function insertChecked(sql: Queryable, revenue: readonly NewRevenue[]): Promise<RevenueOutcome[]> {
  const faults = new Map<NewRevenue, RevenueOutcome>([
    ...(await findUnknownConversions(sql, revenue)),
    ...(await checkRefunds(sql, revenue)),
  ]);
  const good = revenue.filter((one) => !faults.has(one));
  const outcomes = await insertFacts(sql, 'revenue', good, [
    ['kind', 'text', good.map(({ kind }) => kind)],
    ['amount_minor', 'bigint', good.map(({ amountMinor }) => String(amountMinor))],
    ['tax_minor', 'bigint', good.map(({ taxMinor }) => String(taxMinor))],
    ['currency', 'text', good.map(({ currency }) => currency)],
    ['product', 'text', good.map(({ product }) => product)],
    ['customer_plan', 'text', good.map(({ customerPlan }) => customerPlan ?? null)],
    ['conversion_id', 'text', good.map(({ conversionId }) => conversionId)],
    ['refund_of', 'text', good.map(({ refundOf }) => refundOf)],
    ['subscription', 'text', good.map(({ subscription }) => subscription)],
  ]);
  const byFact = new Map<NewRevenue, RevenueOutcome>(faults);
  good.forEach((one, i) => byFact.set(one, outcomes[i] ?? missing()));
  return revenue.map((one) => byFact.get(one) ?? missing());
}

const missing = (): never => {
  throw new Error('A fact has no outcome');
};

const saleOf = ({ scope, origin, refundOf }: NewRevenue): string => `${scope}\n${origin}\n${refundOf}`;

/** Until the end of the transaction, in one order. */
async function lockSales(tx: Queryable, refunds: NewRevenue[]): Promise<void> {
  const sales = [...new Set(refunds.map(saleOf))];
  await tx`
    select pg_advisory_xact_lock(hash) from (
      select distinct hashtextextended(sale, 0) as hash from unnest(${sales}::text[]) s (sale) order by 1) sorted`;
}

async function findUnknownConversions(sql: Queryable, revenue: readonly NewRevenue[]): Promise<[NewRevenue, RevenueOutcome][]> {
  const named = revenue.filter(({ conversionId }) => conversionId !== null);
  if (named.length === 0) return [];
  const rows = await sql<{ id: string; scope: string }[]>`
    select id, scope from conversion where id = any(${named.map(({ conversionId }) => conversionId)}::text[])`;
  const known = new Set(rows.map(({ id, scope }) => `${scope} ${id}`));
  return named.flatMap((one) => (known.has(`${one.scope} ${one.conversionId}`) ? [] : [[one, { status: 'unknown_conversion' }]]));
}

interface Sale {
  amountMinor: bigint;
  currency: string;
}

/** Refunds that are known already, and those of this list in its order, take from what was sold. */
async function checkRefunds(sql: Queryable, revenue: readonly NewRevenue[]): Promise<[NewRevenue, RevenueOutcome][]> {
  const refunds = revenue.filter(({ kind }) => kind === 'refund');
  if (refunds.length === 0) return [];
  const sales = await findSales(sql, refunds);
  for (const one of revenue) {
    const place = `${one.scope}\n${one.origin}\n${one.externalId}`;
    if (one.kind !== 'refund' && one.externalId !== null && !sales.has(place)) sales.set(place, one);
  }
  const refunded = await findRefunds(sql, refunds);
  return refunds.flatMap((refund): [NewRevenue, RevenueOutcome][] => {
    const sale = sales.get(saleOf(refund));
    const before = refunded.get(saleOf(refund)) ?? new Map<string, bigint>();
    if (!sale || (refund.externalId !== null && before.has(refund.externalId))) return [];
    if (sale.currency !== refund.currency) return [[refund, { status: 'other_currency', soldIn: sale.currency }]];
    const refundedMinor = [...before.values()].reduce((sum, amount) => sum + amount, 0n);
    if (refundedMinor + refund.amountMinor > sale.amountMinor) {
      return [[refund, { status: 'over_refunded', soldMinor: sale.amountMinor, refundedMinor }]];
    }
    refunded.set(saleOf(refund), before.set(refund.externalId ?? refund.id, refund.amountMinor));
    return [];
  });
}

async function findSales(sql: Queryable, refunds: NewRevenue[]): Promise<Map<string, Sale>> {
  const rows = await sql<{ place: string; amountMinor: string; currency: string }[]>`
    select concat_ws(e'\n', r.scope, r.origin, r.external_id) as place, r.amount_minor::text as "amountMinor", r.currency
    from ${salesAsked(sql, refunds)} join revenue r on r.scope = f.scope and r.origin = f.origin and r.external_id = f.sale
    where r.kind <> 'refund'`;
  return new Map(rows.map(({ place, amountMinor, currency }) => [place, { amountMinor: BigInt(amountMinor), currency }]));
}

/** By sale, then by what the refund is known by. */
async function findRefunds(sql: Queryable, refunds: NewRevenue[]): Promise<Map<string, Map<string, bigint>>> {
  const rows = await sql<{ place: string; known: string; amountMinor: string }[]>`
    select concat_ws(e'\n', r.scope, r.origin, r.refund_of) as place, coalesce(r.external_id, r.id) as known, r.amount_minor::text as "amountMinor"
    from ${salesAsked(sql, refunds)} join revenue r on r.scope = f.scope and r.refund_of = f.sale and r.origin = f.origin`;
  const bySale = new Map<string, Map<string, bigint>>();
  for (const { place, known, amountMinor } of rows) {
    const before = bySale.get(place) ?? new Map<string, bigint>();
    bySale.set(place, before.set(known, BigInt(amountMinor)));
  }
  return bySale;
}

function salesAsked(sql: Queryable, refunds: NewRevenue[]) {
  const asked = [...new Map(refunds.map((one) => [saleOf(one), one])).values()];
  return sql`unnest(${asked.map(({ scope }) => scope)}::text[], ${asked.map(({ origin }) => origin)}::text[],
    ${asked.map(({ refundOf }) => refundOf)}::text[]) f (scope, origin, sale)`;
}
