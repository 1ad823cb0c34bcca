import type { Sql } from '#db/database.ts';

export interface PostedTransaction {
  id: string;
  source: string;
  currency: string;
  amountMinor: string;
  /** What its entries add up to, and how many there are. */
  sum: string;
  entries: number;
  /** Another currency or partner than that of the transaction is in an entry. */
  isMixed: boolean;
}

/** Transactions of the ledger of commissions by their ids, with what their entries are. */
export async function listTransactions(sql: Sql, { after, limit }: { after: string; limit: number }): Promise<PostedTransaction[]> {
  return await sql<PostedTransaction[]>`
    select t.id, t.source, t.currency, t.amount_minor::text as "amountMinor", coalesce(e.sum, 0)::text as sum, coalesce(e.entries, 0) as entries, coalesce(e."isMixed", false) as "isMixed"
    from (select * from commissions.ledger_transaction where id > ${after} order by id limit ${limit}) t
    left join lateral (
      select sum(amount_minor) as sum, count(*)::int as entries, bool_or(currency <> t.currency or partner_id <> t.partner_id) as "isMixed"
      from commissions.entry where transaction_id = t.id) e on true
    order by t.id`;
}
