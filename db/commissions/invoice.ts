import type { Queryable } from '#db/database.ts';
import type { invoiceStates } from '#domain/commissions/commission.ts';
import { invoiceOf, type OwedPart } from '#domain/commissions/invoice.ts';
import { showMoney } from '#domain/commissions/show-money.ts';
import { newId } from '#domain/id.ts';
import { readPayableLines } from './collect-payouts.ts';
import { pinNames } from './paper-name.ts';
import { type Holder, lockLedger, postTransactions } from './post-transaction.ts';

/** What a partner is asked to pay back. */
export interface Invoice extends Holder {
  id: string;
  /** Of the statement that it goes with; null if a person issued it. */
  month: string | null;
  amountMinor: bigint;
  /** What of it is owed still: not repaid, nor set off at a payout. 0 if it is not open. */
  openMinor: bigint;
  state: (typeof invoiceStates)[number];
  reason: string | null;
  issuedAt: Date;
  issuedBy: string;
  endedAt: Date | null;
}

type Row = Omit<Invoice, 'amountMinor' | 'openMinor'> & { amountMinor: string; openMinor: string };
/** One that payouts have set off is paid, also before that is stored. */
const read = ({ amountMinor, openMinor, state, ...row }: Row): Invoice => ({
  ...{ ...row, amountMinor: BigInt(amountMinor), openMinor: BigInt(openMinor) },
  state: state === 'open' && openMinor === '0' ? 'paid' : state,
});
/** What a partner owes for the line `l` of an invoice. */
const owedOf = (sql: Queryable) => sql`least(l.amount_minor, greatest(0, (
  select coalesce(sum(e.amount_minor), 0) from commissions.entry e where e.line_id = l.line_id and e.account = 'clawback_receivable')))`;
const invoices = (sql: Queryable) => sql`
  select id, partner_id as "partnerId", currency, month, amount_minor::text as "amountMinor", state, reason, issued_at as "issuedAt",
    issued_by as "issuedBy", ended_at as "endedAt", case when state = 'open' then (
      select coalesce(sum(${owedOf(sql)}), 0) from commissions.invoice_line l where l.invoice_id = i.id) else 0 end::text as "openMinor"
  from commissions.invoice i`;

export async function findInvoice(sql: Queryable, partnerId: string, id: string): Promise<Invoice | undefined> {
  const [row] = await sql<Row[]>`${invoices(sql)} where id = ${id} and partner_id = ${partnerId}`;
  return row && read(row);
}

/** Of a partner, newest first, below an id. */
export async function listInvoices(
  sql: Queryable,
  { partnerId, below, limit }: { partnerId: string; below: string | undefined; limit: number },
): Promise<Invoice[]> {
  const rows = await sql<Row[]>`
    ${invoices(sql)} where partner_id = ${partnerId} ${below === undefined ? sql`` : sql`and id < ${below}`} order by id desc limit ${limit}`;
  return rows.map(read);
}

/** What it lists: for which line, how much, and what took it back. Oldest line first. */
export async function readInvoiceLines(
  sql: Queryable,
  invoiceId: string,
): Promise<{ id: string; day: string; kind: string; explanation: string; changeMinor: bigint }[]> {
  const rows = await sql<{ id: string; day: string; kind: string; explanation: string; minor: string }[]>`
    select l.line_id as id, l.amount_minor::text as minor, t.day::text, t.kind, t.explanation
    from commissions.invoice_line l cross join lateral (
      select day, kind, explanation from commissions.ledger_transaction
      where id = l.line_id or (about = l.line_id and kind in ('clawback', 'adjustment')) order by id desc limit 1) t
    where l.invoice_id = ${invoiceId} order by l.line_id`;
  return rows.map(({ minor, ...row }) => ({ ...row, changeMinor: BigInt(minor) }));
}

/** What of an invoice is owed still, by line, oldest first. Only after `lockLedger` if something follows from it. */
export async function readOwedParts(sql: Queryable, invoiceId: string): Promise<OwedPart[]> {
  const rows = await sql<{ lineId: string; minor: string }[]>`
    select l.line_id as "lineId", ${owedOf(sql)}::text as minor from commissions.invoice_line l where l.invoice_id = ${invoiceId} order by l.line_id`;
  return rows.map(({ lineId, minor }) => ({ lineId, minor: BigInt(minor) }));
}

/**
 * Asks a partner to pay back what it owes: sets off what is payable, and lists the rest. Null if no more is owed than is payable, if it has an open
 * invoice in the currency, or one of the month.
 */
export async function issueInvoice(
  tx: Queryable,
  holder: Holder,
  { month, day, issuedBy }: { month: string | null; day: string; issuedBy: string },
): Promise<string | null> {
  const { partnerId, currency } = holder;
  await lockLedger(tx, [holder]);
  await closeSettled(tx, holder);
  const { offset, owed } = invoiceOf(await readPayableLines(tx, [partnerId], currency));
  if (owed.length === 0) return null;
  const id = newId('cin');
  const sum = owed.reduce((all, { minor }) => all + minor, 0n);
  const rows = await tx`
    insert into commissions.invoice (id, partner_id, currency, month, amount_minor, issued_by)
    values (${id}, ${partnerId}, ${currency}, ${month}, ${String(sum)}, ${issuedBy}) on conflict do nothing returning id`;
  if (rows.length === 0) return null;
  await pinNames(tx, [{ id, partnerId }]);
  await tx`
    insert into commissions.invoice_line (invoice_id, line_id, amount_minor)
    select ${id}, * from unnest(${owed.map(({ lineId }) => lineId)}::text[], ${owed.map(({ minor }) => String(minor))}::bigint[])`;
  if (offset.length > 0) {
    const amountMinor = offset.reduce((all, one) => (one.amountMinor > 0n ? all + one.amountMinor : all), 0n);
    const explanation = `what was owed is set off: ${showMoney(amountMinor, currency)} before the invoice ${id}`;
    const line = { id: newId('lin'), source: `offset/${id}`, kind: 'offset' as const, partnerId, currency, amountMinor, day };
    await postTransactions(tx, [{ ...line, explanation, bookedBy: issuedBy, entries: offset }]);
  }
  return id;
}

/** Those of which nothing is owed any more, because payouts set it off. */
async function closeSettled(tx: Queryable, { partnerId, currency }: Holder): Promise<void> {
  const rows = await tx<Row[]>`${invoices(tx)} where partner_id = ${partnerId} and currency = ${currency} and state = 'open'`;
  for (const { id, openMinor } of rows.map(read)) if (openMinor === 0n) await endInvoice(tx, id, { state: 'paid', reason: null });
}

/** Ends an open invoice. False if it is not open. */
export async function endInvoice(
  tx: Queryable,
  id: string,
  { state, reason }: { state: 'paid' | 'cancelled'; reason: string | null },
): Promise<boolean> {
  const rows = await tx`
    update commissions.invoice set state = ${state}, reason = ${reason}, ended_at = now() where id = ${id} and state = 'open' returning id`;
  return rows.length > 0;
}

/** Whose statement of a month says that they owe, and that have no invoice of the month, after a holder. */
export function listUninvoiced(
  sql: Queryable,
  { month, after, limit }: { month: string; after: Holder; limit: number },
): Promise<Holder[]> {
  return sql<Holder[]>`
    select s.partner_id as "partnerId", s.currency from commissions.statement s
    where s.month = ${month} and (s.partner_id, s.currency) > (${after.partnerId}, ${after.currency})
      and not exists (select from commissions.invoice i where i.partner_id = s.partner_id and i.currency = s.currency and i.month = ${month})
      and (select coalesce(sum(e.amount_minor), 0) from commissions.entry e where e.partner_id = s.partner_id and e.currency = s.currency
        and e.account in ('payable', 'clawback_receivable')) > 0
    order by 1, 2 limit ${limit}`;
}
