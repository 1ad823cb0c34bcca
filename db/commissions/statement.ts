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

/** Whose statement of a month is due: those with lines before its end that no statement has. After a holder. */
export function listUnstated(sql: Queryable, { month, until, limit }: { month: string; until: Date; limit: number }): Promise<Holder[]> {
  return sql<Holder[]>`
    select t.partner_id as "partnerId", t.currency from commissions.ledger_transaction t
    where t.recorded_at < ${until} and not exists (
      select from commissions.statement s where s.partner_id = t.partner_id and s.currency = t.currency and s.month >= ${month})
    group by t.partner_id, t.currency
    having max(t.position) > coalesce((
      select max(s.to_position) from commissions.statement s where s.partner_id = t.partner_id and s.currency = t.currency), 0)
    order by 1, 2 limit ${limit}`;
}

/** Issues it: all lines that no earlier one has, until the end of the month. Only after `lockLedger`. Once for each month. */
export async function issueStatement(
  tx: Queryable,
  { id, partnerId, currency, month, until }: Holder & { id: string; month: string; until: Date },
): Promise<Statement | null> {
  const [row] = await tx<Row[]>`
    with before as (
      select coalesce(max(to_position), 0) as position from commissions.statement where partner_id = ${partnerId} and currency = ${currency}
    ), opening as (
      select closing_minor from commissions.statement where partner_id = ${partnerId} and currency = ${currency}
      order by to_position desc limit 1
    ), stated as (
      select max(t.position) as position, coalesce(-sum(e.amount_minor), 0) as change
      from commissions.ledger_transaction t left join commissions.entry e on e.transaction_id = t.id
        and e.account in ('accrued', 'held', 'payable', 'clawback_receivable')
      where t.partner_id = ${partnerId} and t.currency = ${currency} and t.position > (select position from before) and t.recorded_at < ${until}
    )
    insert into commissions.statement (id, partner_id, currency, month, opening_minor, closing_minor, after_position, to_position)
    select ${id}, ${partnerId}, ${currency}, ${month}, coalesce((select closing_minor from opening), 0),
      coalesce((select closing_minor from opening), 0) + stated.change, before.position, stated.position
    from before, stated where stated.position is not null
    on conflict (partner_id, currency, month) do nothing returning ${columns(tx)}`;
  return row === undefined ? null : read(row);
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
