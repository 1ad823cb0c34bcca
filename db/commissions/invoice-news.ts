import type { Queryable } from '#db/database.ts';

/** An invoice of which something is to be told. */
export interface UntoldInvoice {
  id: string;
  partnerId: string;
  currency: string;
  month: string | null;
  amountMinor: bigint;
  /** Whether it was told that it was issued: then it is to be told that it was cancelled. */
  isIssueTold: boolean;
  isCancelled: boolean;
  issuedAt: Date;
  endedAt: Date | null;
}

/** Those that were issued or cancelled and of which nobody was told, oldest first. */
export async function listUntoldInvoices(sql: Queryable, limit: number): Promise<UntoldInvoice[]> {
  const rows = await sql<(Omit<UntoldInvoice, 'amountMinor'> & { amountMinor: string })[]>`
    select id, partner_id as "partnerId", currency, month, amount_minor::text as "amountMinor", told is not null as "isIssueTold",
      state = 'cancelled' as "isCancelled", issued_at as "issuedAt", ended_at as "endedAt"
    from commissions.invoice where told is null or (state = 'cancelled' and told = 'issued') order by id limit ${limit}`;
  return rows.map(({ amountMinor, ...row }) => ({ ...row, amountMinor: BigInt(amountMinor) }));
}

/** What was read of them was told. One that was cancelled meanwhile is read again. */
export async function markInvoicesTold(sql: Queryable, invoices: readonly UntoldInvoice[]): Promise<void> {
  await sql`
    update commissions.invoice i set told = t.told
    from unnest(${invoices.map(({ id }) => id)}::text[],
      ${invoices.map(({ isCancelled }) => (isCancelled ? 'cancelled' : 'issued'))}::text[]) t (id, told) where i.id = t.id`;
}
