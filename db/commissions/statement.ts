import type { Queryable } from '#db/database.ts';
import { type Line, lineColumns, type LineRow, readLine } from './line.ts';
import type { Holder } from './post-transaction.ts';

/** A statement. Balances are what the partner is owed: accrued, held and payable, less what it owes. */
export interface Statement extends Holder {
  id: string;
  month: string;
  openingMinor: bigint;
  closingMinor: bigint;
  afterPosition: number;
  toPosition: number;
  issuedAt: Date;
}

/** A line of a statement, and by how much it changed the balance. */
export interface StatementLine extends Line {
  changeMinor: bigint;
}

type Row = Omit<Statement, 'openingMinor' | 'closingMinor'> & { openingMinor: string; closingMinor: string };
const columns = (sql: Queryable) => sql`id, partner_id as "partnerId", currency, month, opening_minor::text as "openingMinor",
  closing_minor::text as "closingMinor", after_position::float8 as "afterPosition", to_position::float8 as "toPosition",
  issued_at as "issuedAt"`;
const read = (row: Row): Statement => ({ ...row, openingMinor: BigInt(row.openingMinor), closingMinor: BigInt(row.closingMinor) });

/** Whose statement of a month is due: those with lines before its end that no statement has. After a holder; null: from the first one. */
export function listUnstated(
  sql: Queryable,
  { month, until, after, limit }: { month: string; until: Date; after: Holder | null; limit: number },
): Promise<Holder[]> {
  return sql<Holder[]>`
    select t.partner_id as "partnerId", t.currency from commissions.ledger_transaction t
    where (t.partner_id, t.currency) > (${after?.partnerId ?? ''}, ${after?.currency ?? ''}) and t.recorded_at < ${until} and not exists (
      select from commissions.statement s where s.partner_id = t.partner_id and s.currency = t.currency and s.month >= ${month})
    group by t.partner_id, t.currency
    having max(t.position) > coalesce((
      select max(s.to_position) from commissions.statement s where s.partner_id = t.partner_id and s.currency = t.currency), 0)
    order by 1, 2 limit ${limit}`;
}

/**
 * Issues the statements of holders, each with all lines that no earlier one has, until the end of the month. Only after `lockLedger`. Once for each month:
 * those that exist are not returned.
 */
export async function insertStatements(
  tx: Queryable,
  holders: readonly (Holder & { id: string })[],
  { month, until }: { month: string; until: Date },
): Promise<Statement[]> {
  const rows = await tx<Row[]>`
    with opening as (
      select h.*, coalesce(s.to_position, 0) as position, coalesce(s.closing_minor, 0) as minor
      from unnest(${holders.map(({ id }) => id)}::text[], ${holders.map(({ partnerId }) => partnerId)}::text[],
        ${holders.map(({ currency }) => currency)}::text[]) h (id, partner_id, currency)
      left join lateral (
        select to_position, closing_minor from commissions.statement
        where partner_id = h.partner_id and currency = h.currency order by to_position desc limit 1) s on true
    ), stated as (
      select o.id, max(t.position) as position, coalesce(-sum(e.amount_minor), 0) as change
      from opening o join commissions.ledger_transaction t on t.partner_id = o.partner_id and t.currency = o.currency and t.position > o.position
        and t.recorded_at < ${until}
      left join commissions.entry e on e.transaction_id = t.id and e.account in ('accrued', 'held', 'payable', 'clawback_receivable')
      group by o.id
    )
    insert into commissions.statement (id, partner_id, currency, month, opening_minor, closing_minor, after_position, to_position)
    select o.id, o.partner_id, o.currency, ${month}, o.minor, o.minor + s.change, o.position, s.position
    from opening o join stated s using (id) order by o.partner_id, o.currency
    on conflict (partner_id, currency, month) do nothing returning ${columns(tx)}`;
  return rows.map(read);
}

/** Those of a month that were issued within two days, in the order of their holders. */
export async function listIssuedLately(
  sql: Queryable,
  { month, after, limit }: { month: string; after: Holder | null; limit: number },
): Promise<Statement[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from commissions.statement
    where month = ${month} and issued_at > now() - interval '2 days'
      and (partner_id, currency) > (${after?.partnerId ?? ''}, ${after?.currency ?? ''})
    order by partner_id, currency limit ${limit}`;
  return rows.map(read);
}

/** Of a partner, newest month first. */
export async function listStatements(sql: Queryable, partnerId: string): Promise<Statement[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from commissions.statement where partner_id = ${partnerId} order by month desc, currency limit 200`;
  return rows.map(read);
}

export async function findStatement(sql: Queryable, wanted: Holder & { month: string }): Promise<Statement | undefined> {
  const { partnerId, currency, month } = wanted;
  const [row] = await sql<Row[]>`
    select ${columns(sql)} from commissions.statement where partner_id = ${partnerId} and currency = ${currency} and month = ${month}`;
  return row && read(row);
}

/** Its lines, in the order of posting. Those that move a commission without changing the balance are among them. */
export async function readStatementLines(sql: Queryable, statement: Statement): Promise<StatementLine[]> {
  const { partnerId, currency, afterPosition, toPosition } = statement;
  const rows = await sql<(LineRow & { change: string })[]>`
    select ${lineColumns(sql)}, (
      select coalesce(-sum(e.amount_minor), 0)::text from commissions.entry e
      where e.transaction_id = ledger_transaction.id and e.account in ('accrued', 'held', 'payable', 'clawback_receivable')) as change
    from commissions.ledger_transaction
    where partner_id = ${partnerId} and currency = ${currency} and position > ${afterPosition} and position <= ${toPosition} order by position`;
  return rows.map(({ change, ...row }) => ({ ...readLine(row), changeMinor: BigInt(change) }));
}
