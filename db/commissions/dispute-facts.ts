import type { Queryable } from '#db/database.ts';
import { type Line, lineColumns, type LineRow, readLine } from './line.ts';

/** The lines of a partner for a deal, oldest first. */
export async function readLinesOfDeal(sql: Queryable, partnerId: string, dealId: string): Promise<Line[]> {
  const rows = await sql<LineRow[]>`
    select ${lineColumns(sql)} from commissions.ledger_transaction
    where partner_id = ${partnerId} and deal_id = ${dealId} order by id limit 50`;
  return rows.map(readLine);
}

/** How far the commissions of some goals are. */
export function readGoals(sql: Queryable, ids: readonly string[]): Promise<{ id: string; state: string; reason: string | null }[]> {
  return sql<{ id: string; state: string; reason: string | null }[]>`
    select id, state, reason from commissions.goal where id = any(${[...ids]}::text[]) order by id`;
}
