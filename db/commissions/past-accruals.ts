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

interface Asked {
  from: string;
  until: string;
  pageSize: number;
}

/** The accruals of sales from one day to before another one, oldest first, at most a page, with the sale and the split of each. */
export const readFirstAccruals = async (sql: Queryable, asked: Asked): Promise<PastAccrual[]> =>
  (await readPage(sql, asked, beginOf(asked))).map(toAccrual);

/** The same, however many, page by page. The next page is read while somebody computes with this one. */
export async function* readPastAccruals(sql: Queryable, asked: Asked): AsyncGenerator<PastAccrual[]> {
  let next = readPage(sql, asked, beginOf(asked));
  for (;;) {
    const rows = await next;
    const last = rows.at(-1);
    if (last === undefined) return;
    const isEnd = rows.length < asked.pageSize;
    if (!isEnd) {
      next = readPage(sql, asked, last);
      // It is awaited if anybody asks for it.
      next.catch(() => {});
    }
    yield rows.map(toAccrual);
    if (isEnd) return;
  }
}

const beginOf = ({ from }: Asked) => ({ day: from, id: '' });

async function readPage(sql: Queryable, { until, pageSize }: Asked, after: { day: string; id: string }): Promise<Row[]> {
  return sql<Row[]>`
    select t.id, t.day::text, t.partner_id as "partnerId", t.currency, t.amount_minor::text as "amountMinor", t.deal_id as "dealId", t.customer,
      p.sale, p.split
    from (
      select * from commissions.ledger_transaction where kind = 'accrual' and terms_id is not null and (day, id) > (${after.day}, ${after.id})
        and day < ${until} order by day, id limit ${pageSize}) t
    join commissions.terms p on p.id = t.terms_id order by t.day, t.id`;
}

function toAccrual({ amountMinor, sale, id: _, day: __, ...row }: Row): PastAccrual {
  return { ...row, amountMinor: BigInt(amountMinor), sale: reviveMinor(sale) as Sale };
}
