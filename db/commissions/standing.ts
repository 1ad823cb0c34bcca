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
  const sums = tx`coalesce(sum(t.pool_minor), 0) as pool_minor, coalesce(sum(t.amount_minor), 0) as amount_minor,
    coalesce(sum(t.base_minor), 0) as base_minor`;
  const ofHolder = tx`t.partner_id = a.partner_id and t.currency = a.currency and t.kind in ('accrual', 'clawback')`;
  // Each by its own index, so that a long history of a partner costs nothing.
  const rows = await tx<{ number: string; poolMinor: string; amountMinor: string; baseMinor: string }[]>`
    with asked as (
      select * from unnest(${asked.map(({ partnerId }) => partnerId)}::text[], ${asked.map(({ currency }) => currency)}::text[],
        ${part('dealId')}::text[], ${part('customer')}::text[], ${part('from')}::text[]::date[], ${part('until')}::text[]::date[])
        with ordinality a (partner_id, currency, deal_id, customer, first, until, number)
    ), found as (
      select a.number, s.* from asked a cross join lateral (
        select ${sums} from commissions.ledger_transaction t where t.deal_id = a.deal_id and ${ofHolder}) s where a.deal_id is not null
      union all select a.number, s.* from asked a cross join lateral (
        select ${sums} from commissions.ledger_transaction t where t.customer = a.customer and ${ofHolder}) s where a.customer is not null
      union all select a.number, s.* from asked a cross join lateral (
        select ${sums} from commissions.ledger_transaction t where t.day >= a.first and t.day < a.until and ${ofHolder}) s where a.first is not null
    )
    select number::text, pool_minor::text as "poolMinor", amount_minor::text as "amountMinor", base_minor::text as "baseMinor" from found`;
  const had = asked.map((): HadSum => ({ poolMinor: 0n, amountMinor: 0n, baseMinor: 0n }));
  for (const { number, poolMinor, amountMinor, baseMinor } of rows) {
    had[Number(number) - 1] = { poolMinor: BigInt(poolMinor), amountMinor: BigInt(amountMinor), baseMinor: BigInt(baseMinor) };
  }
  return had;
}
