import type { Queryable } from '#db/database.ts';
import type { LineKind } from '#domain/commissions/ledger.ts';

/** A line of the ledger, as it was posted. */
export interface Line {
  id: string;
  source: string;
  kind: LineKind;
  partnerId: string;
  currency: string;
  amountMinor: bigint;
  about: string | null;
  reverses: string | null;
  termsId: string | null;
  factId: string | null;
  dealId: string | null;
  releaseDay: string | null;
  day: string;
  explanation: string;
  bookedBy: string;
  recordedAt: Date;
}

export type LineRow = Omit<Line, 'amountMinor'> & { amountMinor: string };
export const lineColumns = (
  sql: Queryable,
) => sql`id, source, kind, partner_id as "partnerId", currency, amount_minor::text as "amountMinor", about, reverses,
  terms_id as "termsId", fact_id as "factId", deal_id as "dealId", release_day::text as "releaseDay", day::text, explanation,
  booked_by as "bookedBy", recorded_at as "recordedAt"`;
export const readLine = (row: LineRow): Line => ({ ...row, amountMinor: BigInt(row.amountMinor) });

/** The accruals and clawbacks of sales, in the order in which they were posted. */
export async function readLinesOfSales(sql: Queryable, saleIds: readonly string[]): Promise<Line[]> {
  const rows = await sql<LineRow[]>`
    select ${lineColumns(sql)} from commissions.ledger_transaction
    where fact_id = any(${[...saleIds]}::text[]) and kind in ('accrual', 'clawback') order by id`;
  return rows.map(readLine);
}

/** Of one partner, if it has the line. */
export async function findLine(sql: Queryable, partnerId: string, id: string): Promise<Line | undefined> {
  const [row] = await sql<LineRow[]>`
    select ${lineColumns(sql)} from commissions.ledger_transaction where id = ${id} and partner_id = ${partnerId}`;
  return row && readLine(row);
}

/** What was posted about a line: its release, its clawbacks, its payout. */
export async function readLinesAbout(sql: Queryable, id: string): Promise<Line[]> {
  const rows = await sql<
    LineRow[]
  >`select ${lineColumns(sql)} from commissions.ledger_transaction where about = ${id} order by id limit 1000`;
  return rows.map(readLine);
}

/** The lines of a partner, newest first, below an id. */
export async function listLines(
  sql: Queryable,
  wanted: { partnerId: string; currency: string | undefined; kinds: LineKind[] | undefined; below: string | undefined; limit: number },
): Promise<Line[]> {
  const { partnerId, currency, kinds, below, limit } = wanted;
  const rows = await sql<LineRow[]>`
    select ${lineColumns(sql)} from commissions.ledger_transaction
    where partner_id = ${partnerId} ${currency === undefined ? sql`` : sql`and currency = ${currency}`}
      ${kinds === undefined ? sql`` : sql`and kind in ${sql(kinds)}`} ${below === undefined ? sql`` : sql`and id < ${below}`}
    order by id desc limit ${limit}`;
  return rows.map(readLine);
}
