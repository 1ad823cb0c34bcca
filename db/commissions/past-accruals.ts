import type { Queryable } from '#db/database.ts';
import type { PastAccrual } from '#domain/commissions/simulate.ts';
import { readTerms } from './terms.ts';

interface Row {
  termsId: string;
  partnerId: string;
  currency: string;
  amountMinor: string;
  dealId: string | null;
  customer: string | null;
}

/** The accruals of sales from one day to before another one, oldest first, at most `limit`. With what each was computed with. */
export async function readPastAccruals(
  sql: Queryable,
  { from, until, limit }: { from: string; until: string; limit: number },
): Promise<PastAccrual[]> {
  const rows = await sql<Row[]>`
    select terms_id as "termsId", partner_id as "partnerId", currency, amount_minor::text as "amountMinor", deal_id as "dealId", customer
    from commissions.ledger_transaction where kind = 'accrual' and day >= ${from} and day < ${until} and terms_id is not null
    order by day, id limit ${limit}`;
  const terms = new Map((await readTerms(sql, { ids: rows.map(({ termsId }) => termsId) })).map((one) => [one.id, one]));
  return rows.flatMap(({ termsId, amountMinor, ...row }) => {
    const pinned = terms.get(termsId);
    return pinned ? [{ ...row, amountMinor: BigInt(amountMinor), sale: pinned.sale, split: pinned.split }] : [];
  });
}
