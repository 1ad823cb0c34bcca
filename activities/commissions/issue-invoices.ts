import { issueInvoice, listUninvoiced } from '#db/commissions/invoice.ts';
import type { Holder } from '#db/commissions/post-transaction.ts';
import type { Sql } from '#db/database.ts';

const PAGE = 100;

/**
 * Invoices what partners owe by their statements of a month. Returns how many. Safe to repeat: each partner, currency and month has one invoice, and
 * nobody has two open ones in a currency.
 */
export async function issueInvoices(
  sql: Sql,
  { month, day, nextPage }: { month: string; day: string; nextPage: () => void },
): Promise<number> {
  let issued = 0;
  for (let after: Holder = { partnerId: '', currency: '' }; ;) {
    const page = await listUninvoiced(sql, { month, after, limit: PAGE });
    for (const holder of page) {
      const id = await sql.begin((tx) => issueInvoice(tx, holder, { month, day, issuedBy: 'release-holds' }));
      if (id !== null) issued++;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return issued;
    after = last;
    nextPage();
  }
}
