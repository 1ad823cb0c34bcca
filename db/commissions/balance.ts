import type { Queryable } from '#db/database.ts';
import type { PartnerAccount, Place } from '#domain/commissions/ledger.ts';
import type { LedgerEntry } from './post-transaction.ts';

/** What all entries add up to, by currency. Zero in each, or the ledger is broken. */
export async function readTrialBalance(sql: Queryable): Promise<ReadonlyMap<string, bigint>> {
  const rows = await sql<{ currency: string; sum: string }[]>`
    select currency, sum(amount_minor)::text as sum from commissions.entry group by currency order by currency`;
  return new Map(rows.map(({ currency, sum }) => [currency, BigInt(sum)]));
}

/** What a partner has in each account, by currency: as what it is owed, so that a receivable is negative. */
export async function readBalances(sql: Queryable, partnerId: string): Promise<ReadonlyMap<string, Place>> {
  const rows = await sql<{ currency: string; account: PartnerAccount; sum: string }[]>`
    select currency, account, (-sum(amount_minor))::text as sum from commissions.entry
    where partner_id = ${partnerId} and account not in ('expense', 'rounding') group by currency, account order by currency`;
  const balances = new Map<string, Record<PartnerAccount, bigint>>();
  for (const { currency, account, sum } of rows) {
    const place = balances.get(currency) ?? { accrued: 0n, held: 0n, payable: 0n, paid: 0n, clawback_receivable: 0n };
    balances.set(currency, { ...place, [account]: BigInt(sum) });
  }
  return balances;
}

/** The entries about some lines, in the order in which they were posted. */
export async function readEntries(sql: Queryable, lineIds: readonly string[]): Promise<LedgerEntry[]> {
  const rows = await sql<(Omit<LedgerEntry, 'amountMinor'> & { amountMinor: string })[]>`
    select line_id as "lineId", account, amount_minor::text as "amountMinor" from commissions.entry
    where line_id = any(${[...lineIds]}::text[]) order by transaction_id, number`;
  return rows.map(({ amountMinor, ...row }) => ({ ...row, amountMinor: BigInt(amountMinor) }));
}
