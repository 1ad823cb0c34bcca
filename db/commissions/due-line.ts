import type { Queryable } from '#db/database.ts';

/** A commission whose hold period has ended, and that is not released. */
export interface DueLine {
  id: string;
  partnerId: string;
  currency: string;
  releaseDay: string;
}

/** Those due on a day, the longest due first. */
export function listDueLines(sql: Queryable, { day, limit }: { day: string; limit: number }): Promise<DueLine[]> {
  return sql<DueLine[]>`
    select t.id, t.partner_id as "partnerId", t.currency, t.release_day::text as "releaseDay" from commissions.ledger_transaction t
    where t.release_day <= ${day} and not exists (select from commissions.ledger_transaction r where r.source = 'release/' || t.id)
    order by t.release_day, t.id limit ${limit}`;
}
