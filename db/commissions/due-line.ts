import type { Queryable } from '#db/database.ts';
import { localDate } from '#domain/business-days.ts';

/** A commission whose hold period has ended, and that is not released. */
export interface DueLine {
  id: string;
  partnerId: string;
  currency: string;
  releaseDay: string;
}

/** The zone in which a day begins first: no line is due whose day has not begun there. */
const firstZone = 'Pacific/Kiritimati';

/**
 * Those whose release day has begun by the calendar of their plan, the longest due first. Reads only what is due, and what is within a day, however long the
 * ledger is.
 */
export function listDueLines(sql: Queryable, { at, limit }: { at: Date; limit: number }): Promise<DueLine[]> {
  return sql<DueLine[]>`
    select t.id, t.partner_id as "partnerId", t.currency, u.release_day::text as "releaseDay"
    from (
      select release_day, line_id from commissions.unreleased
      where release_day <= ${localDate(at, firstZone)} and coalesce(due_at, release_day::timestamp at time zone 'UTC') <= ${at}
      order by release_day, line_id limit ${limit}) u
    join commissions.ledger_transaction t on t.id = u.line_id order by u.release_day, t.id`;
}

/** They are released: in the transaction that posts their releases. */
export async function forgetDueLines(tx: Queryable, lines: readonly DueLine[]): Promise<void> {
  await tx`
    delete from commissions.unreleased u
    using unnest(${lines.map(({ releaseDay }) => releaseDay)}::text[]::date[], ${lines.map(({ id }) => id)}::text[]) d (release_day, line_id)
    where u.release_day = d.release_day and u.line_id = d.line_id`;
}
