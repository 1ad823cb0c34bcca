import type { Queryable } from '#db/database.ts';
import type { Achieved, Achievements } from '#domain/commissions/bonus.ts';
import { periods, periodSpan } from '#domain/commissions/month.ts';
import type { Holder } from './post-transaction.ts';

/**
 * What a partner has brought in a currency before a line and with it, in the periods of a day and ever. Sales and refunds count on the day of their
 * sale; deals and customers count while something of them is left. Only after `lockLedger`.
 */
export async function readAchievements(
  tx: Queryable,
  { partnerId, currency, day, lineId }: Holder & { day: string; lineId: string },
): Promise<{ before: Achievements; after: Achievements }> {
  const spans = [...periods.map((name) => ({ name, ...periodSpan(day, name) })), { name: 'ever', from: '0001-01-01', until: '9999-12-31' }];
  const rows = await tx<{ name: keyof Achievements; isBefore: boolean; revenue: string; deals: number; customers: number }[]>`
    with lines as (
      select t.position < own.position as is_before, t.base_minor, t.deal_id, t.customer, (p.sale->>'day')::date as day
      from commissions.ledger_transaction own join commissions.ledger_transaction t
        on t.partner_id = own.partner_id and t.currency = own.currency and t.position <= own.position and t.kind in ('accrual', 'clawback')
      join commissions.terms p on p.id = t.terms_id
      where own.id = ${lineId} and own.partner_id = ${partnerId} and own.currency = ${currency}
    )
    select w.name, side.is_before as "isBefore",
      (select coalesce(sum(l.base_minor), 0)::text from lines l where l.day >= w.first and l.day < w.until and (l.is_before or not side.is_before)) as revenue,
      (select count(*)::int from (select from lines l where l.day >= w.first and l.day < w.until and (l.is_before or not side.is_before)
        and l.deal_id is not null group by l.deal_id having sum(l.base_minor) > 0) d) as deals,
      (select count(*)::int from (select from lines l where l.day >= w.first and l.day < w.until and (l.is_before or not side.is_before)
        and l.customer is not null group by l.customer having sum(l.base_minor) > 0) c) as customers
    from unnest(${spans.map(({ name }) => name)}::text[], ${spans.map(({ from }) => from)}::text[]::date[],
      ${spans.map(({ until }) => until)}::text[]::date[]) w (name, first, until), (values (true), (false)) side (is_before)`;
  const of = (isBefore: boolean, name: keyof Achievements): Achieved => {
    const row = rows.find((one) => one.isBefore === isBefore && one.name === name);
    return { revenueMinor: BigInt(row?.revenue ?? 0), deals: row?.deals ?? 0, customers: row?.customers ?? 0 };
  };
  const side = (isBefore: boolean): Achievements => ({
    month: of(isBefore, 'month'),
    quarter: of(isBefore, 'quarter'),
    year: of(isBefore, 'year'),
    ever: of(isBefore, 'ever'),
  });
  return { before: side(true), after: side(false) };
}

/** The last bonus whose source begins like this; undefined if there was none. */
export async function findBonusLine(tx: Queryable, { partnerId, currency }: Holder, sourceStart: string): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`
    select id from commissions.ledger_transaction
    where partner_id = ${partnerId} and currency = ${currency} and kind = 'accrual' and starts_with(source, ${sourceStart})
    order by position desc limit 1`;
  return row?.id;
}
