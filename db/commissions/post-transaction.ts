import type { Queryable } from '#db/database.ts';
import type { Account, LineKind } from '#domain/commissions/ledger.ts';

/** Whose accounts, in which currency. */
export interface Holder {
  partnerId: string;
  currency: string;
}

/** An entry, and the line whose commission it moves. */
export interface LedgerEntry {
  account: Account;
  amountMinor: bigint;
  lineId: string;
}

/** A line of the ledger that is to be posted. What is not said is null, or zero. */
export interface NewTransaction extends Holder {
  id: string;
  /** The event behind it. A second transaction of the same source is not posted. */
  source: string;
  kind: LineKind;
  amountMinor: bigint;
  about?: string | null;
  reverses?: string | null;
  termsId?: string | null;
  factId?: string | null;
  dealId?: string | null;
  customer?: string | null;
  poolMinor?: bigint;
  baseMinor?: bigint;
  releaseDay?: string | null;
  /** When that day begins, by the calendar of the plan. Not said: at midnight UTC. */
  dueAt?: Date | null;
  day: string;
  explanation: string;
  bookedBy: string;
  entries: LedgerEntry[];
}

/**
 * Nobody else posts for these partners until the transaction ends, so what is computed from their balances is still true when it is posted.
 * All of them at once: the order of the locks is what prevents deadlocks.
 */
export async function lockLedger(tx: Queryable, holders: readonly Holder[]): Promise<void> {
  const keys = holders.map(({ partnerId, currency }) => `commissions ${partnerId} ${currency}`);
  await tx`
    select pg_advisory_xact_lock(hash) from (
      select distinct hashtextextended(key, 0) as hash from unnest(${keys}::text[]) k (key) order by 1) sorted`;
}

/**
 * Adds transactions to the ledger, and is the only code that does. Returns the ids of those that were posted: repeating a source posts nothing.
 * Amounts that depend on balances are computed after `lockLedger`, in the same database transaction. PostgreSQL refuses what does not add up.
 */
export async function postTransactions(tx: Queryable, transactions: readonly NewTransaction[]): Promise<Set<string>> {
  if (transactions.length === 0) return new Set();
  const of = <Value>(read: (one: NewTransaction) => Value) => transactions.map(read);
  const minor = (read: (one: NewTransaction) => bigint | undefined) => of((one) => String(read(one) ?? 0n));
  const optional = (read: (one: NewTransaction) => string | null | undefined) => of((one) => read(one) ?? null);
  const entries = transactions.flatMap((one) => one.entries.map((entry, number) => ({ ...entry, number, transaction: one })));
  const rows = await tx<{ id: string }[]>`
    with posted as (
      insert into commissions.ledger_transaction (
        id, source, kind, partner_id, currency, amount_minor, about, reverses, terms_id, fact_id, deal_id, customer, pool_minor, base_minor,
        release_day, day, explanation, booked_by)
      select * from unnest(
        ${of(({ id }) => id)}::text[], ${of(({ source }) => source)}::text[], ${of(({ kind }) => kind)}::text[],
        ${of(({ partnerId }) => partnerId)}::text[], ${of(({ currency }) => currency)}::text[],
        ${minor(({ amountMinor }) => amountMinor)}::bigint[], ${optional(({ about }) => about)}::text[],
        ${optional(({ reverses }) => reverses)}::text[], ${optional(({ termsId }) => termsId)}::text[],
        ${optional(({ factId }) => factId)}::text[], ${optional(({ dealId }) => dealId)}::text[],
        ${optional(({ customer }) => customer)}::text[], ${minor(({ poolMinor }) => poolMinor)}::bigint[],
        ${minor(({ baseMinor }) => baseMinor)}::bigint[], ${optional(({ releaseDay }) => releaseDay)}::text[]::date[],
        ${of(({ day }) => day)}::text[]::date[], ${of(({ explanation }) => explanation)}::text[], ${of(({ bookedBy }) => bookedBy)}::text[])
      on conflict (source) do nothing
      returning id, partner_id, currency, release_day
    ), awaiting as (
      insert into commissions.unreleased (release_day, line_id, due_at)
      select p.release_day, p.id, d.due_at from posted p
      join unnest(${of(({ id }) => id)}::text[], ${of(({ dueAt }) => dueAt?.toISOString() ?? null)}::text[]::timestamptz[]) d (id, due_at) on d.id = p.id
      where p.release_day is not null
    ), entered as (
      insert into commissions.entry (transaction_id, number, line_id, partner_id, currency, account, amount_minor)
      select p.id, e.number, e.line_id, p.partner_id, p.currency, e.account, e.amount_minor
      from unnest(
        ${entries.map(({ transaction }) => transaction.id)}::text[], ${entries.map(({ number }) => number)}::int[],
        ${entries.map(({ lineId }) => lineId)}::text[], ${entries.map(({ account }) => account)}::text[],
        ${entries.map(({ amountMinor }) => String(amountMinor))}::bigint[]) e (transaction_id, number, line_id, account, amount_minor)
      join posted p on p.id = e.transaction_id
    )
    select id from posted`;
  return new Set(rows.map(({ id }) => id));
}
