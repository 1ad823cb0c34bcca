import type { Queryable } from '#db/database.ts';
import type { Sale } from '#domain/commissions/sale.ts';
import type { PastAccrual } from '#domain/commissions/simulate.ts';
import type { Split } from '#domain/commissions/split.ts';
import { reviveMinor } from './terms.ts';

interface Row extends Omit<PastAccrual, 'amountMinor' | 'sale'> {
  id: string;
  day: string;
  amountMinor: string;
  sale: unknown;
  split: Split;
}

/** The accruals of sales from one day to before another one, oldest first, page by page, with the sale and the split of each. */
export async function* readPastAccruals(
  sql: Queryable,
  { from, until, pageSize }: { from: string; until: string; pageSize: number },
): AsyncGenerator<PastAccrual[]> {
  for (let after = { day: from, id: '' }; ;) {
    const rows: Row[] = await sql<Row[]>`
      select t.id, t.day::text, t.partner_id as "partnerId", t.currency, t.amount_minor::text as "amountMinor", t.deal_id as "dealId", t.customer,
        p.sale, p.split
      from (
        select * from commissions.ledger_transaction where kind = 'accrual' and terms_id is not null and (day, id) > (${after.day}, ${after.id})
          and day < ${until} order by day, id limit ${pageSize}) t
      join commissions.terms p on p.id = t.terms_id order by t.day, t.id`;
    if (rows.length > 0) yield rows.map(toAccrual);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = { day: last.day, id: last.id };
  }
}

function toAccrual({ amountMinor, sale, id: _, day: __, ...row }: Row): PastAccrual {
  return { ...row, amountMinor: BigInt(amountMinor), sale: reviveMinor(sale) as Sale };
}
