import type { Queryable } from '#db/database.ts';
import type { Holder } from './post-transaction.ts';

/** What a partner had in a currency: of a deal and of a customer before it was split, or of its own in some days. */
export interface Had extends Holder {
  of: { dealId: string } | { customer: string } | { from: string; until: string };
}

/** In minor units: commissions before they were split; the partner's own commissions; its revenue. */
export interface HadSum {
  poolMinor: bigint;
  amountMinor: bigint;
  baseMinor: bigint;
}

/** The sums of what is asked, in its order. Only after `lockLedger`. */
export async function readHad(tx: Queryable, asked: readonly Had[]): Promise<HadSum[]> {
  if (asked.length === 0) return [];
  const part = (key: 'dealId' | 'customer' | 'from' | 'until') =>
    asked.map(({ of }) => (key in of ? (of as Partial<Record<typeof key, string>>)[key] : null) ?? null);
  // The lines of a partner are read once, however much is asked about them.
  const rows = await tx<{ number: string; poolMinor: string; amountMinor: string; baseMinor: string }[]>`
    with asked as (
      select * from unnest(${asked.map(({ partnerId }) => partnerId)}::text[], ${asked.map(({ currency }) => currency)}::text[],
        ${part('dealId')}::text[], ${part('customer')}::text[], ${part('from')}::text[]::date[], ${part('until')}::text[]::date[])
        with ordinality a (partner_id, currency, deal_id, customer, first, until, number)
    ), lines as materialized (
      select t.partner_id, t.currency, t.deal_id, t.customer, t.day, t.pool_minor, t.amount_minor, t.base_minor
      from (select distinct partner_id, currency from asked) h
      join commissions.ledger_transaction t on t.partner_id = h.partner_id and t.currency = h.currency and t.kind in ('accrual', 'clawback')
    ), found as (
      select a.number, l.* from asked a join lines l on l.partner_id = a.partner_id and l.currency = a.currency and l.deal_id = a.deal_id
      union all select a.number, l.* from asked a join lines l on l.partner_id = a.partner_id and l.currency = a.currency and l.customer = a.customer
      union all select a.number, l.* from asked a join lines l on l.partner_id = a.partner_id and l.currency = a.currency
        and l.day >= a.first and l.day < a.until
    )
    select number::text, sum(pool_minor)::text as "poolMinor", sum(amount_minor)::text as "amountMinor", sum(base_minor)::text as "baseMinor"
    from found group by number`;
  const sums = asked.map((): HadSum => ({ poolMinor: 0n, amountMinor: 0n, baseMinor: 0n }));
  for (const { number, poolMinor, amountMinor, baseMinor } of rows) {
    sums[Number(number) - 1] = { poolMinor: BigInt(poolMinor), amountMinor: BigInt(amountMinor), baseMinor: BigInt(baseMinor) };
  }
  return sums;
}
